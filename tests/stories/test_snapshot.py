"""What a published version keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from masthead.stories import snapshot
from masthead.stories.models import Recording, Story
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_story,
    paragraph,
)

pytestmark = pytest.mark.django_db

VOID = "00000000-0000-0000-0000-000000000000"


def body_of(*blocks: dict[str, Any]) -> list[dict[str, Any]]:
    """The body as a version would keep it, of a story that is never saved."""
    story = Story(headline="A headline", body=json.loads(json.dumps(list(blocks))))
    return snapshot.body_entries(story)


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


TABLE = {
    "columns": [{"type": "text", "heading": "Town"}, {"type": "text", "heading": "Votes"}],
    "rows": [{"values": ["<p>Port <b>Ash</b></p>", "<p>12</p>"]}],
    "caption": "Result",
}


@pytest.mark.parametrize(
    ("given_block", "kept"),
    [
        (
            block("paragraph", "<p>One <b>two</b> <i>three</i></p><p>Four</p>"),
            [
                {"type": "paragraph", "html": "One <strong>two</strong> <em>three</em>"},
                {"type": "paragraph", "html": "Four"},
            ],
        ),
        (block("heading", " Between "), [{"type": "heading", "text": "Between"}]),
        (
            block("quote", {"text": "We <won>", "attribution": ""}),
            [{"type": "quote", "text": "We <won>", "attribution": ""}],
        ),
        (
            block("list", "<ol><li>One</li><li>Two <a href='https://a.example/'>b</a></li></ol>"),
            [
                {
                    "type": "list",
                    "items": ["One", 'Two <a href="https://a.example/">b</a>'],
                    "ordered": True,
                }
            ],
        ),
        (
            block("table", TABLE),
            [
                {
                    "type": "table",
                    "caption": "Result",
                    "header": ["Town", "Votes"],
                    "rows": [["Port <strong>Ash</strong>", "12"]],
                }
            ],
        ),
        (
            block("fact_box", {"title": "The bridge", "text": "<ul><li>Built 1901</li></ul>"}),
            [
                {
                    "type": "fact_box",
                    "title": "The bridge",
                    "blocks": [{"type": "list", "items": ["Built 1901"], "ordered": False}],
                }
            ],
        ),
        (
            block("related", {"story": None, "url": "https://a.example/x", "title": "There"}),
            [
                {
                    "type": "related",
                    "story": None,
                    "url": "https://a.example/x",
                    "title": "There",
                    "with_thumbnail": False,
                }
            ],
        ),
        (
            block("embed", {"url": "https://v.example/1", "title": "Film", "site": "V"}),
            [
                {
                    "type": "embed",
                    "url": "https://v.example/1",
                    "title": "Film",
                    "site": "V",
                    "description": "",
                }
            ],
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_each_block_is_kept_as_documented(
    given_block: dict[str, Any], kept: list[dict[str, Any]]
) -> None:
    assert body_of(given_block) == kept


def test_blocks_that_name_rows_keep_their_numbers() -> None:
    picture, other = make_picture(), make_story()
    recording = Recording(title="Sea", kind="audio", seconds=3)
    recording.file.save("sea.mp3", ContentFile(b"\x00" * 64), save=True)
    use = {"picture": picture.pk, "alt": " A boat ", "caption": "", "credit": "Ada"}
    kept_use = {"picture": picture.pk, "alt": "A boat", "caption": "", "credit": "Ada"}
    assert body_of(
        block("picture", use),
        block("gallery", {"title": "", "pictures": [{"type": "item", "id": VOID, "value": use}]}),
        block("recording", recording.pk),
        block("related", {"story": other.pk, "url": "", "title": "", "with_thumbnail": True}),
    ) == [
        {"type": "picture", **kept_use},
        {"type": "gallery", "title": "", "pictures": [kept_use]},
        {"type": "recording", "recording": recording.pk},
        {
            "type": "related",
            "story": other.pk,
            "url": "",
            "title": "",
            "with_thumbnail": True,
        },
    ]


@pytest.mark.parametrize(
    "empty",
    [
        block("paragraph", ""),
        block("paragraph", "<p> <br/>&nbsp;</p>"),
        block("heading", "  "),
        block("heading", None),
        block("quote", {"text": "", "attribution": "Somebody"}),
        block("quote", {"text": None, "attribution": None}),
        block("list", "<ul><li></li></ul>"),
        block("picture", {"picture": None, "alt": None, "caption": None, "credit": None}),
        block("picture", {"picture": 987654321}),
        block("gallery", {"title": "Empty", "pictures": []}),
        block("recording", None),
        block("recording", 987654321),
        block("fact_box", {"title": "", "text": ""}),
        block("related", {"story": None, "url": "", "title": "Nowhere"}),
        block("related", {"story": 987654321, "url": "", "title": ""}),
        block("related", {"story": None, "url": "javascript:alert(1)", "title": "x"}),
        block("embed", {"url": "data:text/html,x", "title": "x"}),
        block("table", {"columns": [], "rows": [], "caption": "Nothing"}),
        block("no_such_block", "x"),
    ],
)
def test_a_block_without_content_leaves_nothing(empty: dict[str, Any]) -> None:
    assert body_of(empty) == []


HOSTILE_SIGNS = (
    *("<script", "<iframe", "<style", "<svg", "<img", "<form", "style=", "formaction"),
    *("onerror", "onclick", "onload", "javascript:", "vbscript:", "data:", "alert(1"),
)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p onclick='alert(1)'>words</p>",
        "<a href='javascript:alert(1)'>words</a>",
        "<a href='JaVa\tScript:alert(1)'>words</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>words</a>",
        "<a href='vbscript:x'>words</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<style>body{display:none}</style>",
        "<svg onload=alert(1)><p>words",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<p>words<!-- --><script>alert(1)</script>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>words</p></noscript>",
        "<embed embedtype='media' url='https://evil.example'/>",
        "<b style='background:url(javascript:alert(1))'>words</b>",
        "<form action=x><input name=y><button formaction='javascript:alert(1)'>words",
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "list", "fact_box", "table"])
def test_hostile_markup_never_survives(hostile: str, kind: str) -> None:
    value: Any = hostile
    if kind == "fact_box":
        value = {"title": "t", "text": hostile}
    if kind == "table":
        value = {**TABLE, "rows": [{"values": [hostile, hostile]}]}
    kept = json.dumps(body_of(block(kind, value))).lower()
    for sign in HOSTILE_SIGNS:
        assert sign not in kept, (sign, kept)


def test_a_link_keeps_its_own_words() -> None:
    html = "<p>See <a href='https://a.example/?a=1&amp;b=2'>the <i>whole</i> report</a>.</p>"
    assert body_of(block("paragraph", html)) == [
        {
            "type": "paragraph",
            "html": 'See <a href="https://a.example/?a=1&amp;b=2">the <em>whole</em> report</a>.',
        }
    ]


def test_an_unsafe_link_keeps_its_words_without_the_address() -> None:
    assert body_of(block("paragraph", "<p>See <a href='javascript:x'>this</a>.</p>")) == [
        {"type": "paragraph", "html": "See this."}
    ]


def test_bylines_and_topics_keep_their_order_and_names() -> None:
    author = make_author(name="Ada Writer")
    story = make_story(bylines=["Wire One", author, "Wire Two"])
    assert snapshot.take_snapshot(story)["bylines"] == [
        {"author": None, "name": "Wire One"},
        {"author": author.pk, "name": "Ada Writer"},
        {"author": None, "name": "Wire Two"},
    ]


def test_an_unsafe_original_address_is_not_kept() -> None:
    story = Story(headline="A", original_url="javascript:alert(1)")
    assert snapshot.take_snapshot(story)["original_url"] == ""


@pytest.mark.parametrize(
    ("headline", "slug"),
    [("🎉", "story"), ("", "story"), ("Zażółć", "zazolc"), ("日本", "日本"), ("\u200b", "story")],
)
def test_a_slug_is_made_of_any_headline(headline: str, slug: str) -> None:
    assert snapshot.take_snapshot(Story(headline=headline))["slug"] == slug


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_as_json_that_every_database_and_feed_can_hold(
    text: str, db: None
) -> None:
    story = Story(headline=text, dek=text, body=[block("heading", text), block("quote", {
        "text": text, "attribution": text})])  # fmt: skip
    content = snapshot.take_snapshot(story)
    assert json.loads(json.dumps(content)) == content
    for word in (content["headline"], content["dek"]):
        assert not any(ord(char) < 32 and char not in "\t\n\r" for char in word)
    assert snapshot.digest(content) == snapshot.digest(json.loads(json.dumps(content)))


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
        min_size=1, max_size=80,
    )
)  # fmt: skip
def test_any_text_can_be_stored_and_published(text: str, db: None) -> None:
    story = make_published(
        headline=f"A {text}", dek=text, body=[paragraph("x"), block("heading", text)]
    )
    version = story.versions.get()
    assert version.digest == snapshot.digest(version.content)


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "Nul\x00"},
        {"dek": "Nul\x00"},
        {"lead_caption": "Half \ud83d"},
        {"body": [block("paragraph", "<p>Nul\x00</p>")]},
        {"body": [block("quote", {"text": "Half \ud83d", "attribution": ""})]},
    ],
)
def test_a_text_that_no_database_holds_is_refused_by_name(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_story(**fields)
    assert set(refusal.value.message_dict) == set(fields)
    assert "cannot be stored" in str(refusal.value)


def test_the_body_as_text_is_its_paragraphs_in_order() -> None:
    content = {
        "body": body_of(
            paragraph("One <b>two</b>"),
            block("heading", "Three"),
            block("list", "<ul><li>Four</li></ul>"),
            block("table", TABLE),
            block("fact_box", {"title": "Five", "text": "<p>Six</p>"}),
        ),
        "lead_picture": None,
    }
    assert snapshot.body_paragraphs(content) == [
        "One two", "Three", "Four", "Result", "Town · Votes", "Port Ash · 12", "Five", "Six",
    ]  # fmt: skip
    assert snapshot.picture_numbers(content) == []
