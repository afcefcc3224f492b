"""Arranging the front page of an edition."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.module_loading import import_string
from django.views.generic import View

from masthead.fronts import arranging
from masthead.fronts.arranging import Arrangement, read_arrangement
from masthead.fronts.composing import Front, compose
from masthead.fronts.models import FrontVersion
from masthead.fronts.rules import LEAD
from masthead.fronts.selectors import draft_of, live_front, versions_of
from masthead.fronts.services import (
    ARRANGE,
    FrontRefused,
    arrange,
    call_off,
    publish_front,
    restore_front,
)
from masthead.kernel.clock import now
from masthead.newsroom.access import PermissionNeeded, member_of
from masthead.newsroom.front_rows import (
    found_by,
    others_of,
    place_names,
    placements_of,
    places_of,
    rows_of,
    words_of,
)
from masthead.stories.models import Edition

_VERSIONS = 10


class Invalid(Exception):
    """A form that no page of ours has sent."""


class FrontView(PermissionNeeded, View):
    """The draft of a front, with every act on it; without a number, of the first edition."""

    permission = ARRANGE

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The draft as it stands."""
        edition = _edition(pk)
        if edition is None:
            messages.info(request, "Make an edition first: a front page belongs to one.")
            return HttpResponseRedirect(reverse("newsroom_desk"))
        if pk is None:
            # The forms post to where they stand: that must be this edition's page.
            return HttpResponseRedirect(reverse("newsroom_front_of", args=[edition.pk]))
        return self._page(edition)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Do what ``act`` names, and show the draft; what cannot be done is said above it."""
        edition = get_object_or_404(Edition, pk=pk)
        mark = ""
        try:
            said, mark = self._act(edition)
            messages.success(request, said)
        except FrontRefused as refusal:
            messages.error(request, str(refusal))
        except Invalid:
            messages.error(request, "Nothing was done: the page is out of date. Try again.")
        return HttpResponseRedirect(reverse("newsroom_front_of", args=[edition.pk]) + mark)

    def _act(self, edition: Edition) -> tuple[str, str]:
        """What was done, in words, and the part of the page to go to."""
        act, person = self.request.POST.get("act", ""), member_of(self.request)
        if act in {"restore", "call_off"}:
            version = get_object_or_404(
                FrontVersion, edition=edition, number=self._number("version")
            )
            if act == "restore":
                made = restore_front(version=version, by=person)
                return f"Version {version.number} is back, as version {made.number}.", ""
            call_off(version=version, by=person)
            return f"Version {version.number} is called off.", ""
        revision = self._number("revision")
        if act == "publish":
            made = publish_front(edition=edition, by=person, revision=revision)
            return f"Readers have this front now. It is version {made.number}.", ""
        if act == "schedule":
            at = self._moment("at", edition)
            if at is None:
                raise FrontRefused("Choose the day and time at which readers get this front.")
            made = publish_front(edition=edition, by=person, revision=revision, at=at)
            return f"Version {made.number} goes out at {_local(at, edition)}.", ""
        if act == "clear":
            arrange(edition=edition, by=person, revision=revision, change=lambda _: Arrangement())
            return "The draft is empty: the front fills itself.", ""
        story = self._number("story")
        arrange(
            edition=edition,
            by=person,
            revision=revision,
            change=self._change(act, edition=edition, story=story),
        )
        return _SAID[act].format(_headline(edition, story)), f"#story-{story}"

    def _change(self, act: str, *, edition: Edition, story: int) -> Any:
        match act:
            case "up" | "down":
                step = -1 if act == "up" else 1
                return lambda old: arranging.step_story(
                    old, shown=_shown(edition, old).ranking, story=story, step=step
                )
            case "hide":
                return partial(arranging.hide_story, story=story)
            case "release":
                return partial(arranging.release_story, story=story)
            case "place":
                return self._placing(edition, story)
        raise Invalid(act)

    def _placing(self, edition: Edition, story: int) -> Any:
        place = self.request.POST.get("place", "")
        if place not in place_names(edition):
            raise Invalid(place)
        if place == LEAD and _kind(edition, story) == "sponsored":
            raise FrontRefused("What somebody paid for cannot lead the news.")
        until = self._moment("until", edition)
        if until is not None and until <= now():
            raise FrontRefused("This moment has passed: choose a later one, or none.")
        position = self._number("position", missing=0)
        return lambda old: arranging.place_story(
            old,
            shown=_shown(edition, old).ranking,
            story=story,
            place=place,
            position=position,
            until=until,
        )

    def _number(self, name: str, *, missing: int | None = None) -> int:
        text = self.request.POST.get(name, "")
        if not text and missing is not None:
            return missing
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise Invalid(name)
        return int(text)

    def _moment(self, name: str, edition: Edition) -> datetime | None:
        """A day and time in the edition's zone, as UTC; None for an empty field."""
        text = self.request.POST.get(name, "").strip()
        if not text:
            return None
        try:
            typed = parse_datetime(text)
        except ValueError:
            typed = None
        if typed is None:
            raise FrontRefused("Give the day and the time.")
        return typed.replace(tzinfo=typed.tzinfo or edition.timezone).astimezone(UTC)

    def _page(self, edition: Edition) -> HttpResponse:
        moment = now()
        draft = draft_of(edition, at=moment)
        arrangement = read_arrangement(draft.arrangement)
        front = compose(edition, arrangement, at=moment)
        live = live_front(edition, at=moment)
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:200]
        context = {
            "header_title": "Front page",
            "edition": edition,
            "editions": Edition.objects.all(),
            "draft": draft,
            "live": live.version,
            "is_live": live.arrangement == arrangement,
            "places": places_of(front, arrangement),
            "choices": [(name, label) for name, label in place_names(edition).items()],
            "others": others_of(edition, front, arrangement),
            "hidden": rows_of(placements_of(edition, arrangement.hidden), arrangement),
            "words": words,
            "found": found_by(edition, words, arrangement) if words else [],
            "versions": versions_of(edition, count=_VERSIONS),
            "now": moment,
            "breadcrumbs_items": [
                {"url": reverse("newsroom_desk"), "label": "Desk"},
                {"url": "", "label": "Front page"},
            ],
        }
        return render(self.request, "newsroom/front.html", context)


