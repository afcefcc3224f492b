"""Publishing, withdrawing, expiring and killing, whoever asks for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.unpublish import UnpublishAction

from masthead.kernel.clock import now
from masthead.stories import guards, publishing
from masthead.stories.models import Byline, Placement, Publication, Story
from masthead.stories.periodic import run_due
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.placing import place_at_home, set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.stories.signals import story_changed
from tests.factories.stories import (
    make_author,
    make_edition,
    make_picture,
    make_published,
    make_section,
    make_story,
    make_user,
    paragraph,
)
from tests.stories.situations import acts_on, fresh, is_out, publish_with, revise

pytestmark = pytest.mark.django_db


def test_a_new_story_is_neither_published_nor_revised() -> None:
    story = make_story()
    assert not is_out(story)
    assert story.revisions.count() == 0
    assert story.latest_revision is None


def test_a_row_made_without_the_service_is_not_born_published() -> None:
    story = Story.objects.create(headline="Made by hand")
    assert not is_out(story)
    assert story.publication.state == "unpublished"


def test_publishing_before_any_edit_writes_no_revision() -> None:
    story = make_published()
    assert is_out(story)
    assert story.revisions.count() == 0
    assert acts_on(story) == ["wagtail.publish"]


def test_publishing_a_revision_sets_every_flag() -> None:
    story = make_story()
    published = publish_with(story, headline="As edited")
    assert published.publication.is_live
    assert published.live
    assert published.live_revision == published.latest_revision
    assert not published.has_unpublished_changes
    assert published.placements.get().is_live
    assert published.placements.get().published_at == published.publication.first_published_at


def test_the_service_publishes_the_latest_edit_even_for_a_stale_instance() -> None:
    story = make_story()
    stale = Story.objects.get(pk=story.pk)
    revise(story, headline="Edited since")
    published = publish_story(story=stale, by=None)
    assert published.publication.version is not None
    assert published.publication.version.headline == "Edited since"
    assert published.latest_revision is not None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"section": None}, "section"),
        ({"body": []}, "no text"),
        ({"body": [paragraph("")]}, "no text"),
        ({"body": [paragraph("<br> &nbsp;")]}, "no text"),
        ({"body": [{"type": "quote", "value": {"text": " ", "attribution": "A"}}]}, "no text"),
        ({"headline": "\u200b"}, "headline"),
    ],
)
def test_a_story_that_lacks_something_is_refused_and_nothing_is_kept(
    fields: dict[str, Any], words: str
) -> None:
    story = make_story(**fields)
    with pytest.raises(PublicationRefused, match=words):
        publish_story(story=story, by=None)
    assert not is_out(story)
    assert story.versions.count() == 0
    assert acts_on(story) == []


def test_a_revision_without_a_headline_is_refused_and_the_live_text_stands() -> None:
    story = make_published(headline="Stands")
    with pytest.raises(PublicationRefused, match="headline"):
        revise(story, headline="").publish()
    assert fresh(story).headline == "Stands"
    assert story.versions.count() == 1


@pytest.mark.parametrize("act", ["publish", "withdraw", "kill"])
def test_staff_without_the_permission_may_not(act: str) -> None:
    by = make_user(is_superuser=False)
    story = make_story() if act == "publish" else make_published()
    was_out = is_out(story)
    with pytest.raises(PermissionDenied):
        if act == "publish":
            publish_story(story=story, by=by)
        elif act == "withdraw":
            withdraw_story(story=story, by=by)
        else:
            kill_story(story=story, by=by, reason="No")
    assert is_out(story) is was_out


def test_a_withdrawn_story_is_gone_and_says_who_when_why() -> None:
    by = make_user()
    story = make_published()
    withdraw_story(story=story, by=by, reason="Wrong person")
    publication = fresh(story).publication
    assert not is_out(story)
    assert publication.state == "withdrawn"
    assert (publication.ended_by, publication.ended_reason) == (by, "Wrong person")
    assert publication.ended_at is not None
    assert acts_on(story)[-1] == "masthead.withdraw"


def test_withdrawing_a_story_that_is_not_out_changes_nothing() -> None:
    story = make_story()
    withdraw_story(story=story, by=None)
    assert fresh(story).publication.state == "unpublished"
    assert acts_on(story) == []


def test_withdrawing_keeps_unpublished_edits_in_memory_out_of_the_row() -> None:
    story = make_published(headline="As published")
    story.headline = "Typed, not saved"
    withdraw_story(story=story, by=None)
    assert fresh(story).headline == "As published"


def test_a_withdrawn_story_comes_back_at_its_old_address_and_place() -> None:
    story = make_published()
    first = fresh(story).publication
    withdraw_story(story=story, by=None)
    again = publish_story(story=story, by=None).publication
    assert again.is_live
    assert again.first_published_at == first.first_published_at
    assert again.address_date == first.address_date
    assert again.live_since is not None and first.live_since is not None
    assert again.live_since > first.live_since
    assert (again.ended_at, again.ended_by, again.ended_reason) == (None, None, "")
    assert story.versions.count() == 1


def test_wagtails_own_unpublish_action_withdraws_the_story_too() -> None:
    story = publish_with(make_story())
    UnpublishAction(fresh(story), user=make_user()).execute(skip_permission_checks=True)
    assert not is_out(story)
    assert fresh(story).publication.state == "withdrawn"
    assert acts_on(story)[-1] == "wagtail.unpublish"


def test_an_expired_story_is_gone_and_can_be_published_with_a_new_expiry() -> None:
    story = make_published()
    set_limits(story=story, embargo_until=None, expire_at=datetime(2020, 1, 1, tzinfo=UTC), by=None)
    run_due()
    assert not is_out(story)
    assert fresh(story).publication.state == "expired"
    assert fresh(story).expired
    assert acts_on(story)[-1] == "masthead.expire"
    with pytest.raises(PublicationRefused, match="expiry"):
        publish_story(story=story, by=None)
    set_limits(story=story, embargo_until=None, expire_at=None, by=None)
    assert not publish_story(story=story, by=None).expired
    run_due()
    assert is_out(story)


def test_wagtails_command_expires_a_story_by_our_expiry() -> None:
    story = publish_with(make_story())
    set_limits(story=story, embargo_until=None, expire_at=datetime(2020, 1, 1, tzinfo=UTC), by=None)
    call_command("publish_scheduled")
    assert fresh(story).publication.state == "expired"
    assert not is_out(story)


def test_an_expiry_in_a_revision_has_no_say() -> None:
    story = publish_with(make_story(), expire_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert fresh(story).expire_at is None
    call_command("publish_scheduled")
    run_due()
    assert is_out(story)


def test_an_expiry_moved_on_after_somebody_looked_is_respected() -> None:
    story = make_published()
    story.unpublish(set_expired=True)
    assert is_out(story)


def test_a_killed_story_is_gone_for_good() -> None:
    by = make_user()
    story = publish_with(make_story())
    kill_story(story=story, by=by, reason="Libel")
    publication = fresh(story).publication
    assert not is_out(story)
    assert publication.is_killed
    assert (publication.ended_by, publication.ended_reason) == (by, "Libel")
    assert acts_on(story)[-1] == "masthead.kill"
    for publish in (
        lambda: publish_story(story=story, by=None),
        lambda: revise(story, headline="Again").publish(),
        lambda: story.revisions.first().publish(),
        lambda: publishing.publish_unedited(story=fresh(story), by=None),
    ):
        with pytest.raises(PublicationRefused, match="killed"):
            publish()
    assert not is_out(story)
    assert story.versions.count() == 1


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_kill_is_refused_without_a_reason(reason: str) -> None:
    story = make_published()
    with pytest.raises(PublicationRefused, match="why"):
        kill_story(story=story, by=None, reason=reason)
    assert is_out(story)


def test_killing_twice_keeps_the_first_reason() -> None:
    story = make_published()
    kill_story(story=story, by=None, reason="First")
    kill_story(story=story, by=None, reason="Second")
    assert fresh(story).publication.ended_reason == "First"
    assert acts_on(story).count("masthead.kill") == 1


def test_a_story_that_was_never_out_can_be_killed() -> None:
    story = make_story(section=None)
    kill_story(story=story, by=None, reason="Hoax")
    assert fresh(story).publication.is_killed


def test_a_withdrawn_story_can_be_killed_and_a_killed_one_is_not_withdrawn() -> None:
    story = make_published()
    withdraw_story(story=story, by=None)
    kill_story(story=story, by=None, reason="Hoax")
    withdraw_story(story=story, by=None)
    story.unpublish(set_expired=True)
    assert fresh(story).publication.is_killed


@pytest.mark.parametrize("end", ["withdraw", "kill"])
def test_restoring_an_older_revision_does_not_revive(end: str) -> None:
    story = make_story()
    older = revise(story, headline="Older")
    older.publish()
    publish_with(story, headline="Newer")
    if end == "kill":
        kill_story(story=story, by=None, reason="Libel")
    else:
        withdraw_story(story=story, by=None)
    restored = older.as_object()
    restored.save_revision()
    assert not restored.live
    assert not is_out(story)
    assert fresh(story).publication.state == ("killed" if end == "kill" else "withdrawn")


def test_publishing_an_older_revision_changes_words_alone() -> None:
    edition = make_edition()
    sections = list(edition.sections.all())
    story = make_story(section=sections[0], headline="One")
    older = revise(story, headline="Older")
    older.publish()
    publish_with(story, headline="Newer")
    place_at_home(story=fresh(story), section=sections[1], by=None)
    expire_at = datetime(2090, 1, 1, tzinfo=UTC)
    embargo = datetime(2020, 1, 1, tzinfo=UTC)
    set_limits(story=fresh(story), embargo_until=embargo, expire_at=expire_at, by=None)
    before = fresh(story)
    older.refresh_from_db()
    older.publish(previous_revision=before.latest_revision)
    after = fresh(story)
    assert after.headline == "Older"
    assert after.expire_at == expire_at
    assert after.translation_group == before.translation_group
    assert after.created_at == before.created_at
    for name in ("embargo_until", "expire_at", "first_published_at", "address_date", "home_id",
                 "live_since"):  # fmt: skip
        assert getattr(after.publication, name) == getattr(before.publication, name), name
    assert Placement.objects.get(story=story).section == sections[1]
    assert after.first_published_at == before.first_published_at


def test_a_draft_whose_picture_and_author_were_deleted_can_still_be_opened_and_published() -> None:
    story, picture, author = make_story(), make_picture(), make_author()
    draft = fresh(story)
    draft.lead_picture = picture
    draft.lead_alt, draft.lead_credit = "A boat", "Ada"
    draft.bylines = [Byline(author=author), Byline(name="Wire Name")]
    revision = draft.save_revision()
    picture.delete()
    author.delete()
    revision = type(revision).objects.get(pk=revision.pk)
    opened = revision.as_object()
    assert opened.lead_picture is None
    assert [str(byline) for byline in opened.bylines.all()] == ["Wire Name"]
    revision.publish()
    assert is_out(story)


def test_the_address_date_is_the_home_editions_and_never_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    section = make_section(make_edition(zone="Europe/Athens"))
    moment = datetime(2026, 7, 14, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(publishing, "now", lambda: moment)
    story = make_published(section=section)
    assert story.publication.address_date == date(2026, 7, 15)
    section.edition.zone = "America/New_York"
    section.edition.save()
    monkeypatch.setattr(publishing, "now", lambda: datetime(2026, 7, 20, 12, tzinfo=UTC))
    again = publish_with(story, headline="A new headline", slug="a-new-address")
    assert again.publication.address_date == date(2026, 7, 15)
    assert again.publication.first_published_at == moment
    assert [version.slug for version in story.versions.all()][-1] == "a-new-address"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", date(2026, 12, 31)),
        ("Europe/Madrid", date(2027, 1, 1)),
        ("Pacific/Kiritimati", date(2027, 1, 1)),
        ("America/Los_Angeles", date(2026, 12, 31)),
        ("Pacific/Pago_Pago", date(2026, 12, 31)),
    ],
)
def test_the_address_date_follows_the_zone(
    zone: str, expected: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(publishing, "now", lambda: moment)
    # The guard against moments to come is about this machine's clock, which this test moves.
    guards.remove_guards(using="default")
    story = make_published(section=make_section(make_edition(zone=zone)))
    assert story.publication.address_date == expected


def test_readers_pages_are_announced_after_the_commit_alone(
    django_capture_on_commit_callbacks: Any,
) -> None:
    heard: list[tuple[int, str]] = []

    def listen(sender: Any, story_id: int, state: str, **kwargs: Any) -> None:
        heard.append((story_id, state))

    story_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            story = make_published()
            assert heard == []
        assert heard == [(story.pk, "live")]
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_story(story=story, by=None)
        with django_capture_on_commit_callbacks(execute=True):
            kill_story(story=story, by=None, reason="Hoax")
        assert [state for _, state in heard] == ["live", "withdrawn", "killed"]
    finally:
        story_changed.disconnect(listen)


def test_publishing_takes_the_same_queries_among_10_stories_as_among_200() -> None:
    section = make_section()

    def cost() -> int:
        story = make_story(section=section)
        revision = revise(story)
        with CaptureQueriesContext(connection) as queries:
            revision.publish()
        return len(queries)

    for _ in range(10):
        make_published(section=section)
    few = cost()
    for _ in range(190):
        make_published(section=section)
    assert cost() == few
    # A third of them bring the desk's lines and the search in step, once, at the end.
    assert few <= 62


def test_no_publication_is_left_behind_by_a_deleted_draft() -> None:
    story = make_story()
    pk = story.pk
    story.publication.home = None
    story.publication.save()
    fresh(story).delete()
    assert not Publication.objects.filter(pk=pk).exists()


def test_rights_that_ran_out_are_seen_whatever_date_a_publication_bears() -> None:
    picture = make_picture()
    picture.rights_end_at = now() - timedelta(days=1)
    picture.save()
    story = make_story(lead_picture=picture, lead_alt="Waves", lead_credit="A. Snap")
    with pytest.raises(PublicationRefused, match="rights"):
        publish_story(story=story, by=None, at=now() - timedelta(days=30))
