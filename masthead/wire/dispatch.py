"""What a wire file says, in IPTC's names, before anybody decides anything about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from masthead.kernel.blocks import Block


class Status(StrEnum):
    """Whether the sender lets the item be used (NewsML-G2 pubStatus)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an item is about: a code in a scheme, a name, or both."""

    code: str = ""
    name: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One file of a picture; `href` may be a name that only the sender's delivery resolves."""

    href: str
    width: int | None = None
    height: int | None = None
    media_type: str = ""
    size: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WirePicture:
    """A picture that came with an item."""

    renditions: tuple[Rendition, ...]
    headline: str = ""
    caption: str = ""
    credit: str = ""
    copyright: str = ""
    usage_terms: str = ""
    alt: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address or item that the sender relates to this one; `rel` says how."""

    url: str
    title: str = ""
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """One item of a wire or feed.

    '' and None mean that the file does not say. Moments are in UTC; a time without a zone is
    None here and quoted in a Remark. `urgency` runs from 1 (flash) to 9. `copyright` is the
    notice, or else the holder.
    """

    guid: str
    headline: str
    version: str = ""
    status: Status = Status.USABLE
    dek: str = ""
    slugline: str = ""
    byline: tuple[str, ...] = ()
    dateline: str = ""
    place: str = ""
    city: str = ""
    country: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    embargo_until: datetime | None = None
    language: str = ""
    body: tuple[Block, ...] = ()
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    agency: str = ""
    credit: str = ""
    copyright: str = ""
    usage_terms: str = ""
    urgency: int | None = None
    editorial_note: str = ""
    genre: str = ""
    link: str = ""
    pictures: tuple[WirePicture, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """An item that was understood but is no news text: a picture, a film, a package.

    `kind` is its class in the sender's word (picture, video, audio, graphic, composite…).
    """

    kind: str
    dispatch: Dispatch


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a file that was not understood; `where` is a path or line within it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file held: news texts in `dispatches`, other items in `asides`."""

    format: str
    version: str
    dispatches: tuple[Dispatch, ...]
    remarks: tuple[Remark, ...] = ()
    asides: tuple[Aside, ...] = ()


class Refused(Exception):
    """The file is not taken; `reason` can be shown to an editor, `where` may be ''."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(f"{reason} ({where})" if where else reason)
        self.reason = reason
        self.where = where


class NotNews(Refused):
    """The file was understood and is no news: a concept, a plan, a list of names."""
