"""Fronts from the draft to the reader: publishing, scheduling, and two editors at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from masthead.delivery.keys import noting
from masthead.delivery.models import Purge
from masthead.fronts import selectors
from masthead.fronts.arranging import Arrangement, Placed, read_arrangement
from masthead.fronts.composing import compose
from masthead.fronts.models import FrontVersion
from masthead.fronts.rules import LEAD, SECOND
from masthead.fronts.selectors import draft_of, live_front
from masthead.fronts.services import (
    FrontOvertaken,
    FrontRefused,
    arrange,
    call_off,
    publish_front,
    restore_front,
)
from masthead.kernel.clock import now
from masthead.public import lists
from masthead.stories.models import Edition, Placement, Story
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_edition, make_published, make_section, make_user
from tests.stories.situations import publish_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(host="post.example")


@pytest.fixture
def stories(edition: Edition) -> list[Story]:
    """Newest last."""
    section = make_section(edition)
    return [make_published(section=section, headline=f"Story {n}") for n in range(12)]


def leads(edition: Edition, at: datetime | None = None) -> int | None:
    moment = at or now()
    return compose(edition, live_front(edition, at=moment).arrangement, at=moment).ranking.lead


def put(story: Story, place: str = LEAD, until: datetime | None = None) -> Any:
    placed = Placed(place=place, story=story.pk, until=until)
    return lambda old: Arrangement(placed=(placed,), hidden=old.hidden)


def test_a_draft_changes_nothing_for_readers_until_it_is_published(
    edition: Edition, stories: list[Story]
) -> None:
    editor = make_user()
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[0]))
    assert leads(edition) == stories[-1].pk
    Purge.objects.all().delete()
    version = publish_front(edition=edition, by=editor, revision=draft.revision)
    assert leads(edition) == stories[0].pk
    assert version.number == 1
    assert f"{edition.pk}:front" in Purge.objects.get().keys


def test_a_scheduled_front_is_live_from_its_moment_on_and_not_before(
    edition: Edition, stories: list[Story]
) -> None:
    editor, moment = make_user(), now() + timedelta(hours=3)
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[0]))
    publish_front(edition=edition, by=editor, revision=draft.revision, at=moment)
    assert leads(edition, moment - timedelta(seconds=1)) == stories[-1].pk
    assert leads(edition, moment) == stories[0].pk
    with noting(edition.pk) as noted:
        lists.front_page(edition)
    assert noted.expires_at == moment


def test_a_scheduled_front_can_be_called_off_once_and_not_after_it_was_live(
    edition: Edition, stories: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, moment = make_user(), now() + timedelta(hours=3)
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[0]))
    version = publish_front(edition=edition, by=editor, revision=draft.revision, at=moment)
    assert call_off(version=version, by=editor)
    assert not call_off(version=version, by=editor)
    assert leads(edition, moment) == stories[-1].pk
    live = publish_front(edition=edition, by=editor, revision=draft.revision)
    with pytest.raises(FrontRefused, match="already"):
        call_off(version=live, by=editor)


def test_a_pin_that_ends_is_the_end_of_the_stored_page(
    edition: Edition, stories: list[Story]
) -> None:
    editor, end = make_user(), now() + timedelta(minutes=30)
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[0], until=end))
    publish_front(edition=edition, by=editor, revision=draft.revision)
    with noting(edition.pk) as noted:
        page = lists.front_page(edition)
    assert page.lead is not None
    assert page.lead.headline == "Story 0"
    assert noted.expires_at == end
    assert leads(edition, end) == stories[-1].pk


def test_an_earlier_version_comes_back_as_a_new_one_and_as_the_draft(
    edition: Edition, stories: list[Story]
) -> None:
    editor = make_user()
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[0]))
    first = publish_front(edition=edition, by=editor, revision=draft.revision)
    draft = arrange(edition=edition, by=editor, revision=1, change=put(stories[1]))
    publish_front(edition=edition, by=editor, revision=draft.revision)
    again = restore_front(version=first, by=editor)
    assert (again.number, again.restores) == (3, first)
    assert leads(edition) == stories[0].pk
    assert draft_of(edition, at=now()).arrangement == first.arrangement
    assert FrontVersion.objects.count() == 3


def test_whoever_comes_second_is_told_and_changes_nothing(
    edition: Edition, stories: list[Story]
) -> None:
    first, second = make_user(first_name="Ada"), make_user()
    arrange(edition=edition, by=first, revision=0, change=put(stories[0]))
    with pytest.raises(FrontOvertaken, match="Ada"):
        arrange(edition=edition, by=second, revision=0, change=put(stories[1]))
    with pytest.raises(FrontOvertaken):
        publish_front(edition=edition, by=second, revision=0)
    draft = draft_of(edition, at=now())
    assert read_arrangement(draft.arrangement).stories == {stories[0].pk}
    assert not FrontVersion.objects.exists()


def test_moments_that_have_passed_and_too_many_are_refused(
    edition: Edition, stories: list[Story]
) -> None:
    editor = make_user()
    with pytest.raises(FrontRefused, match="has passed"):
        publish_front(edition=edition, by=editor, revision=0, at=now() - timedelta(seconds=1))
    for hours in range(10):
        at = now() + timedelta(hours=1 + hours)
        publish_front(edition=edition, by=editor, revision=0, at=at)
    with pytest.raises(FrontRefused, match="call one off"):
        publish_front(edition=edition, by=editor, revision=0, at=now() + timedelta(days=2))
    assert live_front(edition, at=now()).version is None
    assert selectors._LOOK > 10


def test_who_may_not_arrange_is_refused(edition: Edition) -> None:
    with pytest.raises(PermissionDenied):
        publish_front(edition=edition, by=make_user(is_superuser=False), revision=0)


def test_a_story_that_readers_lose_leaves_the_front_and_an_old_one_may_stand(
    edition: Edition, stories: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("masthead.fronts.composing.POOL", 4)
    editor = make_user()
    placed = (
        Placed(place=LEAD, story=stories[0].pk),
        Placed(place=SECOND, story=stories[1].pk),
    )
    draft = arrange(
        edition=edition, by=editor, revision=0, change=lambda _: Arrangement(placed=placed)
    )
    publish_front(edition=edition, by=editor, revision=draft.revision)
    page = lists.front_page(edition)
    assert page.lead is not None
    assert page.lead.headline == "Story 0"
    assert page.seconds[0].headline == "Story 1"
    withdraw_story(story=stories[0], by=None, reason="A complaint")
    after = lists.front_page(edition)
    assert after.lead is not None
    assert after.lead.headline == "Story 11"


def test_a_front_costs_the_same_however_much_was_arranged(
    edition: Edition, stories: list[Story]
) -> None:
    editor, counts = make_user(), []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            lists.front_page(Edition.objects.prefetch_related("sections").get(pk=edition.pk))
        counts.append(len(queries))
        placed = tuple(Placed(place=SECOND, story=row.pk) for row in stories[:5])
        draft = arrange(
            edition=edition,
            by=editor,
            revision=number,
            change=lambda _: Arrangement(placed=placed),  # noqa: B023 - called at once
        )
        publish_front(edition=edition, by=editor, revision=draft.revision)
    assert counts[0] == counts[1]


def test_the_corrections_of_the_last_days_stand_on_the_front(
    edition: Edition, stories: list[Story]
) -> None:
    for number, story in enumerate(stories[:4]):
        publish_with(story, change="correction", change_note=f"It was {number}.")
    page = lists.front_page(edition)
    assert [row.correction.text for row in page.corrections] == [
        "It was 3.", "It was 2.", "It was 1.",
    ]  # fmt: skip
    html = Client(headers={"host": "post.example"}).get("/").content.decode()
    assert 'class="amends"' in html
    assert "It was 3." in html


def test_a_correction_leaves_the_front_after_a_week(
    edition: Edition, stories: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_with(stories[0], change="correction", change_note="It was 1.")
    later = now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr("masthead.public.lists.now", lambda: later)
    assert lists.front_page(edition).corrections == ()


def test_the_front_of_one_edition_is_not_another_s(edition: Edition, stories: list[Story]) -> None:
    other = make_edition()
    Placement.objects.create(
        story=stories[0],
        edition=other,
        section=make_section(other),
        is_live=True,
        published_at=now(),
    )
    editor = make_user()
    draft = arrange(edition=edition, by=editor, revision=0, change=put(stories[3]))
    publish_front(edition=edition, by=editor, revision=draft.revision)
    assert leads(other) == stories[0].pk
