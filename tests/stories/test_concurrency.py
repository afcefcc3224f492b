"""Two people, or a person and the clockwork, at the same moment. Real threads, real locks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from wagtail.models import Revision

from masthead.stories.models import Placement, Publication, Story
from masthead.stories.periodic import run_due
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_story
from tests.stories.situations import (
    acts_on,
    ago,
    ahead,
    at_once,
    force_due,
    fresh,
    is_out,
    publish_with,
    revise,
    schedule,
)

pytestmark = pytest.mark.django_db(transaction=True)

# Enough to meet both orders, and what lies between them, in nearly every run.
ROUNDS = 6


@pytest.fixture(params=range(ROUNDS))
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    """A story with an edit that waits to be published."""
    one = make_story()
    revise(one, headline="Ready")
    yield one


def test_a_kill_and_a_publication_at_once_end_killed(story: Story) -> None:
    publish, kill = at_once(
        lambda: publish_story(story=story, by=None),
        lambda: kill_story(story=story, by=None, reason="Libel"),
    )
    assert kill is None
    assert publish is None or isinstance(publish, PublicationRefused)
    assert fresh(story).publication.is_killed
    assert not is_out(story)


def test_a_kill_and_the_clockwork_at_once_end_killed(story: Story) -> None:
    revision = schedule(story, at=ahead(minutes=5))
    revision.content["go_live_at"] = ago(minutes=1).isoformat()
    revision.save()
    force_due(revision)
    errors = at_once(run_due, run_due, lambda: kill_story(story=story, by=None, reason="Libel"))
    assert errors == [None, None, None]
    assert fresh(story).publication.is_killed
    assert not is_out(story)


def test_an_editor_who_saves_and_publishes_never_deadlocks_with_a_kill(story: Story) -> None:
    draft = fresh(story).get_latest_revision_as_object()

    def save_and_publish() -> None:
        with transaction.atomic():
            draft.headline = "Saved and published"
            draft.save_revision().publish()

    publish, kill = at_once(
        save_and_publish, lambda: kill_story(story=story, by=None, reason="Libel")
    )
    assert kill is None
    assert publish is None or isinstance(publish, PublicationRefused)
    assert not is_out(story)


def test_a_draft_saved_during_a_withdrawal_is_not_lost(story: Story) -> None:
    publish_story(story=story, by=None)
    draft = fresh(story)
    draft.headline = "Saved meanwhile"
    errors = at_once(lambda: draft.save_revision(), lambda: withdraw_story(story=story, by=None))
    assert errors == [None, None]
    latest = fresh(story).latest_revision
    assert latest == Revision.objects.latest("id")
    assert not is_out(story)


def test_two_publications_at_once_number_their_versions_without_a_clash(story: Story) -> None:
    one, two = revise(story, headline="One"), revise(story, headline="Two")
    errors = at_once(one.publish, two.publish)
    assert errors == [None, None]
    assert [version.number for version in story.versions.all()] == [1, 2]
    row = fresh(story)
    assert row.publication.version is not None
    assert row.publication.version.headline == row.headline


def test_two_workers_release_a_due_story_once(story: Story) -> None:
    revision = schedule(story, at=ahead(minutes=5))
    revision.content["go_live_at"] = ago(minutes=1).isoformat()
    revision.save()
    force_due(revision)
    assert at_once(run_due, run_due, run_due) == [None] * 3
    assert is_out(story)
    assert acts_on(story).count("wagtail.publish.scheduled") == 1
    assert story.versions.count() == 1


def test_an_embargo_set_during_a_publication_is_kept_or_refused(story: Story) -> None:
    embargo = ahead(hours=1)
    _, limit = at_once(
        lambda: publish_story(story=story, by=None),
        lambda: set_limits(story=story, embargo_until=embargo, expire_at=None, by=None),
    )
    publication = fresh(story).publication
    assert is_out(story) is (limit is not None)
    assert publication.embargo_until == (None if publication.is_live else embargo)


def test_a_placement_that_starts_during_a_kill_does_not_outlive_it(story: Story) -> None:
    publish_story(story=story, by=None)
    other = make_edition()
    Placement.objects.create(
        story=story, edition=other, section=other.sections.get(slug="news"),
        starts_at=ago(minutes=1),
    )  # fmt: skip
    errors = at_once(run_due, lambda: kill_story(story=story, by=None, reason="Libel"))
    assert errors == [None, None]
    assert not is_out(story)


def test_a_careless_update_of_a_placement_during_a_kill_is_refused_or_undone(story: Story) -> None:
    """No lock of ours: the trigger alone must hold."""
    publish_story(story=story, by=None)
    other = make_edition()
    place = Placement.objects.create(
        story=story, edition=other, section=other.sections.get(slug="news")
    )
    at_once(
        lambda: Placement.objects.filter(pk=place.pk).update(is_live=True, published_at=ago()),
        lambda: kill_story(story=story, by=None, reason="Libel"),
    )
    if fresh(story).publication.is_killed:
        assert not is_out(story)


def test_a_publication_that_is_rolled_back_leaves_nothing() -> None:
    story = make_story()

    class Regret(Exception):
        """Something after the publication went wrong."""

    with pytest.raises(Regret), transaction.atomic():
        publish_with(story, headline="Never")
        raise Regret
    assert not is_out(story)
    assert story.versions.count() == 0
    assert story.revisions.count() == 0
    assert acts_on(story) == []
    assert Publication.objects.get(pk=story.pk).first_published_at is None


def test_kills_of_many_stories_at_once_all_happen() -> None:
    stories = [make_published() for _ in range(4)]
    errors = at_once(
        *(lambda story=story: kill_story(story=story, by=None, reason="Libel") for story in stories)
    )
    assert errors == [None] * 4
    assert not any(is_out(story) for story in stories)
