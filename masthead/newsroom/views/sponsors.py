"""Sponsors of an edition: what runs, what comes, what is over, and how often it was seen."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.views.generic import View

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.cells import safe_cell
from masthead.newsroom.forms.sponsors import SponsorshipForm
from masthead.newsroom.sponsor_rows import grouped, state_of
from masthead.sponsors.models import Sponsorship
from masthead.sponsors.selectors import report_of, sponsorships_of
from masthead.sponsors.services import (
    CHANGE,
    SponsorRefused,
    change_sponsorship,
    create_sponsorship,
    delete_sponsorship,
    end_sponsorship,
    pause_sponsorship,
    resume_sponsorship,
)
from masthead.stories.models import Edition


class _SponsorView(PermissionNeeded, View):
    """A screen in the edition's own time."""

    permission = CHANGE
    edition: Edition

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the edition that it is about, and make its zone the current one."""
        found = self.find(kwargs.get("pk"))
        if found is None:
            messages.info(request, "Make an edition first: a sponsor belongs to one.")
            return HttpResponseRedirect(reverse("newsroom_desk"))
        self.edition = found
        with timezone.override(found.timezone):
            return super().dispatch(request, *args, **kwargs)

    def find(self, pk: int | None) -> Edition | None:
        """The edition with this number; without one the first, or None."""
        return get_object_or_404(Edition, pk=pk) if pk else Edition.objects.order_by("pk").first()

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """The screen, with the way back to the list."""
        crumbs = [
            {"url": reverse("newsroom_desk"), "label": "Desk"},
            {"url": reverse("newsroom_sponsors_of", args=[self.edition.pk]), "label": "Sponsors"},
            {"url": "", "label": context["header_title"]},
        ]
        shown = {"edition": self.edition, "breadcrumbs_items": crumbs} | context
        return render(self.request, template, shown, status=status)


class _OneSponsorView(_SponsorView):
    """A screen about one sponsorship."""

    row: Sponsorship

    def find(self, pk: int | None) -> Edition:
        """The edition of the sponsorship with this number, which is ``row`` from then on."""
        self.row = _row(pk)
        return self.row.edition


def _row(pk: int | None) -> Sponsorship:
    return get_object_or_404(Sponsorship.objects.select_related("edition", "picture"), pk=pk)


class SponsorsView(_SponsorView):
    """All sponsorships of an edition; without a number, of the first."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The list."""
        groups = grouped(sponsorships_of(self.edition), at=now())
        return self.page(
            "newsroom/sponsors.html",
            header_title="Sponsors",
            editions=Edition.objects.all(),
            groups=groups,
            breadcrumbs_items=[
                {"url": reverse("newsroom_desk"), "label": "Desk"},
                {"url": "", "label": "Sponsors"},
            ],
        )


class AddSponsorshipView(_SponsorView):
    """Book a sponsor."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The empty form."""
        return self._page(SponsorshipForm(edition=self.edition))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Book it, or say what is wrong."""
        form = SponsorshipForm(request.POST, edition=self.edition)
        by = member_of(request)

        def book(values: dict[str, Any]) -> Sponsorship:
            return create_sponsorship(edition=self.edition, by=by, **values)

        row = _saved(form, book)
        if row is None:
            return self._page(form, status=422)
        messages.success(request, f"{row} is booked. See how it looks.")
        return HttpResponseRedirect(reverse("newsroom_sponsorship", args=[row.pk]))

    def _page(self, form: SponsorshipForm, status: int = 200) -> HttpResponse:
        return self.page(
            "newsroom/sponsor.html", status=status, header_title="Book a sponsor", form=form
        )


class SponsorshipView(_OneSponsorView):
    """Change a sponsorship."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form as it is."""
        return self._page(SponsorshipForm(instance=self.row, edition=self.edition))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it, or say what is wrong."""
        # A row of its own: the form writes what was typed into it, right or wrong.
        form = SponsorshipForm(request.POST, instance=_row(pk), edition=self.edition)
        by = member_of(request)

        def change(values: dict[str, Any]) -> Sponsorship:
            return change_sponsorship(sponsorship=self.row, by=by, **values)

        row = _saved(form, change)
        if row is None:
            return self._page(form, status=422)
        messages.success(request, f"{row} is saved; readers have it so from now on.")
        return HttpResponseRedirect(reverse("newsroom_sponsorship", args=[row.pk]))

    def _page(self, form: SponsorshipForm, status: int = 200) -> HttpResponse:
        return self.page(
            "newsroom/sponsor.html",
            status=status,
            header_title=str(self.row),
            form=form,
            row=self.row,
            state=state_of(self.row, at=now()),
        )


def _saved(
    form: SponsorshipForm, save: Callable[[dict[str, Any]], Sponsorship]
) -> Sponsorship | None:
    """What was saved; None when the form says what is wrong with it."""
    if not form.is_valid():
        return None
    try:
        return save(form.cleaned_data)
    except ValidationError as error:
        form.show(error)
        return None


class SponsorshipActView(_OneSponsorView):
    """Pause, resume, end, delete."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what ``act`` names; raises `Http404` for any other."""
        acts: dict[str, tuple[Callable[..., Any], str]] = {
            "pause": (pause_sponsorship, "is paused: no page shows it."),
            "resume": (resume_sponsorship, "is on its pages again."),
            "end": (end_sponsorship, "has ended. Its report stays."),
            "delete": (delete_sponsorship, "is deleted."),
        }
        if (found := acts.get(request.POST.get("act", ""))) is None:
            raise Http404("no such act")
        self._do(*found, by=member_of(request))
        return HttpResponseRedirect(reverse("newsroom_sponsors_of", args=[self.edition.pk]))

    def _do(self, act: Callable[..., Any], said: str, *, by: User) -> None:
        try:
            act(sponsorship=self.row, by=by)
        except SponsorRefused as refusal:
            messages.error(self.request, f"{self.row}: {refusal}")
        else:
            messages.success(self.request, f"{self.row} {said}")


class SponsorPreviewView(_OneSponsorView):
    """How it looks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The edition's front page with this sponsor in its slot; nothing is counted."""
        draw = import_string(settings.MASTHEAD_SPONSOR_PREVIEW)
        page: HttpResponse = draw(request, self.row)
        return page


class SponsorReportView(_OneSponsorView):
    """The counts, day by day."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A CSV file (RFC 4180): a line a day, in the edition's zone."""
        moment: datetime = now()
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"{slugify(self.row.sponsor) or 'sponsor'}-{self.row.pk}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow(["sponsor", "date", "views", "clicks"])
        for day in report_of(self.row, at=moment):
            cells = (self.row.sponsor, day.day.isoformat(), day.views, day.clicks)
            writer.writerow([safe_cell(cell) for cell in cells])
        return response
