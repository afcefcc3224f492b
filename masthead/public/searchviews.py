"""What the template of the search receives; see `viewmodels` for the rules."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from masthead.public.shown import Shown
from masthead.public.viewmodels import EitherDirection, Head, Time


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece(Shown):
    """A piece of text; ``is_marked`` where the words stand that were looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(Shown):
    """An entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found(Shown):
    """A story that was found, with the place in its text."""

    href: str
    headline: tuple[Piece, ...]
    time: Time
    excerpt: tuple[Piece, ...] = ()
    section: str = ""
    kind_label: str = ""
    language: str = ""
    direction: EitherDirection = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage(Shown):
    """The form, and what was found. ``is_asked`` once there were words to look for."""

    template: ClassVar[str] = "site/pages/search.html"
    head: Head
    title: str
    words: str = ""
    order: Literal["best", "newest"] = "best"
    choices: tuple[Choice, ...] = ()
    found: tuple[Found, ...] = ()
    is_asked: bool = False
    first_href: str = ""
    older_href: str = ""
