"""Pages that attack: a refusal or a draft, soon, and nothing that runs."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from masthead.extraction import Draft, NotAnArticle, extract
from masthead.extraction.decoding import decode
from masthead.extraction.records import to_record
from tests.extraction.pages import LEAD, PARAGRAPHS, SECOND, article, page
from tests.shared_data import shared_folder

# A page takes 5 s at the very most; the machine may be busy with other tests.
SECONDS = 5.0

P = f"<p>{LEAD}</p>".encode()
BOMBS = {
    "deep in divs": b"<div>" * 10_000 + P,
    "deep in bold": P + b"<p>" + b"<b>" * 10_000 + b"x",
    "as deep as is read": b"<div>" * 200 + P * 20,
    "one word": b"<article><p>" + b"a" * 7_900_000,
    "one paragraph": b"<article><p>" + b"word and " * 850_000,
    "ampersands": b"<article><p>" + b"&amp; " * 1_300_000,
    "paragraphs": b"<article>" + P * 29_000,
    "links": b"<article>" + b'<a href="/x">link text</a> ' * 29_000,
    "breaks": b"<article>" + b"a line<br><br>" * 14_000,
    "figures": b"<article>" + P * 5 + b"<figure><img src=/a.jpg><figcaption>c</figcaption>" * 9_000,
    "tables": b"<article>" + b"<table><tr><td>" * 80 + b"cell" * 500,
    "less-than signs": b"<" * 7_900_000,
    "comments": b"<!--" * 1_000_000,
    "entities": b'<!DOCTYPE html [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]><p>&b;</p>' + P * 5,
    "json": b'<script type="application/ld+json">' + b"[" * 1_900_000 + b"</script>" + P * 9,
    "title": b"<title>" + b"a | " * 500_000 + b"</title>" + P * 9,
    "classes": b'<div class="' + b"read-more-" * 100_000 + b'">' + P * 9,
    "zeros": b"\0" * 5_000_000,
    "no letters": bytes(range(256)) * 20_000,
}

# The only markup that a draft may hold.
ALLOWED = re.compile(
    r'</?(?:strong|em|sub|sup|code|a)>|<br>|<a href="(?:https?://|mailto:|tel:)[^"<>]*">'
)


def is_clean(html: str) -> bool:
    """Whether every tag is of the short list, and no other angle bracket stands in the text."""
    return not {"<", ">"} & set(ALLOWED.sub("", html))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time(name: str) -> None:
    before = time.process_time()
    extract(BOMBS[name], url="https://quay.example/x")
    assert time.process_time() - before < SECONDS


def markup_of(draft: Draft) -> list[str]:
    """The HTML in a draft's body, as an editor's browser would get it."""
    found = []
    for block in to_record(draft)["body"]["value"]:
        found += [block[key] for key in ("html",) if key in block]
        found += list(block.get("items", ()))
        found += [cell for row in block.get("rows", ()) for cell in row]
    return found


def addresses_of(draft: Draft) -> list[str]:
    """Every address in a draft that a browser would follow or load."""
    blocks = to_record(draft)["body"]["value"]
    found = [block[key] for block in blocks for key in ("href", "url") if key in block]
    lead = draft.lead_picture.value
    return [*found, draft.canonical.value, *([lead.href] if lead else [])]


def shared_inputs(name: str) -> list[str]:
    """The hostile inputs of one shared file."""
    path = Path(shared_folder("data/hostile")) / f"{name}.jsonl"
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["input"] for line in lines]


@pytest.mark.parametrize("name", ["xss", "naughty", "unicode", "xml"])
def test_shared_hostile_inputs_do_no_harm_in_a_page(name: str) -> None:
    for hostile in shared_inputs(name):
        text = hostile if isinstance(hostile, str) else json.dumps(hostile)
        encoded = text.encode("utf-8", errors="surrogatepass")
        body = article(LEAD, SECOND, "HERE", *PARAGRAPHS[2:]).encode().replace(b"HERE", encoded)
        for data in (page("BODY").replace(b"BODY", body), encoded):
            result = extract(data, url="https://quay.example/x")
            if not isinstance(result, Draft):
                continue
            for html in markup_of(result):
                assert is_clean(html), (hostile, html)
            for address in filter(None, addresses_of(result)):
                assert address.startswith(("http://", "https://")), (hostile, address)


_PIECES = st.lists(
    st.one_of(
        st.sampled_from([
            "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<table>",
            "<td>", "<ul><li>", "</ul>", "<figure>", "<figcaption>", "</figure>",
            '<img src="/a.jpg">',
            '<a href="/x">', "</a>", "<br><br>", "<script>", "</script>", "<!--", "-->",
            "<blockquote>",
            '<meta property="og:title" content="', '">', "<title>",
            "<iframe src=//x.example>", LEAD,
            SECOND, '<script type="application/ld+json">{"@type":"NewsArticle","author":', "&", "<",
        ]),
        st.text(max_size=12),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PIECES)
def test_any_soup_gives_a_draft_or_a_refusal_with_clean_markup(soup: str) -> None:
    data = soup.encode("utf-8", errors="surrogatepass")
    result = extract(data, url="https://quay.example/x")
    json.dumps(to_record(result))
    if isinstance(result, Draft):
        assert result.body.value
        for html in markup_of(result):
            assert is_clean(html)


def test_a_title_that_is_never_closed_is_no_article() -> None:
    words = "The harbour bridge will close to lorries from Monday, the county said. " * 3
    assert isinstance(
        extract(f"<div><title>{words}".encode(), url="https://q.example/x"), NotAnArticle
    )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes_become_text(data: bytes, label: str) -> None:
    text = decode(data, declared=label)
    assert "\0" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    "soup", ["0\x0c<script>", "0&#12;<script></script>x&#12;y<p>z", "&#1;<br>"]
)
def test_characters_that_xml_forbids_break_nothing(soup: str) -> None:
    extract(soup.encode(), url="https://quay.example/x")
