"""People of the newsroom: who is here, who was asked in, and what each may."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import RedirectView, View

from masthead.accounts.granting import LastAdministratorError, role_of
from masthead.accounts.invitations import open_invitations
from masthead.accounts.mail_server import is_mail_set_up
from masthead.accounts.mailing import mail_trouble
from masthead.accounts.models import User
from masthead.accounts.people import (
    MANAGE,
    OwnAccountError,
    change_person,
    make_link_for,
    remove_second_factors,
    switch_off,
    switch_on,
)
from masthead.accounts.roles import Role
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.people import InviteForm, PersonForm, explained_roles
from masthead.newsroom.selectors_people import people_with_roles

LAST_CHIEF = "Somebody must stay administrator. Give that role to another person first."


class PeopleView(PermissionNeeded, View):
    """Everybody, and the open invitations."""

    permission = MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, with the form that asks people in."""
        return people_page(request, InviteForm())


def people_page(
    request: HttpRequest, form: InviteForm, *, links: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """The page of everybody; ``links`` are invitations to hand over by hand (address, link)."""
    context = {
        "header_title": "People",
        "people": people_with_roles(),
        "invitations": open_invitations(),
        "form": form,
        "roles": explained_roles(),
        "links": links or [],
        "has_mail": is_mail_set_up(),
        "trouble": mail_trouble(),
    }
    return render(request, "newsroom/people/people.html", context)


class PersonView(PermissionNeeded, View):
    """One person: name, address, role, and ways back in."""

    permission = MANAGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, filled in."""
        person = get_object_or_404(User, pk=pk)
        role = role_of(person)
        form = PersonForm(
            initial={
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": person.email,
                "role": role.value if role else "",
            }
        )
        return _person_page(request, person, form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what was changed, or say what will not do."""
        person = get_object_or_404(User, pk=pk)
        form = PersonForm(request.POST)
        if form.is_valid() and _keep(person, form, by=member_of(request)):
            messages.success(request, f"{person} is changed.")
            return HttpResponseRedirect(reverse("newsroom_people"))
        return _person_page(request, get_object_or_404(User, pk=pk), form)


def _keep(person: User, form: PersonForm, *, by: User) -> bool:
    values = form.cleaned_data
    try:
        change_person(
            person=person,
            first_name=values["first_name"],
            last_name=values["last_name"],
            email=values["email"],
            role=Role(values["role"]),
            by=by,
        )
    except LastAdministratorError:
        form.add_error("role", LAST_CHIEF)
        return False
    except ValidationError:
        form.add_error("email", "Somebody here has this address already.")
        return False
    return True


def _person_page(request: HttpRequest, person: User, form: PersonForm, **more: Any) -> HttpResponse:
    context = {
        "header_title": str(person),
        "person": person,
        "form": form,
        "roles": explained_roles(),
        "is_self": person.pk == request.user.pk,
        **more,
    }
    return render(request, "newsroom/people/person.html", context)


class PersonActView(PermissionNeeded, View):
    """An act upon one person, by a button of their page."""

    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and go back to the person."""
        person, by = get_object_or_404(User, pk=pk), member_of(request)
        try:
            messages.success(request, self.act(person, by))
        except OwnAccountError:
            messages.error(request, "Ask another administrator to switch off your account.")
        except LastAdministratorError:
            messages.error(request, LAST_CHIEF)
        return HttpResponseRedirect(reverse("newsroom_person", args=[pk]))

    def act(self, person: User, by: User) -> str:
        """Do the act; returns what was done, in words."""
        raise NotImplementedError


class SwitchOffView(PersonActView):
    """Close an account."""

    def act(self, person: User, by: User) -> str:
        """Switch off, and end the sessions."""
        switch_off(person=person, by=by)
        return f"{person}’s account is switched off, and signed out everywhere."


class SwitchOnView(PersonActView):
    """Open an account again."""

    def act(self, person: User, by: User) -> str:
        """Switch on."""
        switch_on(person=person, by=by)
        return f"{person}’s account is switched on."


class RemoveFactorsView(PersonActView):
    """Help somebody who lost their phone."""

    def act(self, person: User, by: User) -> str:
        """Take off every second factor."""
        remove_second_factors(person=person, by=by)
        return f"{person} signs in with the password alone until new factors are set up."


class PersonLinkView(PermissionNeeded, View):
    """A link that signs somebody in once, to hand over."""

    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it and show it, this once."""
        person = get_object_or_404(User, pk=pk, is_active=True)
        secret = make_link_for(person=person, by=member_of(request))
        link = request.build_absolute_uri(reverse("newsroom_enter", args=[secret]))
        context = {"header_title": f"A link for {person}", "person": person, "link": link}
        return render(request, "newsroom/people/link.html", context)


class ToPeopleView(PermissionNeeded, RedirectView):
    """From Wagtail's screens of users to ours."""

    permission = MANAGE

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str | None:
        """The list of people, whatever was asked for."""
        return reverse("newsroom_people")


class ToPersonView(PermissionNeeded, RedirectView):
    """From Wagtail's screen of one user to ours."""

    permission = MANAGE
    pattern_name = "newsroom_person"
