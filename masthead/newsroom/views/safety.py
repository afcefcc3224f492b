"""What administrators set for everybody: the mail server, and who needs a second factor."""

from __future__ import annotations

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from masthead.accounts.mail_backend import NewsroomMailBackend
from masthead.accounts.mail_server import (
    MailNotSetUpError,
    MailUrlError,
    current_server,
    set_mail_server,
)
from masthead.accounts.mailing import mail_trouble
from masthead.accounts.models import MailServer, SecondFactorRule
from masthead.accounts.people import MANAGE, set_second_factor_rules
from masthead.accounts.roles import Role
from masthead.accounts.sealing import BrokenSealError
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.mail import MailServerForm
from masthead.newsroom.forms.people import SecondFactorForm

MAIL = "accounts.change_mailserver"


class MailView(PermissionNeeded, View):
    """The mail server."""

    permission = MAIL

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it, and whether the last letter went."""
        return _mail_page(request, MailServerForm.of(MailServer.objects.first()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it."""
        form = MailServerForm(request.POST)
        if form.is_valid() and keep_mail_server(request, form):
            messages.success(request, "Kept. Send a test letter to see that it works.")
            return HttpResponseRedirect(reverse("newsroom_mail"))
        return _mail_page(request, form)


def keep_mail_server(request: HttpRequest, form: MailServerForm) -> bool:
    """Keep the values of a valid form; False, with words in the form, when they will not do."""
    try:
        set_mail_server(by=member_of(request), **form.values())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _mail_page(request: HttpRequest, form: MailServerForm) -> HttpResponse:
    context = {
        "header_title": "Mail",
        "form": form,
        "is_operators": bool(settings.MASTHEAD_MAIL_URL),
        "is_set_up": bool(settings.MASTHEAD_MAIL_URL) or MailServer.objects.exists(),
        "trouble": mail_trouble(),
        "to": member_of(request).email,
    }
    return render(request, "newsroom/people/mail.html", context)


class TestMailView(PermissionNeeded, View):
    """A letter to oneself, at once and not by the queue: the answer is what is asked for."""

    permission = MAIL
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it, and tell what the server said."""
        to = member_of(request).email
        if complaint := send_test(to):
            messages.error(request, f"The letter did not go: {complaint}")
        else:
            messages.success(request, f"The server took a letter to {to}. Look into your mail.")
        return HttpResponseRedirect(reverse("newsroom_mail"))


def send_test(to: str) -> str:
    """Send a test letter to ``to`` now; what went wrong in words, or nothing."""
    try:
        server = current_server()
        message = EmailMessage(
            subject="A test from the newsroom",
            body="This letter came from the newsroom’s mail server. All is well.\n",
            from_email=server.sender,
            to=[to],
            connection=NewsroomMailBackend(server=server),
        )
        message.send()
    except MailNotSetUpError:
        return "no mail server is set up."
    except MailUrlError as error:
        return f"{error}."
    except BrokenSealError:
        return "the password cannot be read any more. Enter it again."
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


class SecondFactorView(PermissionNeeded, View):
    """Which roles sign in with a second factor."""

    permission = MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rules."""
        roles = list(SecondFactorRule.objects.values_list("role", flat=True))
        return _rules_page(request, SecondFactorForm(initial={"roles": roles}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep them."""
        form = SecondFactorForm(request.POST)
        if not form.is_valid():
            return _rules_page(request, form)
        roles = [Role(value) for value in form.cleaned_data["roles"]]
        set_second_factor_rules(roles=roles, by=member_of(request))
        messages.success(request, "Kept. It holds from the next page that anybody opens.")
        return HttpResponseRedirect(reverse("newsroom_people"))


def _rules_page(request: HttpRequest, form: SecondFactorForm) -> HttpResponse:
    context = {"header_title": "Signing in", "form": form}
    return render(request, "newsroom/people/second_factor.html", context)
