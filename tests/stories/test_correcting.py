"""A correction in one go: what changes, what stays, and over whose work it does not go."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from masthead.accounts.models import User
from masthead.stories.models import Correction, Publication, Story
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.correcting import correctable, publish_correction
from masthead.stories.services.publication import publish_story, withdraw_story
from tests.factories.stories import make_published, make_story, make_user, paragraph

pytestmark = pytest.mark.django_db

WORDS = "The fire was at Port Ash, not at Port Elm."


@pytest.fixture
def editor() -> User:
    """Somebody who may publish."""
    return make_user(first_name="Mara")


@pytest.fixture
def story() -> Story:
    """A published story: two paragraphs around a crosshead, the first with a link."""
    return make_published(
        headline="Fire at Port Elm",
        dek="It burns.",
        body=[
            paragraph('A fire at <a href="https://port.example/">Port Elm</a> burns.'),
            {"type": "heading", "value": "What we know"},
            paragraph("Nobody was hurt."),
        ],
    )


def correct(story: Story, by: User, **changes: object) -> Story:
    """Correct with ``changes`` over the text as it was opened."""
    text = correctable(story, by=by)
    values = {
        "token": text.token,
        "headline": text.headline,
        "dek": text.dek,
        "paragraphs": dict(text.paragraphs),
        "words": WORDS,
    } | changes
    return publish_correction(story=story, by=by, **values)  # type: ignore[arg-type]


def published_text(story: Story) -> dict[str, object]:
    """What readers have."""
    version = Publication.objects.get(pk=story.pk).version
    assert version is not None
    return dict(version.content)


def test_the_screen_offers_headline_dek_and_paragraphs(story: Story, editor: User) -> None:
    text = correctable(story, by=editor)
    assert (text.headline, text.dek, text.refusal) == ("Fire at Port Elm", "It burns.", "")
    assert text.paragraphs == {0: "A fire at Port Elm burns.", 2: "Nobody was hurt."}


def test_a_correction_is_published_with_its_words_and_nothing_else_changes(
    story: Story, editor: User
) -> None:
    correct(
        story,
        editor,
        headline="Fire at Port Ash",
        paragraphs={0: "A fire at Port Ash burns.", 2: "Nobody was hurt."},
    )
    content = published_text(story)
    assert content["headline"] == "Fire at Port Ash"
    body = content["body"]
    assert isinstance(body, list)
    assert body[0]["html"] == 'A fire at <a href="https://port.example/">Port Ash</a> burns.'
    assert [entry["type"] for entry in body] == ["paragraph", "heading", "paragraph"]
    assert Correction.objects.get(story=story).text == WORDS
    assert not Story.objects.get(pk=story.pk).has_unpublished_changes


def test_a_second_correction_goes_over_the_first(story: Story, editor: User) -> None:
    correct(story, editor, headline="Fire at Port Ash")
    correct(story, editor, dek="It is out.", words="The fire is out.")
    content = published_text(story)
    assert (content["headline"], content["dek"]) == ("Fire at Port Ash", "It is out.")
    assert Correction.objects.filter(story=story).count() == 2


def test_it_does_not_go_over_an_unpublished_draft(story: Story, editor: User) -> None:
    draft = Story.objects.get(pk=story.pk)
    draft.headline = "Half a thought"
    draft.save_revision(user=editor)
    assert "a draft by Mara" in correctable(story, by=editor).refusal
    with pytest.raises(PublicationRefused, match="There is a draft by Mara"):
        correct(story, editor)
    assert published_text(story)["headline"] == "Fire at Port Elm"


def test_it_does_not_go_over_what_was_published_meanwhile(story: Story, editor: User) -> None:
    opened = correctable(story, by=editor)
    correct(story, editor, headline="Fire at Port Ash")
    with pytest.raises(PublicationRefused, match="published anew while you wrote"):
        correct(story, editor, token=opened.token)


def test_it_waits_until_a_locked_story_is_unlocked(story: Story, editor: User) -> None:
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=make_user())
    with pytest.raises(PublicationRefused, match="The story is locked"):
        correct(story, editor)
    Story.objects.filter(pk=story.pk).update(locked=False, locked_by=None)
    correct(story, editor, headline="Fire at Port Ash")


def test_only_what_readers_have_is_corrected(story: Story, editor: User) -> None:
    withdraw_story(story=story, by=editor)
    with pytest.raises(PublicationRefused, match="nothing to correct"):
        correct(story, editor)
    with pytest.raises(PublicationRefused, match="nothing to correct"):
        correct(make_story(), editor)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"words": " "}, "words"),
        ({"headline": " "}, "headline"),
        ({"headline": "x" * 301}, "headline"),
        ({"paragraphs": {1: "What we know now"}}, "act"),
        ({"paragraphs": {9: "x"}}, "act"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_kept(
    changes: dict[str, object], field: str, story: Story, editor: User
) -> None:
    with pytest.raises(PublicationRefused) as refused:
        correct(story, editor, **changes)
    assert field in {gate.field for gate in refused.value.gates}
    assert Story.objects.get(pk=story.pk).latest_revision_id is None


def test_a_change_that_would_tear_a_link_is_refused_at_its_paragraph(
    story: Story, editor: User
) -> None:
    with pytest.raises(PublicationRefused) as refused:
        correct(story, editor, paragraphs={0: "A fire at Port\n\nElm burns."})
    assert refused.value.gates[0].field == "paragraph-0"


def test_who_may_not_publish_may_not_correct(story: Story) -> None:
    with pytest.raises(PermissionDenied):
        correct(story, make_user(is_superuser=False))


def test_a_story_that_was_edited_before_is_corrected_from_what_readers_have(
    story: Story, editor: User
) -> None:
    draft = Story.objects.get(pk=story.pk)
    draft.headline = "Great fire at Port Elm"
    draft.save_revision(user=editor)
    publish_story(story=story, by=editor)
    correct(Story.objects.get(pk=story.pk), editor, headline="Great fire at Port Ash")
    assert published_text(story)["headline"] == "Great fire at Port Ash"
