"""The desk's lines say what stories and items say, after every act and in the same transaction."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Revision

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.desk import refreshing
from masthead.newsroom.desk.refreshing import needs_rebuild, rebuild, sweep
from masthead.newsroom.desk.rules import LineValues, item_lines, story_lines
from masthead.newsroom.desk.tabs import GONE, Tab
from masthead.newsroom.desk.truth import read_items, read_stories
from masthead.newsroom.models import Assignment, Line
from masthead.stories.models import Byline, Edition, MissedMoment, Section, Story
from masthead.stories.services.holds import place_on_hold
from masthead.stories.services.placing import place_at_home, set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.wire.dispatch import Status
from masthead.wire.models import Item
from masthead.wire.services import open_item
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    make_story,
)
from tests.factories.wire import make_item, make_source

pytestmark = pytest.mark.django_db


def truth() -> set[LineValues]:
    """The lines that there should be, from the stories and items themselves."""
    items = read_items(list(Item.objects.values_list("pk", flat=True)))
    stories = read_stories(list(Story.objects.values_list("pk", flat=True)))
    lines = [line for facts in items for line in item_lines(facts)]
    lines += [line for facts in stories for line in story_lines(facts)]
    return {line for line in lines if line.tab != GONE}


def told() -> set[LineValues]:
    """The lines that there are."""
    names = [field.name for field in fields(LineValues)]
    return {LineValues(**values) for values in Line.objects.exclude(tab=GONE).values(*names)}


def tabs(story: Story) -> set[str]:
    """The lists that a story stands in."""
    lines = Line.objects.filter(subject="story", number=story.pk)
    return set(lines.values_list("tab", flat=True))


def schedule(story: Story, *, hours: int = 1) -> Revision:
    """Have a revision of the story wait."""
    revision: Revision = story.save_revision()
    revision.approved_go_live_at = now() + timedelta(hours=hours)
    revision.save(update_fields=["approved_go_live_at"])
    return revision


@pytest.fixture
def section(edition: Edition) -> Section:
    """Where the stories stand."""
    return make_section(edition)


def test_after_a_day_of_acts_the_lines_are_the_truth(editor: User, section: Section) -> None:
    source = make_source()
    sport = section.edition.sections.all()[1]
    item = make_item(source=source, guid="urn:x:1", version="1", headline="Bridge closed")
    story = open_item(item=item, by=editor)
    make_item(source=source, guid="urn:x:1", version="2", headline="Bridge closed, two hurt")
    make_item(status=Status.CANCELED)
    make_item(embargo_until=now() + timedelta(hours=1))
    publish_story(story=make_story(section=section), by=editor)
    edited = make_published(section=section)
    edited.headline, edited.urgency = "Edited", 2
    edited.save_revision()
    withdraw_story(story=make_published(section=section), by=editor)
    kill_story(story=make_published(section=section), by=editor, reason="A court said so")
    schedule(make_story(section=section))
    place_at_home(story=story, section=sport, by=editor)
    Assignment.objects.create(
        story=story, person=editor, assigned_by=editor, assigned_at=now(), due_at=now()
    )
    set_limits(story=story, embargo_until=now() + timedelta(days=1), expire_at=None, by=None)
    place_on_hold(story=make_published(section=section), by=editor, lifter=editor, reason="A doubt")
    assert told() == truth()


def test_the_line_is_part_of_the_act_s_transaction(section: Section) -> None:
    story = make_story(section=section)

    class Undo(Exception):
        pass

    with pytest.raises(Undo), transaction.atomic():
        publish_story(story=story, by=None)
        assert tabs(story) == {"published"}
        raise Undo
    assert tabs(story) == {"in-progress"}


def test_a_draft_is_listed_as_it_is_being_edited(section: Section) -> None:
    story = make_story(section=section, headline="Working title")
    story.headline, story.urgency, story.kind = "Better title", 2, "brief"
    story.save_revision()
    line = Line.objects.get(subject="story", number=story.pk)
    assert (line.headline, line.urgency, line.kind) == ("Better title", 2, "brief")


def test_a_story_of_an_assignee_and_of_an_author_is_known_by_them(
    editor: User, section: Section
) -> None:
    author = make_author(account=editor)
    written = make_story(section=section)
    Byline.objects.create(story=written, author=author)
    given = make_story(section=section)
    Assignment.objects.create(
        story=given, person=editor, assigned_by=editor, assigned_at=now(), due_at=now()
    )
    people = set(Line.objects.values_list("people", flat=True))
    assert people == {f"|{editor.pk}|"}


def test_an_opened_item_leaves_a_line_that_says_so_until_every_desk_knows(
    editor: User, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_item()
    open_item(item=item, by=editor)
    line = Line.objects.get(subject="item", number=item.pk)
    assert (line.tab, line.state) == (GONE, "Opened")
    monkeypatch.setattr(refreshing, "KEEP_GONE", timedelta(seconds=-1))
    sweep()
    assert not Line.objects.filter(subject="item").exists()


def test_a_deleted_story_goes_from_the_desk(section: Section) -> None:
    story = make_story(section=section)
    number = story.pk
    story.delete()
    line = Line.objects.get(subject="story", number=number)
    assert (line.tab, line.state) == (GONE, "Deleted")


def test_nothing_is_written_when_nothing_on_the_desk_has_changed(section: Section) -> None:
    story = make_story(section=section)
    before = Line.objects.get().changed_at
    story.save()
    assert Line.objects.get().changed_at == before


def test_the_sweep_finds_a_schedule_that_ended_past_every_signal(section: Section) -> None:
    story = make_story(section=section)
    revision = schedule(story)
    assert tabs(story) == {"scheduled"}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    assert sweep() == 1
    assert tabs(story) == {"in-progress"}
    assert sweep() == 0


def test_withdrawing_what_is_scheduled_takes_it_from_the_list_after_the_commit(
    editor: User, section: Section, django_capture_on_commit_callbacks: Any
) -> None:
    story = make_story(section=section)
    schedule(story)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_story(story=story, by=editor)
    assert tabs(story) == {"in-progress"}


def test_a_rebuild_writes_all_lines_anew_and_forgets_what_is_not_there(
    editor: User, section: Section
) -> None:
    make_item()
    make_published(section=section)
    wanted = told()
    assert not needs_rebuild()
    Line.objects.all().delete()
    assert needs_rebuild()
    stray = asdict(next(iter(wanted))) | {"number": 999_999}
    Line.objects.create(**stray, changed_at=now())
    assert rebuild() == len(wanted)
    assert told() == wanted


# --- What needs attention ---------------------------------------------------------------------


def remark(story: Story) -> str:
    """Why a story needs attention."""
    return Line.objects.get(subject="story", number=story.pk, tab=Tab.ATTENTION).remark


def test_a_story_that_its_agency_killed_needs_attention(editor: User, section: Section) -> None:
    source = make_source()
    item = make_item(source=source, guid="urn:x:1", version="1")
    story = open_item(item=item, by=editor)
    make_item(source=source, guid="urn:x:1", version="2", status=Status.CANCELED)
    sweep()
    assert remark(story) == "Killed by the agency"
    assert tabs(story) == {"attention", "ended"}


def test_a_missed_moment_needs_attention_until_somebody_has_seen_it(
    editor: User, section: Section
) -> None:
    story = make_story(section=section)
    missed = MissedMoment.objects.create(
        story=story,
        title=str(story),
        kind="publish",
        outcome="refused",
        due_at=now(),
        recorded_at=now(),
        reason="Give the story a headline.",
        advice="Do.",
    )
    assert remark(story) == "Publication: refused. Give the story a headline."
    missed.acknowledged_at, missed.acknowledged_by = now(), editor
    missed.save()
    assert tabs(story) == {"in-progress"}


def test_a_held_story_says_who_lifts_the_hold(editor: User, section: Section) -> None:
    story = make_published(section=section)
    place_on_hold(story=story, by=editor, lifter=editor, reason="A letter from a lawyer")
    assert tabs(story) == {"attention", "ended"}
    assert remark(story) == "On hold, Mara lifts it: A letter from a lawyer"


def test_a_scheduled_story_that_the_gates_will_refuse_needs_attention(section: Section) -> None:
    picture = make_picture()
    story = make_story(section=section, lead_picture=picture, lead_alt="A bridge")
    schedule(story)
    assert "no credit" in remark(story)
    assert tabs(story) == {"attention", "scheduled"}


def test_a_live_story_whose_picture_may_not_be_shown_much_longer_needs_attention(
    section: Section,
) -> None:
    picture = make_picture()
    picture.rights_end_at = now() + timedelta(days=2)
    picture.save()
    story = make_published(
        section=section, lead_picture=picture, lead_alt="A bridge", lead_credit="Ada"
    )
    sweep()
    assert remark(story).startswith("The rights in a picture end on")
