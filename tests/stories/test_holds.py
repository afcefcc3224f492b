"""A story on hold: offline at once, brought out by nobody, and nothing of it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry, Revision

from masthead.accounts.models import User
from masthead.stories.models import Hold, MissedMoment, Note, Picture, Placement, Story
from masthead.stories.periodic import run_due
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.holds import is_held, lift_hold, place_on_hold
from masthead.stories.services.notes import write_note
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_picture, make_published, make_story, make_user
from tests.factories.wire import file_take, make_dispatch, make_source
from tests.stories.situations import ago, ahead, force_due, fresh, is_out, publish_with, schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db: None) -> User:
    """Who places holds, and is an administrator."""
    return make_user()


@pytest.fixture
def lawyer(db: None) -> User:
    """The person named to lift the hold: no administrator."""
    from django.contrib.auth.models import Permission

    person = make_user(is_superuser=False, email="lawyer@station.example")
    person.user_permissions.add(Permission.objects.get(codename="change_story"))
    return User.objects.get(pk=person.pk)


@pytest.fixture
def hold(chief: User, lawyer: User) -> Callable[..., Hold]:
    """Puts a story on hold."""

    def place(story: Story, **fields: Any) -> Hold:
        values: dict[str, Any] = {"by": chief, "reason": "A libel threat", "lifter": lawyer}
        return place_on_hold(story=story, **(values | fields))

    return place


def state_of(story: Story) -> str:
    """As the database has it."""
    return str(fresh(story).publication.state)


def test_a_live_story_goes_offline_and_keeps_its_schedule(hold: Callable[..., Hold]) -> None:
    story = publish_with(make_story())
    revision = schedule(story, at=ahead(hours=1), headline="Later")
    hold(fresh(story))
    assert state_of(story) == "held"
    assert not fresh(story).live
    assert is_held(story.pk)
    assert not Placement.objects.live().filter(story=story).exists()
    revision.refresh_from_db()
    assert revision.approved_go_live_at is not None


def test_lifting_gives_back_exactly_the_state_before(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = publish_with(make_story())
    schedule(story, at=ahead(hours=1), headline="Later")
    names = ("live", "live_revision_id", "has_unpublished_changes", "latest_revision_id")

    def picture() -> tuple[Any, ...]:
        row = fresh(story)
        publication = row.publication
        return (
            *(getattr(row, name) for name in names),
            publication.state,
            publication.live_since,
            publication.version_id,
            publication.ended_at,
            publication.ended_reason,
            list(row.placements.values_list("is_live", "published_at")),
            list(row.revisions.values_list("approved_go_live_at", flat=True)),
        )

    before = picture()
    hold(fresh(story))
    assert picture() != before
    lift_hold(story=fresh(story), by=lawyer)
    assert picture() == before
    assert not is_held(story.pk)


def test_lifting_without_giving_back_leaves_the_story_withdrawn(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    hold(story)
    lift_hold(story=fresh(story), by=lawyer, give_it_back=False)
    assert state_of(story) == "withdrawn"


def test_only_the_person_named_or_an_administrator_lifts(
    hold: Callable[..., Hold], chief: User
) -> None:
    from masthead.accounts.services import ensure_editors_group

    colleague = make_user(is_superuser=False)
    colleague.groups.add(ensure_editors_group())
    story = make_published()
    hold(story)
    with pytest.raises(PermissionDenied, match="Only lawyer"):
        lift_hold(story=fresh(story), by=colleague)
    assert is_held(story.pk)
    lift_hold(story=fresh(story), by=chief)
    assert is_out(story)


def test_a_hold_asks_for_a_reason_a_lifter_who_can_see_it_and_holds_once(
    hold: Callable[..., Hold],
) -> None:
    story = make_published()
    with pytest.raises(PublicationRefused, match="Say why"):
        hold(story, reason=" ")
    with pytest.raises(PublicationRefused, match="cannot open stories"):
        hold(story, lifter=make_user(is_superuser=False))
    with pytest.raises(PermissionDenied):
        hold(story, by=make_user(is_superuser=False))
    hold(story)
    with pytest.raises(PublicationRefused, match="already"):
        hold(fresh(story))


@pytest.mark.parametrize("is_edited", [True, False], ids=["edited", "unedited"])
def test_nothing_publishes_a_held_story(
    hold: Callable[..., Hold], chief: User, is_edited: bool
) -> None:
    story = publish_with(make_story()) if is_edited else make_published()
    hold(fresh(story))
    with pytest.raises(PublicationRefused, match="on hold"):
        publish_story(story=fresh(story), by=chief)
    with pytest.raises(PublicationRefused, match="on hold"):
        fresh(story).save_revision().publish(user=chief)
    with pytest.raises(PublicationRefused, match="on hold"):
        schedule(fresh(story), at=ahead(hours=1))
    assert state_of(story) == "held"


@pytest.mark.parametrize(
    "clockwork", [run_due, lambda: call_command("publish_scheduled")], ids=["ours", "wagtail's"]
)
def test_what_falls_due_under_a_hold_is_a_missed_moment(
    hold: Callable[..., Hold], lawyer: User, clockwork: Callable[[], None]
) -> None:
    story = make_story()
    revision = schedule(story, at=ahead(minutes=5))
    hold(fresh(story))
    force_due(revision)
    clockwork()
    clockwork()
    missed = MissedMoment.objects.get()
    assert missed.outcome == "refused"
    assert "on hold: lawyer" in missed.reason
    assert "lift the hold" in missed.advice
    assert not is_out(story)


def test_a_kill_by_the_agency_is_recorded_and_the_story_stays_held_and_dead(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    hold(story)
    kill_story(story=fresh(story), by=None, reason="Killed by the agency.")
    assert state_of(story) == "killed"
    assert is_held(story.pk)
    lift_hold(story=fresh(story), by=lawyer)
    assert state_of(story) == "killed"
    assert not is_held(story.pk)


def test_a_story_withdrawn_while_held_does_not_come_back_with_the_lifting(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    hold(story)
    withdraw_story(story=fresh(story), by=None, reason="Withheld by the agency.")
    assert is_held(story.pk)
    lift_hold(story=fresh(story), by=lawyer)
    assert state_of(story) == "withdrawn"


def test_a_story_whose_time_ran_out_under_the_hold_has_expired(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    set_limits(story=story, embargo_until=None, expire_at=ahead(minutes=1), by=None)
    hold(fresh(story))
    publication = fresh(story).publication
    publication.expire_at = ago(seconds=1)
    publication.save()
    run_due()
    lift_hold(story=fresh(story), by=lawyer)
    assert state_of(story) == "expired"


def test_an_embargo_set_under_the_hold_keeps_the_story_in(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    hold(story)
    set_limits(story=fresh(story), embargo_until=ahead(hours=1), expire_at=None, by=None)
    lift_hold(story=fresh(story), by=lawyer)
    assert state_of(story) == "withdrawn"


def test_a_wire_take_brings_no_held_story_out(hold: Callable[..., Hold]) -> None:
    from masthead.wire.services import publish_item

    source, dispatch = make_source(), make_dispatch(guid="urn:held", version="1")
    item = file_take(source, dispatch).item
    story = publish_item(item=item, section=make_published().publication.home.section).story
    assert story is not None
    hold(story)
    update = make_dispatch(guid="urn:held", version="2", headline="Newer")
    item = file_take(source, update).item
    published = publish_item(item=item, section=None)
    assert published.hold
    assert state_of(story) == "held"


def held_story_with_everything(hold: Callable[..., Hold], by: User) -> tuple[Story, Picture]:
    """A story on hold with a picture, a note, drafts, and the wire's item behind it."""
    item = file_take(make_source(), make_dispatch()).item
    picture = make_picture()
    story = publish_with(make_story(), lead_picture=picture, lead_alt="A boat", lead_credit="Ada")
    publish_with(fresh(story), lead_picture=None, lead_alt="", lead_credit="", headline="Without")
    item.story = story
    item.save()
    write_note(story=story, by=by, text="The lawyer rang.")
    hold(fresh(story))
    return fresh(story), picture


