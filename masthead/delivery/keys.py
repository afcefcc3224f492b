"""What a page depends on, noted while it is rendered.

Whoever reads a fact for a page notes its key: `stories.selectors` the pictures, authors, topics it
read, `public.cards` the story it shows. The page store opens a `noting` around the rendering, and a
view declares what the page is. Without a `noting` a note is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

# What stands for every page of an edition.
ALL = "*"


def key(edition_id: int, kind: str, name: int | str = "") -> str:
    """``EDITION:kind:name``, or ``EDITION:kind`` for what an edition has one of."""
    return f"{edition_id}:{kind}:{name}" if name != "" else f"{edition_id}:{kind}"


def parts_of(text: str) -> tuple[int, str, str]:
    """The edition, kind and name of a key that `key` or `every_page` made."""
    edition_id, kind, *name = text.split(":", 2)
    return int(edition_id), kind, name[0] if name else ""


def every_page(edition_id: int) -> str:
    """The key of all pages of an edition: purging it makes a new generation."""
    return f"{edition_id}:{ALL}"


@dataclass
class Noted:
    """What a page depends on. Pages go at once with ``keys``, within a minute with ``lazy`` ones.

    ``is_declared`` once a view said that the page may be stored; ``expires_at`` (UTC) is when it
    would be wrong without any change.
    """

    edition_id: int
    keys: set[str] = field(default_factory=set)
    lazy: set[str] = field(default_factory=set)
    expires_at: datetime | None = None
    is_declared: bool = False


_noted: ContextVar[Noted | None] = ContextVar("delivery_noted", default=None)


@contextmanager
def noting(edition_id: int) -> Iterator[Noted]:
    """Collect what is noted within, for a page of an edition."""
    noted = Noted(edition_id)
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note(kind: str, *names: int | str) -> None:
    """The page being rendered shows facts of these (numbers or slugs) of a kind: stories, …"""
    if (noted := _noted.get()) is not None:
        noted.keys.update(key(noted.edition_id, kind, name) for name in names)


def note_lazily(kind: str, *names: int | str) -> None:
    """The page being rendered shows who belongs to these; that may lag behind by a minute."""
    if (noted := _noted.get()) is not None:
        noted.lazy.update(key(noted.edition_id, kind, name) for name in names)


def note_until(moment: datetime | None) -> None:
    """The page being rendered is wrong from ``moment`` (UTC) on, if any."""
    noted = _noted.get()
    if noted is None or moment is None:
        return
    if noted.expires_at is None or moment < noted.expires_at:
        noted.expires_at = moment


def declare(kind: str, name: int | str = "") -> None:
    """The page being rendered is the same for every reader and may be stored; it is this one."""
    if (noted := _noted.get()) is not None:
        noted.is_declared = True
        noted.keys.add(key(noted.edition_id, kind, name))
