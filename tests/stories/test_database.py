"""What the database itself refuses, whoever writes to it and past every service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from masthead.stories import guards
from masthead.stories.models import (
    Correction,
    Placement,
    Publication,
    Story,
    Version,
    VersionHiding,
)
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_story, make_user
from tests.stories.situations import ago, ahead, fresh, is_out, publish_with, sql

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any], *, why: str = "") -> None:
    """Assert that the database refuses ``act``."""
    with pytest.raises(DatabaseError, match=why or None), transaction.atomic():
        act()
        # Foreign keys are looked at when the transaction ends; do it now.
        connection.check_constraints()


def set_publication(story: Story, **values: Any) -> None:
    """An UPDATE of a publication through the ORM, past services."""
    Publication.objects.filter(pk=story.pk).update(**values)


def test_live_under_an_embargo_is_refused_by_sql_and_orm() -> None:
    story = make_published()
    withdraw_story(story=story, by=None)
    set_limits(story=fresh(story), embargo_until=ahead(hours=1), expire_at=None, by=None)
    refused(lambda: set_publication(story, state="live"), why="publication_not_before_embargo")
    refused(
        lambda: sql("UPDATE stories_publication SET state = 'live' WHERE story_id = %s", story.pk),
        why="publication_not_before_embargo",
    )
    assert not is_out(story)


def test_live_under_an_embargo_is_refused_with_a_made_up_moment_too() -> None:
    story, embargo = make_published(), ahead(hours=1)
    withdraw_story(story=story, by=None)
    set_limits(story=fresh(story), embargo_until=embargo, expire_at=None, by=None)
    refused(lambda: set_publication(story, state="live", live_since=embargo), why="to come")
    refused(
        lambda: sql(
            "UPDATE stories_publication SET state = 'live', live_since = %s WHERE story_id = %s",
            embargo,
            story.pk,
        ),
        why="to come",
    )


def test_an_embargo_cannot_be_put_before_a_live_story() -> None:
    story = make_published()
    refused(
        lambda: set_publication(story, embargo_until=ahead(hours=1)),
        why="publication_not_before_embargo",
    )


@pytest.mark.parametrize(
    "missing", ["home_id", "version_id", "live_since", "first_published_at", "address_date"]
)
def test_live_without_its_parts_is_refused(missing: str) -> None:
    story = make_published()
    refused(lambda: set_publication(story, **{missing: None}))
    refused(
        lambda: sql(
            f"UPDATE stories_publication SET {missing} = NULL WHERE story_id = %s",  # noqa: S608
            story.pk,
        )
    )


def test_a_story_that_was_never_out_cannot_be_called_live() -> None:
    story = make_story()
    refused(lambda: set_publication(story, state="live"), why="publication_live_is_whole")


def test_a_live_story_without_a_headline_is_refused() -> None:
    story = make_published()
    refused(lambda: Story.objects.filter(pk=story.pk).update(headline=""))
    version = story.versions.get()
    refused(
        lambda: Version.objects.create(
            story=story, number=2, published_at=ago(), change="update", headline="", kind="news",
            urgency=5, slug="a", content={}, digest="",
        ),
        why="version_has_headline",
    )  # fmt: skip
    assert version.headline


@pytest.mark.parametrize("state", ["live", "withdrawn", "unpublished", "expired"])
def test_a_killed_story_cannot_be_revived(state: str) -> None:
    story = make_published()
    kill_story(story=story, by=None, reason="Libel")
    refused(lambda: set_publication(story, state=state), why="revived")
    publication = fresh(story).publication
    publication.state = state
    refused(publication.save, why="revived")
    refused(
        lambda: sql("UPDATE stories_publication SET state = %s WHERE story_id = %s", state,
                    story.pk),
        why="revived",
    )  # fmt: skip
    assert fresh(story).publication.is_killed


def test_a_kill_needs_its_moment() -> None:
    story = make_story()
    refused(lambda: set_publication(story, state="killed"), why="publication_ended_has_time")


def test_a_kill_by_sql_alone_takes_every_placement_down() -> None:
    story, other = make_published(), make_edition()
    Placement.objects.create(
        story=story, edition=other, section=other.sections.get(slug="news"), is_live=True,
        published_at=ago(minutes=1),
    )  # fmt: skip
    sql(
        "UPDATE stories_publication SET state = 'killed', ended_at = %s WHERE story_id = %s",
        ago(),
        story.pk,
    )
    assert not story.placements.filter(is_live=True).exists()


def test_a_publication_cannot_be_given_to_another_story() -> None:
    killed, fine = make_published(), make_story()
    kill_story(story=killed, by=None, reason="Libel")
    Publication.objects.filter(pk=fine.pk).delete()
    refused(
        lambda: sql(
            "UPDATE stories_publication SET story_id = %s WHERE story_id = %s", fine.pk, killed.pk
        )
    )


@pytest.mark.parametrize("row", ["version", "correction"])
def test_versions_and_corrections_are_neither_changed_nor_deleted(row: str) -> None:
    story = publish_with(
        make_published(), headline="Right now", change="correction", change_note="It was wrong."
    )
    model, column = {"version": (Version, "note"), "correction": (Correction, "text")}[row]
    one = model._default_manager.filter(story=story).latest("pk")
    table = f"stories_{row}"
    refused(lambda: model._default_manager.filter(pk=one.pk).update(**{column: "Changed"}),
            why="never changed")  # fmt: skip
    refused(one.save, why="never changed")
    refused(
        lambda: sql(f"UPDATE {table} SET {column} = 'Changed' WHERE id = %s", one.pk),  # noqa: S608
        why="never changed",
    )
    refused(
        lambda: sql(f"DELETE FROM {table} WHERE id = %s", one.pk),  # noqa: S608
        why="never deleted",
    )
    if row == "correction":
        refused(one.delete, why="never deleted")


def test_two_versions_with_one_number_are_refused() -> None:
    story = make_published()
    version = story.versions.get()
    version.pk = None
    version._state.adding = True
    refused(version.save)


def test_a_correction_without_words_is_refused() -> None:
    story = make_published()
    version = story.versions.get()
    version.pk, version.number, version.change, version.note = None, 2, "correction", ""
    version._state.adding = True
    refused(version.save, why="version_correction_has_words")


def test_hiding_a_version_without_a_reason_is_refused() -> None:
    story = make_published()
    refused(
        lambda: VersionHiding.objects.create(
            version=story.versions.get(), hidden_by=make_user(), reason=""
        ),
        why="version_hiding_has_reason",
    )


@pytest.mark.parametrize("end", ["unpublished", "withdrawn", "killed"])
def test_a_dead_storys_placement_cannot_be_live(end: str) -> None:
    story = make_story() if end == "unpublished" else make_published()
    if end == "withdrawn":
        withdraw_story(story=story, by=None)
    elif end == "killed":
        kill_story(story=story, by=None, reason="Libel")
    refused(
        lambda: story.placements.update(is_live=True, published_at=ago()), why="while its story is"
    )
    refused(
        lambda: sql(
            "UPDATE stories_placement SET is_live = %s, published_at = %s WHERE story_id = %s",
            True,
            ago(),
            story.pk,
        ),
        why="while its story is",
    )
    other = make_edition()
    refused(
        lambda: Placement.objects.create(
            story=story, edition=other, section=other.sections.get(slug="news"), is_live=True,
            published_at=ago(),
        ),
        why="while its story is",
    )  # fmt: skip


def test_a_live_placement_needs_its_moment() -> None:
    story = make_published()
    refused(lambda: story.placements.update(published_at=None), why="placement_live_has_time")


def test_a_home_or_version_of_another_story_is_refused() -> None:
    edition = make_edition()
    section = edition.sections.get(slug="news")
    mine, other = make_published(section=section), make_published(section=section)
    refused(lambda: set_publication(mine, home=other.publication.home), why="another story")
    refused(lambda: set_publication(mine, version=other.versions.get()), why="another story")
    unborn = make_story(section=section)
    home = other.publication.home
    Publication.objects.filter(pk=unborn.pk).delete()
    refused(lambda: Publication.objects.create(story=unborn, home=home), why="another story")


def test_a_published_storys_home_stays_in_its_edition() -> None:
    story, other = make_published(), make_edition()
    placement = Placement.objects.create(
        story=story, edition=other, section=other.sections.get(slug="news")
    )
    refused(lambda: set_publication(story, home=placement), why="stays in its edition")
    withdraw_story(story=story, by=None)
    refused(lambda: set_publication(story, home=None), why="stays in its edition")
    refused(lambda: story.placements.update(edition=other))


def test_a_placement_in_a_section_of_another_edition_is_refused() -> None:
    story, other = make_story(), make_edition()
    section = other.sections.get(slug="news")
    refused(lambda: story.placements.update(section=section), why="another edition")
    refused(
        lambda: Placement.objects.create(story=story, edition=make_edition(), section=section),
        why="another edition",
    )


def test_a_placement_cannot_be_given_to_another_story_nor_doubled() -> None:
    story, other = make_published(), make_published()
    refused(lambda: story.placements.update(story=other), why="for ever")
    home = story.placements.get()
    refused(
        lambda: Placement.objects.create(story=story, edition=home.edition, section=home.section)
    )


def test_a_published_story_is_never_deleted() -> None:
    story = make_published()
    with pytest.raises(ProtectedError):
        story.delete()
    refused(lambda: sql("DELETE FROM stories_story WHERE id = %s", story.pk))
    refused(
        lambda: sql("DELETE FROM stories_publication WHERE story_id = %s", story.pk),
        why="never deleted",
    )
    refused(lambda: Publication.objects.filter(pk=story.pk).delete(), why="never deleted")
    refused(lambda: sql("DELETE FROM stories_placement WHERE story_id = %s", story.pk))
    assert is_out(story)


def test_a_killed_story_is_never_deleted_even_if_it_was_never_out() -> None:
    story = make_story(section=None)
    kill_story(story=story, by=None, reason="Hoax")
    refused(fresh(story).delete, why="never deleted")


def test_an_urgency_out_of_range_and_times_out_of_order_are_refused() -> None:
    story = make_story()
    refused(lambda: Story.objects.filter(pk=story.pk).update(urgency=9))
    refused(
        lambda: story.placements.update(starts_at=ahead(hours=2), ends_at=ahead(hours=1)),
        why="placement_times_in_order",
    )


def test_every_guard_is_installed_and_installing_twice_is_harmless() -> None:
    assert guards.missing_guards(using="default") == set()
    guards.install_guards(using="default")
    assert guards.missing_guards(using="default") == set()


def test_guards_that_are_off_are_named_and_can_be_put_back() -> None:
    guards.remove_guards(using="default")
    missing = guards.missing_guards(using="default")
    assert {guard.name for guard in guards.GUARDS} < missing
    guards.install_guards(using="default")
    assert guards.missing_guards(using="default") == set()