STATEMENTS = {
    "story": "DELETE FROM stories_story WHERE id = {story}",
    "publication": "DELETE FROM stories_publication WHERE story_id = {story}",
    "is_held": "UPDATE stories_publication SET is_held = {false} WHERE story_id = {story}",
    "live": "UPDATE stories_publication SET state = 'live' WHERE story_id = {story}",
    "version": "DELETE FROM stories_version WHERE story_id = {story}",
    "note": "DELETE FROM stories_note WHERE story_id = {story}",
    "draft": "DELETE FROM wagtailcore_revision WHERE object_id = '{story}'",
    "picture": "DELETE FROM stories_picture WHERE id = {picture}",
    "picture's file": "UPDATE stories_picture SET file = 'x' WHERE id = {picture}",
    "kept media": "DELETE FROM stories_heldmedia",
    "hold": "DELETE FROM stories_hold",
    "hold's words": "UPDATE stories_hold SET reason = 'none'",
    "hold's lifter": "UPDATE stories_hold SET lifter_id = {colleague}",
    "lifted by another": "UPDATE stories_hold SET lifted_at = placed_at, "
    "lifted_by_id = {colleague}",
    "wire item": "DELETE FROM wire_item WHERE story_id = {story}",
    "wire item apart": "UPDATE wire_item SET story_id = NULL WHERE story_id = {story}",
    "take": "DELETE FROM wire_take",
    "bytes": "DELETE FROM wire_received",
    "log": "DELETE FROM wagtailcore_modellogentry",
    "log's words": "UPDATE wagtailcore_modellogentry SET label = 'x'",
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_the_database_itself_keeps_what_is_held(
    hold: Callable[..., Hold], chief: User, what: str
) -> None:
    story, picture = held_story_with_everything(hold, chief)
    colleague = make_user(is_superuser=False)
    statement = STATEMENTS[what].format(
        story=story.pk,
        picture=picture.pk,
        colleague=colleague.pk,
        false="false" if connection.vendor == "postgresql" else "0",
    )
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_what_was_held_may_go_its_way_once_the_hold_is_lifted(
    hold: Callable[..., Hold], chief: User
) -> None:
    story, picture = held_story_with_everything(hold, chief)
    lift_hold(story=story, by=chief)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS["note"].format(story=story.pk))
        cursor.execute(STATEMENTS["wire item apart"].format(story=story.pk))
        cursor.execute(STATEMENTS["picture's file"].format(picture=picture.pk))


