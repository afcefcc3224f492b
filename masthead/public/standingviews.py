"""What the templates of standing pages and of the live stream receive; see `viewmodels`."""

from dataclasses import dataclass
from typing import ClassVar

from masthead.public.blockviews import BlockView
from masthead.public.shown import Shown
from masthead.public.viewmodels import Head, Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact(Shown):
    """How to reach the newsroom; ``telephone_href`` is a ``tel:`` address."""

    email: str = ""
    email_href: str = ""
    telephone: str = ""
    telephone_href: str = ""
    postal_address: str = ""
    social: tuple[Link, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.email or self.telephone or self.postal_address or self.social)


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingPage(Shown):
    """A page that is no story: about, contact, privacy. ``contact`` stands above its text."""

    template: ClassVar[str] = "site/pages/standing.html"
    head: Head
    title: str
    body: tuple[BlockView, ...] = ()
    contact: Contact | None = None
    is_preview: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ListenPage(Shown):
    """The station's live stream, in the browser's own player."""

    template: ClassVar[str] = "site/pages/listen.html"
    head: Head
    name: str
    stream_address: str
