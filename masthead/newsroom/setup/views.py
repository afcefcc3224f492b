"""The pages of the first steps. Each keeps what it was told before it shows the next."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from masthead.accounts.models import FirstSteps, MailServer, User
from masthead.accounts.people import MANAGE
from masthead.accounts.services import FOUNDER, finish_first_steps
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.forms.mail import MailServerForm
from masthead.newsroom.passkeys import passkey_place
from masthead.newsroom.setup.forms import FeedForm, SectionsForm, StationForm, YouForm
from masthead.newsroom.setup.services import keep_founder, keep_sections, keep_station, reach
from masthead.newsroom.setup.steps import MAY_BE_SKIPPED, TITLES, Step, is_open, shown
from masthead.newsroom.views.safety import keep_mail_server
from masthead.stories.models import Edition
from masthead.stories.services.editions import USUAL_SECTIONS
from masthead.wire.sources import add_source, try_feed


class SetUpView(PermissionNeeded, View):
    """Leads to the step that was reached, or to the desk when there is nothing to set up."""

    permission = MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        row = FirstSteps.objects.filter(finished_at=None).first()
        if row is None:
            return HttpResponseRedirect(reverse("newsroom_desk"))
        return _to(Step(row.step))


class StepView(PermissionNeeded, View):
    """One step: a form, kept when it is right."""

    permission = MANAGE
    step: Step

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go on when this step was reached; else lead to the one that was."""
        if request.user.has_perm(MANAGE):
            row = FirstSteps.objects.filter(finished_at=None).first()
            if row is None:
                return HttpResponseRedirect(reverse("newsroom_desk"))
            self.reached = Step(row.step)
            if not is_open(self.step, reached=self.reached):
                return _to(self.reached)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, filled in with what is known."""
        return self.page(request, self.empty_form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it, or skip it, and go on."""
        if "skip" in request.POST and self.step in MAY_BE_SKIPPED:
            return self.go_on()
        form = self.posted_form(request)
        if form.is_valid():
            try:
                if (instead := self.keep(request, form)) is not None:
                    return instead
            except ValidationError as error:
                _complain(form, error)
            else:
                if form.is_valid():
                    return self.go_on()
        return self.page(request, form)

    def go_on(self) -> HttpResponse:
        """The next step, or what to do first."""
        after = reach(self.step)
        return _to(after) if after else HttpResponseRedirect(reverse("newsroom_setup_done"))

    def page(self, request: HttpRequest, form: forms.Form, **more: Any) -> HttpResponse:
        """The step's page."""
        context = {
            "step": self.step,
            "title": TITLES[self.step],
            "steps": shown(self.step, reached=self.reached),
            "may_be_skipped": self.step in MAY_BE_SKIPPED,
            "form": form,
            **more,
        }
        return render(request, "newsroom/setup/step.html", context)

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """The form before anything was entered."""
        raise NotImplementedError

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent."""
        raise NotImplementedError

    def keep(self, request: HttpRequest, form: forms.Form) -> HttpResponse | None:
        """Keep a valid form; a page to show instead of the next step, or None.

        Raises `ValidationError`, or leaves errors in the form, for what will not do.
        """
        raise NotImplementedError


def _to(step: Step) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"newsroom_setup_{step}"))


def _complain(form: forms.Form, error: ValidationError) -> None:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in fields.items():
        form.add_error(name if name in form.fields else None, sentences)


def first_edition() -> Edition | None:
    """The edition that the first steps made, if they came so far; one query."""
    return Edition.objects.order_by("pk").first()


class StationView(StepView):
    """The newspaper."""

    step = Step.STATION

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """What an earlier try kept, or what can be guessed."""
        edition = first_edition()
        host, _ = split_domain_port(request.get_host())
        initial = {"host": host, "zone": settings.TIME_ZONE}
        if edition is not None:
            names = ("name", "host", "zone", "language")
            initial = {name: getattr(edition, name) for name in names}
        return StationForm(initial=initial)

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent."""
        return StationForm(request.POST)

    def keep(self, request: HttpRequest, form: forms.Form) -> None:
        """Make or change the edition."""
        keep_station(by=member_of(request), **form.cleaned_data)


class SectionsView(StepView):
    """The sections."""

    step = Step.SECTIONS

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """Those there are, or what a station usually has."""
        edition = first_edition()
        names = (
            [section.name for section in edition.sections.order_by("position")] if edition else []
        )
        return SectionsForm(
            initial={"names": "\n".join(names or [name for _, name in USUAL_SECTIONS])}
        )

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent."""
        return SectionsForm(request.POST)

    def keep(self, request: HttpRequest, form: forms.Form) -> HttpResponse | None:
        """Make them."""
        edition = first_edition()
        if edition is None:
            return _to(Step.STATION)
        keep_sections(edition=edition, names=form.cleaned_data["names"], by=member_of(request))
        return None


class YouView(StepView):
    """The first person."""

    step = Step.YOU

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """What is known of them."""
        person = member_of(request)
        email = "" if person.email == FOUNDER else person.email
        names = {"first_name": person.first_name, "last_name": person.last_name}
        return YouForm(initial=names | {"email": email})

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent; a password may be left out where there is another way in."""
        has_password = member_of(request).has_usable_password()
        return YouForm(
            request.POST, needs_password=not has_password and "passkey" not in request.POST
        )

    def page(self, request: HttpRequest, form: forms.Form, **more: Any) -> HttpResponse:
        """The page, with a passkey offered where one can work."""
        place = passkey_place(
            host=request.get_host(), is_secure=request.is_secure(), path=request.path
        )
        return super().page(request, form, place=place, **more)

    def keep(self, request: HttpRequest, form: forms.Form) -> HttpResponse | None:
        """Keep who they are; a passkey is made next, and the steps go on after it."""
        person = User.objects.get(pk=member_of(request).pk)
        keep_founder(user=person, **form.cleaned_data)
        update_session_auth_hash(request, person)
        if "passkey" in request.POST:
            reach(self.step)
            return HttpResponseRedirect(reverse("mfa_add_webauthn"))
        return None


class FirstMailView(StepView):
    """The mail server."""

    step = Step.MAIL

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """What is there."""
        return MailServerForm.of(MailServer.objects.first())

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent."""
        return MailServerForm(request.POST)

    def keep(self, request: HttpRequest, form: forms.Form) -> None:
        """Keep it; a test letter is a button of the mail screen."""
        if isinstance(form, MailServerForm):
            keep_mail_server(request, form)


class FirstFeedView(StepView):
    """A feed: tried first, then kept."""

    step = Step.FEED

    def empty_form(self, request: HttpRequest) -> forms.Form:
        """Nothing to guess."""
        return FeedForm()

    def posted_form(self, request: HttpRequest) -> forms.Form:
        """The form as it was sent."""
        return FeedForm(request.POST)

    def keep(self, request: HttpRequest, form: forms.Form) -> HttpResponse | None:
        """Show what would come in; with “keep” pressed, have it come in."""
        values = form.cleaned_data
        if "keep" in request.POST:
            add_source(name=values["name"], address=values["address"])
            messages.success(request, f"{values['name']} is being read. Look at “Just in”.")
            return None
        return self.page(request, form, trial=try_feed(values["address"]))


class DoneView(PermissionNeeded, View):
    """The end: what to do first."""

    permission = MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say so, with the ways to go."""
        return render(request, "newsroom/setup/done.html", {"edition": first_edition()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Nothing is left to ask; on to the desk, or where the button led."""
        finish_first_steps()
        target = "newsroom_people" if "people" in request.POST else "newsroom_desk"
        return HttpResponseRedirect(reverse(target))
