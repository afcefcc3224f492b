"""The public history of a story."""

from __future__ import annotations

import pytest
from django.test import Client

from masthead.stories.models import Edition, Story, Version
from masthead.stories.services.history import hide_version
from masthead.stories.services.publication import kill_story
from tests.factories.stories import (
    make_author,
    make_published,
    make_section,
    make_user,
    paragraph,
)
from tests.readers import path_of, text_of, tree_of
from tests.stories.situations import publish_with, revise


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story in two versions: its sum was corrected."""
    story = make_published(
        section=make_section(edition),
        headline="Crane costs £4",
        body=[paragraph("The crane costs £4."), paragraph("It is red.")],
    )
    return publish_with(
        story,
        headline="Crane costs £3",
        body=Story(body=[paragraph("The crane costs £3."), paragraph("It is red.")]).body,
        change="correction",
        change_note="The sum was wrong.",
    )


def lines(reader: Client, story: Story, name: str) -> list[str]:
    """The words of each element of a class on the history page, newest version first."""
    page = tree_of(reader.get(f"{path_of(story)}/history"))
    return [" ".join(found.text_content().split()) for found in page.xpath(f"//*[@class='{name}']")]


def test_versions_are_told_in_plain_words_newest_first(reader: Client, story: Story) -> None:
    assert lines(reader, story, "history__title") == ["Version 2", "Version 1"]
    assert lines(reader, story, "history__why") == ["Corrected.", "First published."]
    assert lines(reader, story, "history__correction") == ["Correction The sum was wrong."]
    assert lines(reader, story, "history__added") == [
        "Added Crane costs £3",
        "Added The crane costs £3.",
    ]
    assert lines(reader, story, "history__removed") == [
        "Removed Crane costs £4",
        "Removed The crane costs £4.",
    ]
    assert "It is red." in lines(reader, story, "history__same")
    page = text_of(reader.get(f"{path_of(story)}/history"))
    assert "noindex" in page
    assert f'href="{path_of(story)}"' in page


def test_a_hidden_version_gives_its_reason_and_none_of_its_words(
    reader: Client, story: Story
) -> None:
    first = Version.objects.get(story=story, number=1)
    hide_version(version=first, by=make_user(), reason="It named a child.")
    page = text_of(reader.get(f"{path_of(story)}/history"))
    assert "It named a child." in page
    assert "£4" not in page


def test_a_hidden_correction_keeps_its_words_to_itself_here(reader: Client, story: Story) -> None:
    publish_with(story, change="update", change_note="", dek="More")
    corrected = Version.objects.get(story=story, number=2)
    hide_version(version=corrected, by=make_user(), reason="A court asked.")
    page = text_of(reader.get(f"{path_of(story)}/history"))
    assert "The sum was wrong." not in page
    # The third version is compared with the first, the last that may be shown.
    assert "Removed Crane costs £4" in lines(reader, story, "history__removed")


def test_readers_are_told_who_only_when_she_signs_stories(reader: Client, story: Story) -> None:
    editor = make_user(email="secret@station.example", first_name="Secret")
    revise(story, dek="One").publish(user=editor)
    assert lines(reader, story, "history__fact")[0] == "the newsroom"
    assert "Secret" not in text_of(reader.get(f"{path_of(story)}/history"))
    make_author(name="Ada Writer", account=editor)
    assert lines(reader, story, "history__fact")[0] == "Ada Writer"


def test_a_killed_story_shows_no_history(reader: Client, story: Story) -> None:
    path = f"{path_of(story)}/history"
    kill_story(story=story, by=None, reason="Libel")
    answer = reader.get(path)
    assert answer.status_code == 410
    assert "£" not in text_of(answer)


def test_the_page_offers_its_history_from_the_second_version_on(
    reader: Client, edition: Edition, story: Story
) -> None:
    once = make_published(section=make_section(edition))
    assert "/history" not in text_of(reader.get(path_of(once)))
    assert f"{path_of(story)}/history" in text_of(reader.get(path_of(story)))


def test_hostile_words_in_a_difference_stay_words(reader: Client, story: Story) -> None:
    publish_with(story, headline="</ins><script>alert(1)</script>", slug="kept")
    page = tree_of(reader.get(f"{path_of(story)}/history"))
    assert all(script.get("src") for script in page.xpath("//script"))