class FrontPreviewView(PermissionNeeded, View):
    """The draft as readers would see it."""

    permission = ARRANGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of the site itself, with the draft's arrangement."""
        edition = get_object_or_404(Edition, pk=pk)
        draft = draft_of(edition, at=now())
        draw = import_string(settings.MASTHEAD_FRONT_PREVIEW)
        page: HttpResponse = draw(request, edition, read_arrangement(draft.arrangement))
        return page


_SAID = {
    "up": "“{}” is one place higher.",
    "down": "“{}” is one place lower.",
    "hide": "“{}” is off the front.",
    "release": "“{}” finds its own place.",
    "place": "“{}” has its place.",
}


def _edition(pk: int | None) -> Edition | None:
    return get_object_or_404(Edition, pk=pk) if pk else Edition.objects.order_by("pk").first()


def _shown(edition: Edition, arrangement: Arrangement) -> Front:
    return compose(edition, arrangement, at=now())


def _headline(edition: Edition, story: int) -> str:
    row = next(iter(placements_of(edition, [story])), None)
    return words_of(row) if row else f"Story {story}"


def _kind(edition: Edition, story: int) -> str:
    row = next(iter(placements_of(edition, [story])), None)
    if row is None or row.story.publication.version is None:
        raise FrontRefused("Readers do not have this story: publish it first.")
    kind: str = row.story.publication.version.kind
    return kind


def _local(moment: datetime, edition: Edition) -> str:
    return f"{moment.astimezone(edition.timezone):%-d %b %Y, %H:%M} ({edition.zone})"
