"""A published version as lines of plain words, for telling two versions apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from masthead.kernel.html import read_html
from masthead.stories import snapshot
from masthead.syndication.labels import kind_label

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph, or a detail beside one: who is quoted, where a link leads, what a picture shows.

    ``number`` tells apart what reads the same: another picture with the same alternative text. A
    detail is worth a reader's time only where it changed.
    """

    text: str
    is_detail: bool = False
    number: int = 0


def version_lines(content: Json) -> list[Line]:
    """All that a reader is shown of a version's ``content``, in the order of the page.

    Looks nothing up: names stand as they stood, pictures are their words. Topics, which a version
    keeps by number alone, are left out.
    """
    return [line for line in (*_head(content), *_body(content)) if line.text]


def _head(content: Json) -> Iterator[Line]:
    label = kind_label(content["kind"])
    names = ", ".join(entry["name"] for entry in content["bylines"])
    agency = content["credit"] or content["agency"]
    yield _detail(_("Labelled %(label)s"), label=label)
    yield Line(text=content["kicker"])
    yield Line(text=content["headline"])
    yield Line(text=content["dek"])
    yield _detail(_("By %(names)s"), names=names)
    yield _detail(_("Agency: %(agency)s"), agency=agency)
    yield _detail(_("Dateline: %(dateline)s"), dateline=content["dateline"])
    if content["lead_picture"]:
        yield from _use(content["lead_picture"])
        yield Line(text=content["lead_picture"]["caption"])
    yield _detail(_("Terms of use: %(terms)s"), terms=content["usage_terms"])
    yield _detail(_("Original: %(address)s"), address=content["original_url"])


def _body(content: Json) -> Iterator[Line]:
    for entry in content["body"]:
        for text in snapshot.body_paragraphs({"body": [entry]}):
            yield Line(text=text)
        yield from _details(entry)


def _details(entry: Json) -> Iterator[Line]:
    """What an entry of the body says beside its paragraphs."""
    match entry["type"]:
        case "quote":
            yield _detail(_("Quote by %(name)s"), name=entry["attribution"])
        case "picture":
            yield from _use(entry)
        case "gallery":
            for use in entry["pictures"]:
                yield from _use(use)
        case "recording":
            yield Line(text=_("Recording"), is_detail=True, number=entry["recording"])
        case "related" if entry["story"]:
            yield Line(text=_("Link to a story of ours"), is_detail=True, number=entry["story"])
        case "related":
            yield _detail(_("Link to %(address)s"), address=entry["url"])
        case "embed":
            yield _detail(_("Posted on %(site)s"), site=entry["site"])
            yield Line(text=entry["description"])
            yield _detail(_("Link to %(address)s"), address=entry["url"])
        case _:
            for html in _html_of(entry):
                for address in _addresses(html):
                    yield _detail(_("Link to %(address)s"), address=address)


def _use(use: Json) -> Iterator[Line]:
    yield Line(
        text=_("Picture: %(alt)s") % {"alt": use["alt"]},
        is_detail=True,
        number=use["picture"],
    )
    yield _detail(_("Picture by %(credit)s"), credit=use["credit"])


def _detail(words: str, **value: str) -> Line:
    """``words`` around a value, or nothing where there is none."""
    return Line(text=words % value if all(value.values()) else "", is_detail=True)


def _html_of(entry: Json) -> Iterator[str]:
    match entry["type"]:
        case "paragraph":
            yield entry["html"]
        case "list":
            yield from entry["items"]
        case "table":
            for row in entry["rows"]:
                yield from row
        case "fact_box":
            for block in entry["blocks"]:
                yield from _html_of(block)


def _addresses(html: str) -> list[str]:
    """Where the links in a fragment lead, in order."""
    reader = _Links()
    read_html(html, reader)
    return reader.addresses


class _Links:
    """Collects the addresses of links."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "a" and (address := attributes.get("href")):
            self.addresses.append(address)

    def end(self, tag: str) -> None:
        """Nothing: an address stands at a link's beginning."""

    def data(self, text: str) -> None:
        """Nothing: a link's words are the paragraph's."""
