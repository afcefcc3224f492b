"""What the templates of the archive and the corrections receive; see `viewmodels`."""

from dataclasses import dataclass
from typing import ClassVar

from masthead.public.shown import Shown
from masthead.public.viewmodels import Card, CorrectedStory, Head, Link


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchivePage(Shown):
    """The years, a year's months, a month or a day of the archive.

    ``up`` leads to the period around it, ``periods`` to those within it that have news, ``earlier``
    and ``later`` to the nearest beside it.
    """

    template: ClassVar[str] = "site/pages/archive.html"
    head: Head
    title: str
    up: Link | None = None
    periods: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()
    newer_href: str = ""
    older_href: str = ""
    earlier: Link | None = None
    later: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionsPage(Shown):
    """All corrections of an edition, newest first; ``older_href`` leads on."""

    template: ClassVar[str] = "site/pages/corrections.html"
    head: Head
    title: str
    rows: tuple[CorrectedStory, ...] = ()
    first_href: str = ""
    older_href: str = ""
