"""What the clock did late or could not do, rights that run out, and what it will do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from masthead.jobs.presence import beat
from masthead.kernel.clock import now
from masthead.stories import publishing, upcoming
from masthead.stories.foresight import Told, facts_of, pictures_in
from masthead.stories.missed import in_words
from masthead.stories.models import ClockRun, MissedMoment, Picture, Placement, RightsEnd, Story
from masthead.stories.periodic import run_due
from masthead.stories.selectors import showable_pictures
from masthead.stories.services.moments import acknowledge, open_moments
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import publish_story
from masthead.stories.services.rights import watch_rights
from masthead.stories.signals import story_changed
from masthead.stories.upcoming_rows import Upcoming
from tests.factories.stories import (
    make_edition,
    make_picture,
    make_published,
    make_section,
    make_story,
    make_user,
    paragraph,
)
from tests.stories.situations import (
    acts_on,
    ago,
    ahead,
    force_due,
    fresh,
    is_out,
    publish_with,
    revise,
    schedule,
)

pytestmark = pytest.mark.django_db


def heard(signal: Any) -> list[dict[str, Any]]:
    """What ``signal`` says from now on; keeps listening until the test is over."""
    said: list[dict[str, Any]] = []

    def listen(**kwargs: Any) -> None:
        said.append(kwargs)

    signal.connect(listen, weak=False, dispatch_uid=f"test.{id(said)}")
    return said


def put_off(story: Story, **fields: Any) -> Story:
    """A scheduled story whose time has passed while nobody looked."""
    revision = schedule(story, at=ahead(minutes=5), **fields)
    revision.content["go_live_at"] = ago(minutes=7).isoformat()
    revision.save()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=ago(minutes=7))
    return story


def worker_was_away(since_minutes: float = 10) -> None:
    """The clockwork ran last a while ago."""
    ClockRun.objects.update_or_create(pk=1, defaults={"ran_at": ago(minutes=since_minutes)})


def test_what_goes_out_late_says_so_and_why() -> None:
    story = put_off(make_story())
    run_due()
    missed = MissedMoment.objects.get()
    assert is_out(story)
    assert (missed.kind, missed.outcome, missed.story) == ("publish", "late", story)
    assert missed.reason == "It came 7 minutes late: no worker was running when it fell due."
    assert "masthead.late" in acts_on(story)


def test_a_worker_that_was_there_but_busy_is_not_called_absent() -> None:
    put_off(make_story())
    beat("worker-1")
    from masthead.jobs.models import WorkerBeat

    WorkerBeat.objects.update(started_at=ago(hours=1))
    run_due()
    assert MissedMoment.objects.get().reason.endswith("the worker was busy.")


def test_what_is_on_time_is_no_missed_moment() -> None:
    story = make_story()
    revision = schedule(story, at=ahead(seconds=0.2))
    revision.content["go_live_at"] = ago(seconds=1).isoformat()
    revision.save()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=ago(seconds=1))
    run_due()
    assert is_out(story)
    assert not MissedMoment.objects.exists()


def test_what_fell_due_while_nobody_looked_goes_out_in_the_order_of_its_times() -> None:
    stories = [make_story() for _ in range(3)]
    for minutes, story in zip((1, 3, 2), stories, strict=True):
        revision = schedule(story, at=ahead(minutes=5))
        revision.content["go_live_at"] = ago(minutes=minutes).isoformat()
        revision.save()
        type(revision).objects.filter(pk=revision.pk).update(
            approved_go_live_at=ago(minutes=minutes)
        )
    run_due()
    out = sorted(stories, key=lambda story: fresh(story).publication.live_since)
    assert out == [stories[1], stories[2], stories[0]]


def test_a_refusal_names_the_gates_and_what_opens_them_and_happens_once() -> None:
    story, picture = make_story(), make_picture()
    put_off(story, lead_picture=picture, lead_alt="A boat", lead_credit="Ada")
    Picture.objects.filter(pk=picture.pk).update(rights_end_at=ago(days=1))
    run_due()
    run_due()
    missed = MissedMoment.objects.get()
    assert missed.outcome == "refused"
    assert "rights in the lead picture have run out" in missed.reason
    assert missed.advice == "Take another picture. Then publish it, or give it a new time."
    assert missed.set_by is None or missed.set_by.pk


def test_an_expiry_that_came_late_is_a_missed_moment() -> None:
    worker_was_away()
    story = make_published()
    publication = story.publication
    publication.expire_at = ago(minutes=2)
    publication.save()
    run_due()
    missed = MissedMoment.objects.get()
    assert (missed.kind, missed.outcome) == ("expiry", "late")
    assert fresh(story).publication.state == "expired"


def test_an_expiry_that_somebody_set_into_the_past_is_not_late() -> None:
    worker_was_away(since_minutes=0.01)
    story = make_published()
    set_limits(story=story, embargo_until=None, expire_at=ago(minutes=2), by=None)
    run_due()
    assert fresh(story).publication.state == "expired"
    assert not MissedMoment.objects.exists()


def test_a_placement_begins_and_ends_by_the_clock_and_is_announced(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    story, other = make_published(), make_section()
    worker_was_away()
    placement = Placement.objects.create(
        story=story, edition=other.edition, section=other, starts_at=ago(minutes=1)
    )
    said = heard(story_changed)
    with django_capture_on_commit_callbacks(execute=True):
        run_due()
    placement.refresh_from_db()
    assert placement.is_live
    assert [each["story_id"] for each in said] == [story.pk]
    assert MissedMoment.objects.get().kind == "placement-start"
    Placement.objects.filter(pk=placement.pk).update(ends_at=ago(seconds=1))
    run_due()
    assert not Placement.objects.get(pk=placement.pk).is_live
    assert acts_on(story)[-2:] == ["masthead.placement_start", "masthead.placement_end"]


def test_somebody_acknowledges_a_missed_moment_and_the_first_stays_named() -> None:
    story = put_off(make_story())
    run_due()
    (missed,) = open_moments()
    first, second = make_user(), make_user()
    with pytest.raises(PermissionDenied):
        acknowledge(moment=missed, by=make_user(is_superuser=False))
    acknowledge(moment=missed, by=first)
    acknowledge(moment=missed, by=second)
    assert missed.acknowledged_by == first
    assert open_moments() == []
    assert acts_on(story).count("masthead.acknowledge_missed") == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (125, "2 minutes"),
        (3600, "60 minutes"),
        (7300, "2 hours"),
        (172_800, "2 days"),
    ],
)
def test_a_stretch_of_time_is_said_as_people_say_it(seconds: int, words: str) -> None:
    assert in_words(seconds) == words


# --- Rights of pictures -------------------------------------------------------------------------


def story_with_picture(**fields: Any) -> tuple[Story, Picture]:
    """A story that readers have with a picture whose rights end at ``rights_end_at``."""
    picture = make_picture()
    story = publish_with(make_story(), lead_picture=picture, lead_alt="A boat", lead_credit="Ada")
    picture.rights_end_at = fields["rights_end_at"]
    picture.save()
    return story, picture


def test_the_editor_is_told_a_day_before_and_once() -> None:
    story, _ = story_with_picture(rights_end_at=ahead(hours=23))
    run_due()
    run_due()
    assert acts_on(story).count("masthead.rights_ahead") == 1


def test_when_rights_end_the_picture_goes_the_story_stays_and_pages_are_announced(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    story, picture = story_with_picture(rights_end_at=ahead(hours=2))
    untouched = make_published()
    picture.rights_end_at = ago(seconds=1)
    picture.save()
    changed = heard(story_changed)
    with django_capture_on_commit_callbacks(execute=True):
        run_due()
        run_due()
    assert is_out(story)
    assert showable_pictures([picture.pk]) == {}
    assert [each["story_id"] for each in changed] == [story.pk]
    assert untouched.pk not in {each["story_id"] for each in changed}
    assert acts_on(story).count("masthead.rights_end") == 1


def test_rights_bought_for_longer_bring_the_picture_back(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    story, picture = story_with_picture(rights_end_at=ago(seconds=1))
    run_due()
    changed = heard(story_changed)
    with django_capture_on_commit_callbacks(execute=True):
        picture.rights_end_at = ahead(days=30)
        picture.save()
    assert [each["story_id"] for each in changed] == [story.pk]
    assert RightsEnd.objects.get(pk=picture.pk).ended_at is None
    picture.rights_end_at = None
    picture.save()
    assert not RightsEnd.objects.filter(pk=picture.pk).exists()


def test_rights_that_ended_while_no_worker_ran_are_a_missed_moment() -> None:
    _, picture = story_with_picture(rights_end_at=ago(minutes=3))
    worker_was_away()
    run_due()
    missed = MissedMoment.objects.get()
    assert (missed.kind, missed.picture, missed.story) == ("rights", picture, None)


def test_saving_a_picture_whose_rights_did_not_change_costs_one_query() -> None:
    picture = make_picture()
    with CaptureQueriesContext(connection) as queries:
        watch_rights(picture=picture)
    assert len(queries) == 1


# --- What happens next --------------------------------------------------------------------------


def everything() -> dict[str, Any]:
    """One of each kind that the list knows."""
    scheduled = make_story()
    schedule(scheduled, at=ahead(hours=1), headline="Goes out")
    live = publish_with(make_story())
    schedule(live, at=ahead(hours=2), headline="New version")
    expiring = make_published()
    set_limits(story=expiring, embargo_until=None, expire_at=ahead(hours=3), by=None)
    embargoed = make_story()
    set_limits(story=embargoed, embargo_until=ahead(hours=4), expire_at=None, by=None)
    section = make_section(make_edition(zone="Asia/Tokyo"))
    placed = make_published()
    Placement.objects.create(
        story=placed, edition=section.edition, section=section, starts_at=ahead(hours=5)
    )
    home = placed.placements.get(edition=placed.publication.home.edition)
    Placement.objects.filter(pk=home.pk).update(ends_at=ahead(hours=6))
    _, picture = story_with_picture(rights_end_at=ahead(hours=7))
    return {"scheduled": scheduled, "picture": picture}


def test_one_list_has_all_that_the_clock_will_do_in_order() -> None:
    everything()
    rows = upcoming.upcoming(at=now(), count=50)
    assert [row.kind for row in rows] == [
        "publish",
        "update",
        "expiry",
        "embargo",
        "placement-start",
        "placement-end",
        "rights",
    ]
    assert [row.title for row in rows][:2] == ["Goes out", "New version"]
    assert "the story stays" in rows[-1].detail


def test_the_list_says_who_set_a_moment_and_what_will_be_refused() -> None:
    editor, picture = make_user(first_name="Mara"), make_picture()
    story = make_story()
    revision = revise(
        story,
        go_live_at=ahead(hours=5),
        lead_picture=picture,
        lead_alt="A boat",
        lead_credit="Ada",
    )
    revision.publish(user=editor)
    picture.rights_end_at = ahead(hours=4)
    picture.save()
    row = next(row for row in upcoming.upcoming(at=now(), count=9) if row.kind == "publish")
    assert row.set_by == "Mara"
    assert row.refusals == ("Our rights in the lead picture have run out: take another picture.",)


def test_the_list_costs_the_same_however_long_it_is() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            upcoming.upcoming(at=now(), count=50)
        return len(queries)

    everything()
    few = cost()
    for _ in range(3):
        everything()
    assert cost() == few
    assert few <= 14


def test_pages_of_the_list_meet_without_a_gap_or_a_repeat() -> None:
    for _ in range(2):
        everything()
    whole = upcoming.upcoming(at=now(), count=50)
    pages, after = [], None
    while page := upcoming.upcoming(at=now(), count=3, after=after):
        pages += page
        after = page[-1].key
    assert [row.key for row in pages] == [row.key for row in whole]


def test_a_moment_whose_revision_went_meanwhile_still_stands_there_for_this_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = make_story()

    def gone(at: object, after: object, count: int) -> list[Upcoming]:
        key = (ahead(hours=1), "publish", 1)
        kind, title = "publish", "The ferry"
        return [
            Upcoming(
                at=key[0], kind=kind, number=story.pk, title=title, key=key, revision_id=999_999
            )
        ]

    monkeypatch.setattr(upcoming, "SOURCES", (gone,))
    (row,) = upcoming.upcoming(at=now(), count=5)
    assert (row.title, row.refusals) == ("The ferry", ())


def test_what_is_overdue_comes_first() -> None:
    everything()
    story = put_off(make_story())
    assert upcoming.upcoming(at=now(), count=1)[0].number == story.pk


BODIES = [
    [],
    [paragraph("Words.")],
    [paragraph(" ")],
    [{"type": "heading", "value": "Alone"}],
    [{"type": "quote", "value": {"text": "Said", "attribution": ""}}],
]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("fields", [{}, {"headline": ""}, {"kind": "sponsored"}, {"sponsor": "X"}])
def test_facts_from_a_revisions_json_are_those_of_the_story(
    body: list[Any], fields: dict[str, Any]
) -> None:
    picture = make_picture()
    uses = [
        {"picture": picture.pk, "alt": "", "caption": "A boat", "credit": "Ada"},
        {"picture": picture.pk, "alt": "Another", "caption": "", "credit": ""},
    ]
    pictures = [
        {"type": "picture", "value": uses[0]},
        {"type": "gallery", "value": {"title": "", "pictures": uses}},
    ]
    for extra in ([], pictures):
        story = make_story(body=[*body, *extra], lead_picture=picture, lead_alt="Lead", **fields)
        revision = story.save_revision(clean=False)
        publication = story.publication
        known = facts_of(
            revision.content, Told(publication), pictures=pictures_in([revision.content])
        )
        assert known == publishing.facts(revision.as_object(), publication)


def test_nothing_is_done_early_or_twice_when_run_again_and_again() -> None:
    story = make_story()
    schedule(story, at=ahead(hours=1))
    for _ in range(3):
        run_due()
    assert not is_out(story)
    assert ClockRun.objects.count() == 1
    assert now() - ClockRun.objects.get().ran_at < timedelta(minutes=1)


def test_a_forced_schedule_of_a_sound_story_is_published_by_the_rules() -> None:
    story = make_story()
    force_due(schedule(story, at=ahead(minutes=5)))
    publish_story(story=story, by=None)
    assert not is_out(story)