def test_deleting_by_the_orm_is_refused_as_protected(
    hold: Callable[..., Hold], chief: User
) -> None:
    story, picture = held_story_with_everything(hold, chief)
    note = Note.objects.get(story=story)
    for thing in (story, picture, note, story.latest_revision):
        with pytest.raises(ProtectedError), transaction.atomic():
            thing.delete()


@pytest.mark.django_db(transaction=True)
def test_pruning_drafts_passes_a_held_story_by(hold: Callable[..., Hold], chief: User) -> None:
    story, _ = held_story_with_everything(hold, chief)
    other = publish_with(publish_with(make_story()), headline="Again")
    before = story.revisions.count()
    call_command("purge_revisions")
    assert story.revisions.count() == before
    assert Revision.objects.filter(object_id=str(other.pk)).count() == 1


def test_a_picture_that_a_draft_takes_up_under_the_hold_is_kept_too(
    hold: Callable[..., Hold],
) -> None:
    story, picture = make_published(), make_picture()
    hold(story)
    draft = fresh(story)
    draft.lead_picture = picture
    draft.save_revision()
    with pytest.raises(ProtectedError), transaction.atomic():
        picture.delete()


def test_both_acts_are_in_the_log_with_before_and_after(
    hold: Callable[..., Hold], lawyer: User
) -> None:
    story = make_published()
    hold(story)
    lift_hold(story=fresh(story), by=lawyer, note="Settled")
    entries = ModelLogEntry.objects.filter(object_id=str(story.pk)).order_by("id")
    words = [entry.message for entry in entries if "hold" in entry.message.lower()]
    assert words == [
        "Put on hold until lawyer@station.example lifts it: A libel threat "
        "(was published, is on hold)",
        "Hold lifted: Settled (was on hold, is published)",
    ]
