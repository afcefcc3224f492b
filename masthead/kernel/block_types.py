"""The kinds of block that a story's body is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text as clean inline HTML."""

    html: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the body; the headline is level 1, so levels run from 2 to 4."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; nested lists are laid flat, in order. Items are clean inline HTML."""

    items: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart, as clean inline HTML; the attribution is plain text."""

    html: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of clean inline HTML; with `has_header` the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    has_header: bool
    caption: str


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture at a safe address; sizes are the sender's word and may be missing."""

    href: str
    alt: str
    caption: str
    credit: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class EmbedLink:
    """Where a frame or player pointed: a link for readers, never loaded by the page."""

    url: str
    title: str


Block = Paragraph | Heading | ListBlock | Quote | Table | PictureBlock | EmbedLink
