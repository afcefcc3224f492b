"""What administrators do to accounts."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from masthead.accounts.backends import StaffBackend
from masthead.accounts.granting import LastAdministratorError, ensure_roles, give_role, role_of
from masthead.accounts.models import SecondFactorRule, User
from masthead.accounts.people import (
    OwnAccountError,
    change_person,
    make_link_for,
    remove_second_factors,
    set_second_factor_rules,
    switch_off,
    switch_on,
)
from masthead.accounts.roles import Role
from masthead.accounts.services import use_sign_in_link
from tests.factories.stories import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    """An administrator."""
    return make_user(first_name="Ada")


@pytest.fixture
def reporter() -> User:
    """Somebody with a role."""
    ensure_roles()
    user = make_user(is_superuser=False, email="tom@station.example", first_name="Tom")
    give_role(user=user, role=Role.REPORTER, by=None)
    return user


def test_an_account_that_is_switched_off_is_signed_out_at_once(chief: User, reporter: User) -> None:
    make_edition(host="localhost")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(reporter)
    assert browser.get("/newsroom/").status_code == 200
    secret = make_link_for(person=reporter, by=chief)
    switch_off(person=reporter, by=chief)
    assert browser.get("/newsroom/")["Location"].startswith("/newsroom/login/")
    assert use_sign_in_link(secret=secret) is None
    switch_on(person=reporter, by=chief)
    assert use_sign_in_link(secret=secret) is None


def test_nobody_switches_off_their_own_account(chief: User) -> None:
    with pytest.raises(OwnAccountError):
        switch_off(person=chief, by=chief)


def test_the_last_administrator_stays(chief: User, reporter: User) -> None:
    with pytest.raises(LastAdministratorError):
        change_person(
            person=chief,
            first_name="Ada",
            last_name="",
            email=chief.email,
            role=Role.EDITOR,
            by=chief,
        )


def test_a_person_gets_another_name_address_and_role(chief: User, reporter: User) -> None:
    change_person(
        person=reporter,
        first_name="Thomas",
        last_name="Reed",
        email="thomas@station.example",
        role=Role.PRODUCER,
        by=chief,
    )
    changed = User.objects.get(pk=reporter.pk)
    assert (str(changed), changed.email) == ("Thomas Reed", "thomas@station.example")
    assert role_of(changed) is Role.PRODUCER


def test_an_address_that_somebody_has_is_refused(chief: User, reporter: User) -> None:
    with pytest.raises(ValidationError):
        change_person(
            person=reporter,
            first_name="Tom",
            last_name="",
            email=chief.email.upper(),
            role=Role.REPORTER,
            by=chief,
        )


def test_a_reporter_does_none_of_it(chief: User, reporter: User) -> None:
    for act in (switch_off, switch_on, make_link_for, remove_second_factors):
        with pytest.raises(PermissionDenied):
            act(person=chief, by=reporter)
    with pytest.raises(PermissionDenied):
        set_second_factor_rules(roles=[], by=reporter)


def test_a_link_that_an_administrator_makes_signs_in_once(chief: User, reporter: User) -> None:
    secret = make_link_for(person=reporter, by=chief)
    assert use_sign_in_link(secret=secret) == reporter
    assert use_sign_in_link(secret=secret) is None


@pytest.mark.parametrize(
    ("rules", "factors", "lacks"),
    [
        ([], [], False),
        ([Role.EDITOR], [], False),
        ([Role.REPORTER], [], True),
        ([Role.REPORTER], ["recovery_codes"], True),
        ([Role.REPORTER], ["totp", "recovery_codes"], False),
        ([Role.REPORTER], ["webauthn"], False),
    ],
)
def test_whether_somebody_lacks_a_second_factor(
    chief: User, reporter: User, rules: list[Role], factors: list[str], lacks: bool
) -> None:
    set_second_factor_rules(roles=rules, by=chief)
    for factor in factors:
        Authenticator.objects.create(user=reporter, type=factor, data={})
    signed_in = StaffBackend().get_user(reporter.pk)
    assert signed_in is not None
    assert signed_in.lacks_second_factor is lacks


def test_the_rule_for_administrators_holds_whatever_group_they_are_in(chief: User) -> None:
    set_second_factor_rules(roles=[Role.ADMINISTRATOR], by=chief)
    signed_in = StaffBackend().get_user(chief.pk)
    assert signed_in is not None
    assert signed_in.lacks_second_factor


def test_who_lost_every_factor_gets_them_taken_off(chief: User, reporter: User) -> None:
    Authenticator.objects.create(user=reporter, type="totp", data={})
    remove_second_factors(person=reporter, by=chief)
    assert not Authenticator.objects.filter(user=reporter).exists()


def test_rules_that_are_taken_back_are_gone(chief: User) -> None:
    set_second_factor_rules(roles=[Role.EDITOR, Role.REPORTER], by=chief)
    set_second_factor_rules(roles=[Role.EDITOR], by=chief)
    assert list(SecondFactorRule.objects.values_list("role", flat=True)) == ["Editor"]
