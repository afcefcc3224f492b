"""A page's sponsor as the templates receive it."""

from dataclasses import dataclass

from masthead.public.shown import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class SponsorView(Shown):
    """A sponsor's picture under its label; both addresses are our own.

    ``label`` is the word that says what it is, ``name`` the sponsor's. ``width`` and ``height``
    are those at which it stands where there is room, and reserve its place. ``srcset`` is a
    finished value, empty when ``src`` is all there is.
    """

    label: str
    name: str
    href: str
    src: str
    alt: str
    width: int
    height: int
    srcset: str = ""
