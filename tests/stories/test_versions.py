"""Published versions, corrections, and hiding."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from masthead.stories import snapshot
from masthead.stories.models import Version, VersionHiding
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.history import hide_version
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_published, make_story, make_user, paragraph
from tests.stories.situations import acts_on, ago, fresh, publish_with, revise

pytestmark = pytest.mark.django_db


def test_the_first_publication_makes_version_one_with_who_and_when() -> None:
    by = make_user()
    story = publish_story(story=make_story(headline="First"), by=by)
    version = story.versions.get()
    assert (version.number, version.change, version.note) == (1, "first", "")
    assert version.published_by == by
    assert version.published_at == story.publication.first_published_at
    assert story.publication.version == version
    assert story.publication.substantively_updated_at is None


def test_a_first_publication_marked_as_a_correction_corrects_nothing() -> None:
    story = publish_with(make_story(), change="correction", change_note="Nothing was out yet")
    assert story.versions.get().change == "first"
    assert story.corrections.count() == 0


def test_the_same_text_published_again_makes_no_version() -> None:
    story = make_published()
    publish_with(story)
    publish_with(story, change="fix")
    publish_story(story=story, by=None)
    assert story.versions.count() == 1
    assert fresh(story).publication.substantively_updated_at is None


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Another headline"},
        {"short_headline": "Short"},
        {"dek": "A dek"},
        {"kicker": "Harbour"},
        {"body": [("heading", "Between")]},
        {"agency": "AGY"},
        {"dateline": "PORT ASH"},
        {"is_noindex": True},
        {"kind": "opinion"},
        {"original_url": "https://agency.example/1"},
    ],
)
def test_any_text_that_readers_get_makes_a_version(fields: dict[str, Any]) -> None:
    story = make_published()
    updated = publish_with(story, **fields)
    first, second = story.versions.all()
    assert (second.number, second.change) == (2, "update")
    assert second.digest != first.digest
    assert updated.publication.version == second
    assert updated.publication.substantively_updated_at == second.published_at


@pytest.mark.parametrize("fields", [{"go_live_at": ago(hours=1)}, {"change_note": "internal"}])
def test_what_readers_do_not_get_makes_none(fields: dict[str, Any]) -> None:
    story = make_published()
    publish_with(story, **fields)
    assert story.versions.count() == 1


def test_a_small_fix_is_kept_but_readers_are_not_told() -> None:
    story = make_published()
    fixed = publish_with(story, headline="Spelt right", change="fix")
    assert story.versions.latest("number").change == "fix"
    assert fixed.publication.substantively_updated_at is None
    updated = publish_with(story, headline="News", change="update")
    moment = updated.publication.substantively_updated_at
    assert moment is not None
    fixed = publish_with(story, headline="News!", change="fix")
    assert fixed.publication.substantively_updated_at == moment


def test_a_correction_is_a_row_with_its_words_and_time() -> None:
    story = make_published()
    corrected = publish_with(
        story, headline="Right", change="correction", change_note="  The name was wrong. "
    )
    correction = story.corrections.get()
    version = story.versions.latest("number")
    assert correction.text == "The name was wrong."
    assert correction.version == version
    assert correction.corrected_at == version.published_at
    assert version.note == correction.text
    assert corrected.publication.substantively_updated_at == version.published_at


def test_a_correction_in_words_alone_is_kept() -> None:
    story = make_published()
    publish_with(story, change="correction", change_note="An earlier picture was wrong.")
    assert story.versions.count() == 2


def test_the_next_edit_starts_with_a_clean_sheet() -> None:
    story = make_published()
    corrected = publish_with(story, headline="Right", change="correction", change_note="Wrong.")
    assert (corrected.change, corrected.change_note) == ("update", "")
    publish_with(story, headline="More")
    assert story.corrections.count() == 1


def test_publishing_the_same_correction_again_does_not_correct_twice() -> None:
    story = make_published()
    revision = revise(story, headline="Right", change="correction", change_note="Wrong.")
    revision.publish()
    revision.publish()
    withdraw_story(story=story, by=None)
    publish_story(story=story, by=None)
    assert story.corrections.count() == 1
    assert story.versions.count() == 2


def test_a_correction_stays_when_later_versions_come() -> None:
    story = make_published()
    publish_with(story, headline="Right", change="correction", change_note="One.")
    publish_with(story, headline="More")
    publish_with(story, headline="Righter", change="correction", change_note="Two.")
    assert [row.text for row in story.corrections.order_by("id")] == ["One.", "Two."]
    assert [row.number for row in story.versions.all()] == [1, 2, 3, 4]


def test_an_earlier_text_restored_is_a_new_version() -> None:
    story = make_published(headline="One")
    publish_with(story, headline="Two")
    publish_with(story, headline="One")
    first, _, third = story.versions.all()
    assert third.digest == first.digest
    assert third.number == 3


def test_a_version_keeps_its_text_when_the_story_goes_on() -> None:
    story = make_published(headline="As it stood", body=[paragraph("Old words.")])
    publish_with(story, headline="Now", body=[("paragraph", "<p>New</p>")])
    kept = story.versions.get(number=1)
    assert kept.content["headline"] == "As it stood"
    assert kept.content["body"] == [{"type": "paragraph", "html": "Old words."}]


def test_the_digest_is_the_same_for_the_same_words_each_time_they_are_read() -> None:
    story = make_published(body=[paragraph("Ünïcode <b>日本</b> 🎉")])
    version = Version.objects.get(story=story)
    assert version.digest == snapshot.digest(version.content)
    assert version.digest == snapshot.digest(snapshot.take_snapshot(fresh(story)))
    shuffled = dict(reversed(list(version.content.items())))
    assert version.digest == snapshot.digest(shuffled)


def test_a_long_headline_in_any_script_fits_its_version() -> None:
    for headline in ("W" * 300, "ع" * 300, "🎉" * 300, "日本" * 150, "\u0301x" * 150):
        story = make_published(headline=headline)
        version = story.versions.get()
        assert version.slug
        assert len(version.slug) <= 100


def test_an_earlier_version_can_be_hidden_with_a_reason_that_is_kept() -> None:
    by = make_user()
    story = make_published()
    publish_with(story, headline="Now")
    version = story.versions.get(number=1)
    hiding = hide_version(version=version, by=by, reason=" Names a child. ")
    assert (hiding.reason, hiding.hidden_by) == ("Names a child.", by)
    again = hide_version(version=version, by=make_user(), reason="Other")
    assert again == hiding
    assert VersionHiding.objects.get().reason == "Names a child."
    assert acts_on(story).count("masthead.hide_version") == 1


def test_the_version_that_readers_have_is_not_hidden() -> None:
    story = make_published()
    with pytest.raises(PublicationRefused, match="readers have now"):
        hide_version(version=story.versions.get(), by=make_user(), reason="Why not")


def test_hiding_needs_a_reason_and_the_permission() -> None:
    story = make_published()
    publish_with(story, headline="Now")
    version = story.versions.get(number=1)
    with pytest.raises(PublicationRefused, match="why"):
        hide_version(version=version, by=make_user(), reason=" ")
    with pytest.raises(PermissionDenied):
        hide_version(version=version, by=make_user(is_superuser=False), reason="Because")
    assert not VersionHiding.objects.exists()


def test_a_kill_leaves_the_versions_in_the_database() -> None:
    story = make_published()
    kill_story(story=story, by=None, reason="Libel")
    assert story.versions.count() == 1
