"""Acts of administrators upon accounts. Each checks who acts, and is in the log by name."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.granting import give_role, refuse_to_lose, role_of
from masthead.accounts.mailing import is_mail_set_up, queue_mail
from masthead.accounts.models import Invitation, SecondFactorRule, SignInLink, User
from masthead.accounts.roles import Role
from masthead.accounts.services import make_sign_in_link
from masthead.kernel.clock import now

MANAGE = "accounts.change_user"


class OwnAccountError(Exception):
    """An administrator would lock themselves out; somebody else has to do it."""


def require_manager(by: User) -> None:
    """Raise `PermissionDenied` unless ``by`` looks after people."""
    if not by.has_perm(MANAGE):
        raise PermissionDenied


@transaction.atomic
def change_person(
    *, person: User, first_name: str, last_name: str, email: str, role: Role, by: User
) -> None:
    """Keep a person's name, address and role.

    Raises `PermissionDenied`, `django.core.exceptions.ValidationError` for an address that is
    taken or none, and `granting.LastAdministratorError`.
    """
    require_manager(by)
    before = {"name": person.get_full_name(), "email": person.email}
    person.first_name, person.last_name, person.email = first_name, last_name, email
    person.full_clean(exclude=["password"])
    person.save(update_fields=["first_name", "last_name", "email"])
    after = {"name": person.get_full_name(), "email": person.email}
    if before != after:
        data = {"before": before, "after": after}
        log(instance=person, action="accounts.rename", user=by, data=data)
        # Letters of recovery must not go to the address that was theirs.
        SignInLink.objects.filter(user=person, used_at=None).delete()
    if role_of(person) is not role:
        give_role(user=person, role=role, by=by)


@transaction.atomic
def switch_off(*, person: User, by: User) -> None:
    """Close an account: its sessions end at once, its links stop working, its work stays.

    Invitations that the person sent and nobody took up are void with it: whoever leaves in anger
    must not have left a door open.

    Raises `PermissionDenied`, `OwnAccountError` and `granting.LastAdministratorError`.
    """
    require_manager(by)
    if person.pk == by.pk:
        raise OwnAccountError
    if person.is_superuser:
        refuse_to_lose(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    SignInLink.objects.filter(user=person, used_at=None).delete()
    Invitation.objects.filter(invited_by=person, accepted_at=None, revoked_at=None).update(
        revoked_at=now()
    )
    end_sessions(person)
    log(instance=person, action="accounts.switch_off", user=by)


@transaction.atomic
def switch_on(*, person: User, by: User) -> None:
    """Open an account that was switched off. Raises `PermissionDenied`."""
    require_manager(by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    log(instance=person, action="accounts.switch_on", user=by)


def end_sessions(person: User) -> None:
    """Sign ``person`` out on every device."""
    for session in UserSession.objects.filter(user=person):
        session.end()


@transaction.atomic
def make_link_for(*, person: User, by: User) -> str:
    """A secret that signs ``person`` in once, for an administrator to hand over.

    Raises `PermissionDenied`; also for an account that is switched off.
    """
    require_manager(by)
    if not person.is_active:
        raise PermissionDenied
    log(instance=person, action="accounts.sign_in_link", user=by)
    return make_sign_in_link(user=person)


@transaction.atomic
def remove_second_factors(*, person: User, by: User) -> None:
    """Take passkeys, app and recovery codes off an account whose owner lost them, and sign it out.

    The owner is told by mail, when mail is set up. Raises `PermissionDenied`.
    """
    require_manager(by)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    log(instance=person, action="accounts.reset_factors", user=by)
    if is_mail_set_up():
        queue_mail(
            to=[person.email],
            subject="Your second factors were removed",
            text=(
                f"{by} took the passkeys, the authenticator app and the recovery codes off your "
                "account in the newsroom. Sign in with your password and set up new ones.\n\n"
                "If you did not ask for this, tell an administrator at once.\n"
            ),
            key=f"factors:{person.pk}:{now().isoformat()}",
        )


@transaction.atomic
def set_second_factor_rules(*, roles: Collection[Role], by: User) -> None:
    """Ask people of these roles, and of no others, for a second factor.

    Raises `PermissionDenied`.
    """
    require_manager(by)
    before = sorted(SecondFactorRule.objects.values_list("role", flat=True))
    after = sorted(role.value for role in roles)
    SecondFactorRule.objects.exclude(role__in=after).delete()
    for role in after:
        SecondFactorRule.objects.get_or_create(role=role)
    if before != after:
        data = {"before": before, "after": after}
        log(instance=by, action="accounts.second_factor", user=by, data=data)
