"""What an item's page shows of a dispatch: its text, and its facts in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe

from masthead.kernel.blocks import (
    Block,
    EmbedLink,
    Heading,
    ListBlock,
    Paragraph,
    PictureBlock,
    Quote,
    Table,
)
from masthead.kernel.html import clean_inline
from masthead.newsroom.desk import URGENCY_WORDS
from masthead.wire.dispatch import Dispatch


@dataclass(frozen=True)
class Part:
    """A piece of an item's text: its kind, its lines, each as clean inline HTML."""

    kind: str
    lines: tuple[SafeString, ...] = ()
    rows: tuple[tuple[SafeString, ...], ...] = ()
    note: str = ""


def text_of(dispatch: Dispatch) -> tuple[Part, ...]:
    """The item's body for reading; markup is cleaned once more on its way out of the database."""
    return tuple(part for block in dispatch.body for part in _parts(block))


def _safe(html: str) -> SafeString:
    return mark_safe(clean_inline(html))


def _parts(block: Block) -> Iterator[Part]:
    match block:
        case Paragraph(html=html):
            yield Part("paragraph", (_safe(html),))
        case Heading(text=text):
            yield Part("heading", note=text)
        case ListBlock(items=items, ordered=ordered):
            yield Part("numbers" if ordered else "bullets", tuple(_safe(item) for item in items))
        case Quote(html=html, attribution=speaker):
            yield Part("quote", (_safe(html),), note=speaker)
        case Table(rows=rows, caption=caption):
            cells = tuple(tuple(_safe(cell) for cell in row) for row in rows)
            yield Part("table", rows=cells, note=caption)
        case PictureBlock(href=href, caption=caption, credit=credit):
            words = " · ".join(text for text in (caption, credit, href) if text)
            yield Part("picture", note=words)
        case EmbedLink(url=url, title=title):
            yield Part("embed", note=f"{title} · {url}" if title else url)


@dataclass(frozen=True)
class Fact:
    """One line of what is known about an item; a moment is left to the template to write."""

    name: str
    value: str = ""
    moment: datetime | None = None


def facts_of(dispatch: Dispatch) -> tuple[Fact, ...]:
    """What the sender says about the item, in words; nothing for what it does not say."""
    urgency = URGENCY_WORDS.get(dispatch.urgency or 0, "")
    subjects = [subject.name or subject.code for subject in dispatch.subjects]
    facts = (
        Fact("Agency", dispatch.agency),
        Fact("Credit", dispatch.credit),
        Fact("Byline", ", ".join(dispatch.byline)),
        Fact("Urgency", f"{dispatch.urgency}: {urgency}" if urgency else ""),
        Fact("Slugline", dispatch.slugline),
        Fact("Dateline", dispatch.dateline),
        Fact("Place", dispatch.place or dispatch.city),
        Fact("Language", dispatch.language),
        Fact("Published", moment=dispatch.published),
        Fact("Updated", moment=dispatch.updated),
        Fact("Embargo until", moment=dispatch.embargo_until),
        Fact("Subjects", ", ".join(dict.fromkeys(subjects))),
        Fact("Keywords", ", ".join(dispatch.keywords)),
        Fact("Genre", dispatch.genre),
        Fact("Copyright", dispatch.copyright),
        Fact("Usage terms", dispatch.usage_terms),
        Fact("Original", dispatch.link),
        Fact("Version", dispatch.version),
        Fact("Identifier", dispatch.guid),
    )
    return tuple(fact for fact in facts if fact.value or fact.moment)
