"""Invitations: sent, sent again and taken back by administrators; opened by who was asked in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from masthead.accounts.invitations import (
    AlreadyHereError,
    InvitationSpentError,
    LinkOf,
    Sent,
    accept,
    find_invitation,
    invite,
    resend,
    revoke,
)
from masthead.accounts.models import Invitation, User
from masthead.accounts.people import MANAGE
from masthead.accounts.roles import Role
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.people import InviteForm, JoinForm
from masthead.newsroom.passkeys import passkey_place
from masthead.newsroom.views.entry import sign_in
from masthead.newsroom.views.people import people_page


def link_maker(request: HttpRequest) -> LinkOf:
    """From a secret to its address at the host that was asked."""
    return lambda secret: request.build_absolute_uri(reverse("newsroom_join", args=[secret]))


class InviteView(PermissionNeeded, View):
    """Ask people in."""

    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send to each address; what could not be mailed is shown as a link to copy."""
        form = InviteForm(request.POST)
        if not form.is_valid():
            return people_page(request, form)
        sent = invite_all(request, form)
        return show_sent(request, sent)


def invite_all(request: HttpRequest, form: InviteForm) -> list[Sent]:
    """Invite every address of a valid form; who is here already is named in a message."""
    sent = []
    for address in form.cleaned_data["emails"]:
        try:
            sent.append(
                invite(
                    email=address,
                    role=Role(form.cleaned_data["role"]),
                    by=member_of(request),
                    link_of=link_maker(request),
                )
            )
        except AlreadyHereError:
            messages.warning(request, f"{address} has an account here already.")
    return sent


def show_sent(request: HttpRequest, sent: list[Sent]) -> HttpResponse:
    """Say that letters are on their way, or show the links."""
    mailed = [each.invitation.email for each in sent if each.is_mailed]
    if mailed:
        messages.success(request, f"On its way to {', '.join(mailed)}.")
    links = [(each.invitation.email, each.link) for each in sent if not each.is_mailed]
    if links:
        return people_page(request, InviteForm(), links=links)
    return HttpResponseRedirect(reverse("newsroom_people"))


class ResendView(PermissionNeeded, View):
    """Send an invitation again."""

    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new link, seven more days."""
        invitation = get_object_or_404(Invitation, pk=pk)
        try:
            sent = resend(invitation=invitation, by=member_of(request), link_of=link_maker(request))
        except InvitationSpentError:
            messages.warning(request, "That invitation is not open any more.")
            return HttpResponseRedirect(reverse("newsroom_people"))
        return show_sent(request, [sent])


class RevokeView(PermissionNeeded, View):
    """Take an invitation back."""

    permission = MANAGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The link stops working."""
        invitation = get_object_or_404(Invitation, pk=pk)
        try:
            revoke(invitation=invitation, by=member_of(request))
            messages.success(request, f"The invitation of {invitation.email} is taken back.")
        except InvitationSpentError:
            messages.warning(request, "That invitation is not open any more.")
        return HttpResponseRedirect(reverse("newsroom_people"))


@method_decorator(never_cache, name="dispatch")
class JoinView(View):
    """What an invitation opens: a name, and a password or a passkey. For who is not here yet."""

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Ask; nothing is spent."""
        invitation = find_invitation(secret=secret)
        if invitation is None:
            return _spent(request)
        return _join_page(request, invitation, JoinForm())

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        """Make the account, sign it in, and go on to the desk or to the passkey."""
        invitation = find_invitation(secret=secret)
        if invitation is None:
            return _spent(request)
        form = JoinForm(request.POST)
        with_passkey = "passkey" in request.POST
        if form.is_valid():
            try:
                user = _accept(secret, form, with_passkey=with_passkey)
            except ValidationError as error:
                form.add_error("password", error)
            except AlreadyHereError:
                form.add_error(None, "This address has an account already. Sign in with it.")
            except InvitationSpentError:
                return _spent(request)
            else:
                sign_in(request, user, method="invitation")
                return _quiet(HttpResponseRedirect(_next(with_passkey=with_passkey)))
        return _join_page(request, invitation, form)


def _accept(secret: str, form: JoinForm, *, with_passkey: bool) -> User:
    values = form.cleaned_data
    return accept(
        secret=secret,
        first_name=values["first_name"],
        last_name=values["last_name"],
        password=None if with_passkey else values["password"],
    )


def _next(*, with_passkey: bool) -> str:
    return reverse("mfa_add_webauthn" if with_passkey else "newsroom_desk")


def _join_page(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    place = passkey_place(host=request.get_host(), is_secure=request.is_secure(), path=request.path)
    context = {"invitation": invitation, "form": form, "place": place}
    return _quiet(render(request, "newsroom/people/join.html", context))


def _spent(request: HttpRequest) -> HttpResponse:
    return _quiet(render(request, "newsroom/people/invitation_spent.html", status=410))


def _quiet(response: HttpResponse) -> HttpResponse:
    # The address holds the secret: no page that it leads to may hear more than the origin.
    response["Referrer-Policy"] = "strict-origin"
    return response
