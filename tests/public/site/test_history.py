"""The public history of a story."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from masthead.public.history import differences
from masthead.stories.models import Edition, Story, Version
from masthead.stories.services.history import hide_version
from masthead.stories.services.publication import kill_story
from masthead.stories.snapshot import take_snapshot
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    make_story,
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


def embed(**fields: str) -> dict[str, Any]:
    """A card for something elsewhere, as a story's body keeps it."""
    value = {"url": "https://a.example/", "title": "Post", "site": "", "description": ""}
    return {"type": "embed", "value": value | fields}


def told_apart(before: Story, after: Story) -> tuple[list[str], list[str]]:
    """What the history says was removed and added between two stories, but for their headlines."""
    old, new = (
        Version(content=take_snapshot(story) | {"headline": "Same"}) for story in (before, after)
    )
    segments = differences(old, new)
    return (
        [row.text for row in segments if row.change == "removed"],
        [row.text for row in segments if row.change == "added"],
    )


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


def test_a_hidden_correction_gives_its_date_and_the_reason_on_the_storys_page(
    reader: Client, story: Story
) -> None:
    publish_with(story, change="update", change_note="", dek="More")
    corrected = Version.objects.get(story=story, number=2)
    hide_version(version=corrected, by=make_user(), reason="A court asked.")
    answer = reader.get(path_of(story))
    page = tree_of(answer)
    (told,) = page.xpath("//li[@class='corrections__item']")
    assert "A court asked." in told.text_content()
    assert told.xpath(".//time/@datetime")
    (script,) = page.xpath("//script[@type='application/ld+json']")
    (correction,) = json.loads(script.text)["correction"]
    assert "A court asked." in correction["text"]
    assert "The sum was wrong." not in text_of(answer)


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


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("Opinion", {"kind": "opinion"}),
        ("Sponsored by Ash Beds", {"kind": "sponsored", "sponsor": "Ash Beds"}),
    ],
)
def test_a_labelled_story_keeps_its_label_in_its_history_and_where_it_is_shared(
    reader: Client, story: Story, label: str, fields: dict[str, str]
) -> None:
    publish_with(story, **fields)
    assert lines(reader, story, "label__kind") == [label]
    page = tree_of(reader.get(f"{path_of(story)}/history"))
    assert page.xpath("//meta[@property='og:title']/@content") == [
        f"What changed: {label}: Crane costs £3"
    ]
    page = tree_of(reader.get(path_of(story)))
    assert page.xpath("//meta[@property='og:title']/@content") == [f"{label}: Crane costs £3"]
    assert page.xpath("//@data-share-title") == [f"{label}: Crane costs £3"]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ({"bylines": ["Ada"]}, {"bylines": ["Bo"]}, ["By Ada"], ["By Bo"]),
        ({}, {"kind": "opinion"}, [], ["Labelled Opinion"]),
        ({"kicker": "Quay"}, {"kicker": "Port"}, ["Quay"], ["Port"]),
        ({"dateline": "ROME"}, {"dateline": "OSLO"}, ["Dateline: ROME"], ["Dateline: OSLO"]),
        (
            {"body": [{"type": "quote", "value": {"text": "No.", "attribution": "Ada"}}]},
            {"body": [{"type": "quote", "value": {"text": "No.", "attribution": "Bo"}}]},
            ["Quote by Ada"],
            ["Quote by Bo"],
        ),
        (
            {"body": [paragraph('A <a href="https://a.example/">link</a>.')]},
            {"body": [paragraph('A <a href="https://b.example/">link</a>.')]},
            ["Link to https://a.example/"],
            ["Link to https://b.example/"],
        ),
        (
            {"body": [embed(site="A", description="One")]},
            {"body": [embed(site="B", description="Two")]},
            ["Posted on A", "One"],
            ["Posted on B", "Two"],
        ),
    ],
)
def test_whatever_readers_were_shown_is_told_when_it_changes(
    db: None, before: dict[str, Any], after: dict[str, Any], removed: list[str], added: list[str]
) -> None:
    assert told_apart(make_story(**before), make_story(**after)) == (removed, added)


def test_another_picture_another_description_another_credit_are_told(db: None) -> None:
    one, two = make_picture(), make_picture()
    first = {"lead_picture": one, "lead_alt": "A crane", "lead_credit": "Ada"}
    assert told_apart(make_story(**first), make_story(**first | {"lead_picture": two})) == (
        ["Picture: A crane"],
        ["Picture: A crane"],
    )
    changed = first | {"lead_alt": "A gull", "lead_credit": "Bo"}
    assert told_apart(make_story(**first), make_story(**changed)) == (
        ["Picture: A crane", "Picture by Ada"],
        ["Picture: A gull", "Picture by Bo"],
    )


def test_a_version_that_reads_the_same_says_so(reader: Client, story: Story) -> None:
    publish_with(story, slug="another-address", change="fix", change_note="The address was long.")
    page = tree_of(reader.get(f"{path_of(story)}/history"))
    (newest, *_) = page.xpath("//li[@class='history__version']")
    assert "It reads as the version before" in newest.text_content()
    assert not newest.xpath(".//ins|.//del")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("fix", "A small fix, such as spelling. The mayor’s name has two t."),
        ("update", "Updated with new facts. The mayor’s name has two t."),
    ],
)
def test_the_note_on_a_change_is_told_with_it(
    reader: Client, story: Story, change: str, why: str
) -> None:
    publish_with(story, dek="More", change=change, change_note="The mayor’s name has two t.")
    assert lines(reader, story, "history__why")[0] == why


def test_hostile_words_in_a_difference_stay_words(reader: Client, story: Story) -> None:
    publish_with(story, headline="</ins><script>alert(1)</script>", slug="kept")
    page = tree_of(reader.get(f"{path_of(story)}/history"))
    assert all(script.get("src") for script in page.xpath("//script"))
