"""What an extraction hands over: a draft, each field with its origin, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from masthead.kernel.block_types import Block

Value = TypeVar("Value", covariant=True)
Made = TypeVar("Made")

Origin = Literal["json-ld", "open-graph", "markup", "guess"]

# Below this an editor should look twice: one witness, or a reading of the layout alone.
UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A value with its origin and how sure it is, from 0 (nothing found) to 1."""

    value: Value
    origin: Origin
    confidence: float

    @property
    def is_unsure(self) -> bool:
        """Whether an editor should check this value before anything else."""
        return self.confidence < UNSURE


def nothing(empty: Made) -> Found[Made]:
    """Return a field of which the page says nothing."""
    return Found(empty, "guess", 0.0)


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A link to another story that stood among the paragraphs, as its own part of the body."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class LeadPicture:
    """The picture that the page leads with; '' for words that the page does not give."""

    href: str
    alt: str
    caption: str
    credit: str


BodyPart = Block | RelatedLink


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one article. Text is plain; blocks are clean. Nothing is cleared for use."""

    headline: Found[str]
    dek: Found[str]
    byline: Found[tuple[str, ...]]
    published: Found[str]
    updated: Found[str]
    body: Found[tuple[BodyPart, ...]]
    lead_picture: Found[LeadPicture | None]
    site_name: Found[str]
    canonical: Found[str]
    language: Found[str]
    licence: Found[str]


class Reason(StrEnum):
    """Why a page gives no draft."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_COMPLEX = "too-complex"
    NOT_HTML = "not-html"
    NEEDS_SCRIPTS = "needs-scripts"
    WALLED = "walled"
    NOT_AN_ARTICLE = "not-an-article"


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """The page gives no draft: why, in a word for machines and a sentence for editors."""

    reason: Reason
    sentence: str
