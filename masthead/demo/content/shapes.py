"""The shapes that the demo's stories are written in: frozen, typed, free of Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from textwrap import dedent
from typing import Literal

Kind = Literal["news", "brief", "opinion", "analysis", "obituary", "sponsored", "service"]


@dataclass(frozen=True)
class Station:
    """The outlet itself; `host` and `zone` belong to its one edition."""

    name: str
    tagline: str
    frequency: str
    town: str
    county: str
    host: str
    zone: str
    language: str


@dataclass(frozen=True)
class Section:
    """A section of the edition."""

    slug: str
    name: str
    description: str


@dataclass(frozen=True)
class Author:
    """A member of staff; `portrait` is a picture key, `portrait_alt` its alternative text."""

    key: str
    name: str
    slug: str
    role: str
    biography: str
    portrait: str
    portrait_alt: str


@dataclass(frozen=True)
class Topic:
    """A subject that stories share across sections."""

    slug: str
    name: str


@dataclass(frozen=True)
class Agency:
    """A wire agency with the usage terms that come with its stories."""

    key: str
    name: str
    credit: str
    terms: str


@dataclass(frozen=True)
class StaffByline:
    """A byline that names an author by key."""

    author: str


@dataclass(frozen=True)
class WireByline:
    """A byline as the wire gave it, in text."""

    name: str


Byline = StaffByline | WireByline


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its HTML holds no elements but `a`, `strong` and `em`."""

    html: str


@dataclass(frozen=True)
class Heading:
    """A heading inside the story."""

    text: str


@dataclass(frozen=True)
class PullQuote:
    """A sentence set large, with the person who said it."""

    text: str
    attribution: str


@dataclass(frozen=True)
class Bullets:
    """A list, numbered when it is ordered."""

    items: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class TableData:
    """A table; each row is as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Photo:
    """One use of a picture: its key in the drawings, and the words that belong to this use."""

    picture: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Gallery:
    """Pictures that belong together, in order."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class FactBox:
    """A box of background beside the story."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Related:
    """A link to another story of the demo, by key."""

    story: str
    with_thumbnail: bool = False


@dataclass(frozen=True)
class Embed:
    """A page elsewhere, shown as a card with a link."""

    url: str
    title: str
    site: str
    description: str


@dataclass(frozen=True)
class AudioClip:
    """A sound of the station's own; `sound` is its key in the demo's sounds."""

    sound: str
    title: str
    credit: str
    transcript: str


Block = (
    Paragraph
    | Heading
    | PullQuote
    | Bullets
    | TableData
    | Photo
    | Gallery
    | FactBox
    | Related
    | Embed
    | AudioClip
)


@dataclass(frozen=True)
class Correction:
    """A public correction: `now` stands once in the body, and `stood` stood in its place before."""

    text: str
    minutes_after: int
    stood: str
    now: str


@dataclass(frozen=True)
class Update:
    """A substantive update: the story was first published with the first `blocks_before` blocks."""

    note: str
    minutes_after: int
    blocks_before: int


@dataclass(frozen=True)
class Story:
    """A story as published, and what to subtract from the time of loading to date it."""

    key: str
    headline: str
    short_headline: str
    dek: str
    kicker: str
    kind: Kind
    section: str
    topics: tuple[str, ...]
    bylines: tuple[Byline, ...]
    age: timedelta
    urgency: int
    body: tuple[Block, ...]
    lead: Photo | None = None
    agency: str = ""
    dateline: str = ""
    place: str = "Brinmouth"
    language: str = "en-GB"
    sponsor: str = ""
    # The edition that is its home, by its key; empty for the station's own.
    edition: str = ""
    # The key of the story that this one tells in another language.
    translates: str = ""
    corrections: tuple[Correction, ...] = ()
    update: Update | None = None


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return a paragraph for each run of lines in a text; a blank line parts two of them."""
    runs = dedent(text).strip().split("\n\n")
    return tuple(Paragraph(" ".join(run.split())) for run in runs)


def staff(*authors: str) -> tuple[Byline, ...]:
    """Return a byline for each author key, in order."""
    return tuple(StaffByline(author) for author in authors)
