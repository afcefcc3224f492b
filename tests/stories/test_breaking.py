"""Breaking: a bar in chosen editions, for a limited time, one at most."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from masthead.accounts.models import User
from masthead.delivery.models import Purge
from masthead.kernel.clock import now
from masthead.stories.breaking_bars import bar_of, running_bars_of
from masthead.stories.models import Breaking, Edition, Story
from masthead.stories.rules import PublicationRefused
from masthead.stories.selectors import edition_at
from masthead.stories.services.breaking import (
    break_story,
    end_bars_that_are_over,
    end_breaking,
)
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import (
    make_edition,
    make_published,
    make_section,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    """Where the story is at home."""
    return make_edition()


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers have."""
    return make_published(section=make_section(edition))


@pytest.fixture
def editor() -> User:
    """Somebody who may."""
    return make_user()


def shown(edition: Edition) -> str | None:
    """What the bar of an edition says, read afresh."""
    known = edition_at(edition.host)
    assert known is not None
    bar = bar_of(known)
    return bar.text if bar else None


def test_a_bar_says_its_words_and_leads_to_the_story(
    story: Story, edition: Edition, editor: User
) -> None:
    break_story(story=story, editions=[edition], text="  Harbour \n on fire ", by=editor)
    known = edition_at(edition.host)
    assert known is not None
    bar = bar_of(known)
    assert bar is not None
    assert bar.text == "Harbour on fire"
    assert bar.path.endswith(f"-{story.pk}")
    assert now() + timedelta(minutes=119) < bar.ends_at <= now() + timedelta(hours=2)


def test_the_bar_comes_with_the_edition_and_costs_no_query(
    story: Story, edition: Edition, editor: User
) -> None:
    with CaptureQueriesContext(connection) as before:
        edition_at(edition.host)
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    with CaptureQueriesContext(connection) as after:
        known = edition_at(edition.host)
        assert known is not None
        assert bar_of(known) is not None
    assert len(after) == len(before) == 2


def test_another_way_to_an_edition_asks_once(story: Story, edition: Edition, editor: User) -> None:
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    plain = Edition.objects.get(pk=edition.pk)
    with CaptureQueriesContext(connection) as queries:
        assert bar_of(plain) is not None
        assert bar_of(plain) is not None
    assert len(queries) == 1


def test_only_the_chosen_editions_have_it(story: Story, edition: Edition, editor: User) -> None:
    second, third = make_edition(), make_edition()
    break_story(story=story, editions=[edition, second], text="Harbour on fire", by=editor)
    assert [shown(each) for each in (edition, second, third)] == [
        "Harbour on fire", "Harbour on fire", None,
    ]  # fmt: skip
    assert [bar.edition for bar in running_bars_of(story.pk)] == [edition, second]


def test_a_new_bar_takes_the_place_of_the_old_one(
    story: Story, edition: Edition, editor: User
) -> None:
    other = make_published(section=make_section(edition))
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    break_story(story=other, editions=[edition], text="Mayor resigns", by=editor)
    assert shown(edition) == "Mayor resigns"
    assert running_bars_of(story.pk) == []
    assert Breaking.objects.get(story=story).ended_by == editor


def test_the_database_holds_one_running_bar_an_edition(
    story: Story, edition: Edition, editor: User
) -> None:
    (bar,) = break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    bar.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        bar.save(force_insert=True)


def test_it_ends_by_the_clock_though_no_worker_closes_it(
    story: Story, edition: Edition, editor: User
) -> None:
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    Breaking.objects.update(
        started_at=now() - timedelta(hours=3), ends_at=now() - timedelta(seconds=1)
    )
    assert shown(edition) is None
    assert end_bars_that_are_over() == 1
    assert end_bars_that_are_over() == 0
    bar = Breaking.objects.get()
    assert (bar.ended_at, bar.ended_by) == (bar.ends_at, None)


def test_it_can_be_ended_at_once(story: Story, edition: Edition, editor: User) -> None:
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    assert end_breaking(story=story, by=editor) == 1
    assert end_breaking(story=story, by=editor) == 0
    assert shown(edition) is None


@pytest.mark.parametrize("end", [withdraw_story, kill_story], ids=["withdrawn", "killed"])
def test_it_goes_with_its_story(end: Any, story: Story, edition: Edition, editor: User) -> None:
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    end(story=story, by=editor, reason="A doubt.")
    assert shown(edition) is None
    assert Breaking.objects.get().ended_by == editor


def test_every_page_of_the_editions_is_given_up_at_each_change(
    story: Story, edition: Edition, editor: User
) -> None:
    second = make_edition()
    Purge.objects.all().delete()
    break_story(story=story, editions=[edition, second], text="Harbour on fire", by=editor)
    expected = sorted([f"{edition.pk}:*", f"{second.pk}:*"])
    assert sorted(Purge.objects.latest("pk").keys) == expected
    end_breaking(story=story, by=editor)
    assert sorted(Purge.objects.latest("pk").keys) == expected


def test_each_act_is_in_the_log_with_name_words_and_time(
    story: Story, edition: Edition, editor: User
) -> None:
    break_story(story=story, editions=[edition], text="Harbour on fire", by=editor)
    end_breaking(story=story, by=editor)
    entries = ModelLogEntry.objects.filter(object_id=str(story.pk), user=editor)
    begun = entries.get(action="masthead.break")
    assert begun.data["text"] == "Harbour on fire"
    assert begun.data["editions"] == [edition.name]
    assert "until" in begun.data
    assert entries.filter(action="masthead.break_end").exists()


def test_who_may_not_is_refused(story: Story, edition: Edition) -> None:
    somebody = make_user(is_superuser=False)
    with pytest.raises(PermissionDenied):
        break_story(story=story, editions=[edition], text="Harbour on fire", by=somebody)
    with pytest.raises(PermissionDenied):
        end_breaking(story=story, by=somebody)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 101}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"editions": []}, "editions"),
        ({"lasts": timedelta(0)}, "lasts"),
        ({"lasts": timedelta(days=2)}, "lasts"),
    ],
)
def test_what_will_not_do_is_refused_in_words(
    changes: dict[str, Any], field: str, story: Story, edition: Edition, editor: User
) -> None:
    values: dict[str, Any] = {"editions": [edition], "text": "Harbour on fire"} | changes
    with pytest.raises(PublicationRefused) as refused:
        break_story(story=story, by=editor, **values)
    assert [gate.field for gate in refused.value.gates] == [field]
    assert not Breaking.objects.exists()


def test_what_readers_do_not_have_is_not_breaking(edition: Edition, editor: User) -> None:
    draft = make_story(section=make_section(edition))
    with pytest.raises(PublicationRefused, match="Readers do not have this story"):
        break_story(story=draft, editions=[edition], text="Harbour on fire", by=editor)
