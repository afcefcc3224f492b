"""What the templates of the reader-facing site receive: frozen plain values, no model objects.

A view builds one of the page classes and renders the template named in its ``template`` with the
context ``{"site": Site, "page": <the page>}``.

Rules that hold for every field:

- An empty string, an empty tuple or ``None`` means "missing": nothing at all is drawn for it.
- A ``str`` is text and is escaped by the template; a ``SafeString`` is HTML from the one cleaner.
- An address is absolute or begins with ``/``. Templates print addresses through the ``address``
  filter, which drops every scheme but http, https and mailto.
- ``language`` and ``direction`` of a card or story are empty when they are the site's own.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from masthead.public.blockviews import BlockView
from masthead.public.breaking import BreakingView
from masthead.public.feedlinks import FeedLink, feed_links
from masthead.public.pictureviews import PictureView
from masthead.public.shown import Shown
from masthead.public.sponsorviews import SponsorView
from masthead.public.staff_bar import StaffBar

Direction: TypeAlias = Literal["ltr", "rtl"]
# Empty where it is the page's own.
EitherDirection: TypeAlias = Direction | Literal[""]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link(Shown):
    """A text that leads somewhere; ``is_current`` marks the page the reader is on."""

    label: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Time(Shown):
    """A moment: ``iso`` (with offset) for machines, ``text`` absolute in the edition's zone."""

    iso: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo(Shown):
    """The edition's logo in pixels; ``dark_src`` is for dark pages, empty when it is the same."""

    src: str
    width: int
    height: int
    dark_src: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site(Shown):
    """The edition around a page.

    ``language`` is a BCP 47 tag; ``time_zone`` an IANA name, by which the script decides what
    "yesterday" is. The site's own letters are Latin unless ``has_latin_letters`` is false: then no
    Latin font is preloaded. ``sections`` is the menu, ``pages`` the foot's links, ``social`` the
    edition's places elsewhere. ``looks_href`` is the stylesheet of an edition with colours of its
    own. ``breaking`` is the bar on all pages of the edition while one runs; ``staff`` is drawn for
    signed-in staff alone, on pages that are never stored.
    """

    name: str
    language: str
    direction: Direction
    time_zone: str
    tagline: str = ""
    sections: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    social: tuple[Link, ...] = ()
    more_news_href: str = ""
    search_href: str = ""
    archive_href: str = ""
    corrections_href: str = ""
    feed_href: str = ""
    has_latin_letters: bool = True
    looks_href: str = ""
    icon: str = ""
    touch_icon: str = ""
    paper: str = ""
    dark_paper: str = ""
    logo: Logo | None = None
    listen: Link | None = None
    breaking: BreakingView | None = None
    staff: StaffBar | None = None

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Every form of the edition's feed."""
        return feed_links(self.feed_href)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alternate(Shown):
    """The same story in another language (``hreflang``)."""

    language: str
    href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareImage(Shown):
    """The picture that a shared link shows (Open Graph ``og:image``); an absolute address."""

    href: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Head(Shown):
    """What a page says to machines.

    ``title`` is the page's own, the label of an opinion or sponsored story before its headline: the
    template adds the site's name, and a shared link has nothing else. ``json_ld`` is the text of a
    JSON document (schema.org); the template makes it safe inside ``<script>``.
    """

    title: str
    description: str = ""
    canonical: str = ""
    og_type: Literal["website", "article", "profile"] = "website"
    image: ShareImage | None = None
    alternates: tuple[Alternate, ...] = ()
    is_kept_from_search: bool = False
    feed_href: str = ""
    json_ld: str = ""

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Every form of the page's own feed."""
        return feed_links(self.feed_href)


@dataclass(frozen=True, kw_only=True, slots=True)
class Card(Shown):
    """A story in a list.

    ``headline`` is the short one where there is one. ``kind_label`` names opinion, sponsored and
    other kinds that must be labelled wherever the headline stands, and is empty for news.
    ``is_breaking`` marks the story of the edition's breaking bar.
    ``comment_count`` is ``None`` when the story takes no comments: nothing is shown then.
    """

    headline: str
    href: str
    is_breaking: bool = False
    kind_label: str = ""
    is_opinion: bool = False
    is_sponsored: bool = False
    kicker: str = ""
    section: str = ""
    dek: str = ""
    published: Time | None = None
    updated: Time | None = None
    picture: PictureView | None = None
    comment_count: int | None = None
    language: str = ""
    direction: EitherDirection = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Byline(Shown):
    """One name at a story's head; staff authors have an address, wire names do not."""

    name: str
    href: str = ""
    role: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction(Shown):
    """A public correction in plain words, with the moment it was made."""

    time: Time
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceFacts(Shown):
    """Where a wire story came from. With every field missing, no source box is drawn."""

    agency: str = ""
    received: Time | None = None
    usage_terms: str = ""
    original_href: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.agency or self.received or self.usage_terms or self.original_href)


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryPage(Shown):
    """A story as it is read.

    ``updated`` is set only after a substantive edit. ``history_href`` stands with the number of
    published versions, and is drawn from the second version on. ``share_address`` is the absolute
    address to copy and ``share_links`` are plain links (see ``sharing.share_links``).
    ``comment_count`` is ``None`` until the story takes comments. ``is_preview`` says so above the
    headline, for editors.
    """

    template: ClassVar[str] = "site/pages/story.html"
    head: Head
    headline: str
    is_breaking: bool = False
    kind_label: str = ""
    is_opinion: bool = False
    is_sponsored: bool = False
    section: Link | None = None
    kicker: str = ""
    dek: str = ""
    bylines: tuple[Byline, ...] = ()
    agency: str = ""
    dateline: str = ""
    published: Time | None = None
    updated: Time | None = None
    lead_picture: PictureView | None = None
    body: tuple[BlockView, ...] = ()
    corrections: tuple[Correction, ...] = ()
    topics: tuple[Link, ...] = ()
    share_address: str = ""
    share_links: tuple[Link, ...] = ()
    comment_count: int | None = None
    related: tuple[Card, ...] = ()
    source: SourceFacts | None = None
    history_href: str = ""
    version_count: int = 0
    sponsor: SponsorView | None = None
    language: str = ""
    direction: EitherDirection = ""
    is_preview: bool = False

    @property
    def has_history(self) -> bool:
        """Whether there is more than one version to compare, and a page that does."""
        return bool(self.history_href) and self.version_count > 1

    @property
    def has_afterword(self) -> bool:
        """Whether anything of the story's own follows its text."""
        return bool(
            self.corrections
            or self.topics
            or (self.source and self.source.is_known)
            or self.has_history
            or self.share_links
            or self.share_address
            or self.comment_count is not None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip(Shown):
    """A section on the front page: a name, its page, and its stories, the first one leading."""

    name: str
    cards: tuple[Card, ...]
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectedStory(Shown):
    """A correction in the list of all, with the story that it is about."""

    correction: Correction
    headline: str
    href: str
    language: str = ""
    direction: EitherDirection = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontPage(Shown):
    """The front page in its ranks. One story stands in one place only.

    Good measures: one lead, up to eight ``seconds`` with pictures where there are any, up to six
    ``briefs`` (headlines alone), three to five cards a strip, ten ``recent``.
    """

    template: ClassVar[str] = "site/pages/front.html"
    head: Head
    lead: Card | None = None
    seconds: tuple[Card, ...] = ()
    briefs: tuple[Card, ...] = ()
    strips: tuple[Strip, ...] = ()
    recent: tuple[Card, ...] = ()
    corrections: tuple[CorrectedStory, ...] = ()
    sponsor: SponsorView | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPage(Shown):
    """A list of stories: a section, a topic, an author's, or the index of all ("more news").

    ``kind`` chooses the template: a section leads with its first story, the others are plain
    lists. ``portrait`` and ``role`` are an author's. ``newer_href`` and ``older_href`` lead on.
    """

    kind: Literal["section", "topic", "author", "index"]
    head: Head
    title: str
    intro: str = ""
    role: str = ""
    portrait: PictureView | None = None
    cards: tuple[Card, ...] = ()
    newer_href: str = ""
    older_href: str = ""
    sponsor: SponsorView | None = None

    @property
    def template(self) -> str:
        """The template for this kind of list."""
        return f"site/pages/{self.kind}.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment(Shown):
    """A paragraph of a version against the one before it."""

    change: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Version(Shown):
    """One published version. A hidden one gives its ``hidden_reason`` and shows no text.

    ``who`` is a name or the words "the newsroom"; ``why`` is in plain words. The first version has
    no ``changes``; neither has one that reads as the one before it, which ``is_unchanged`` says.
    """

    number: int
    time: Time
    who: str = ""
    why: str = ""
    correction: str = ""
    hidden_reason: str = ""
    changes: tuple[Segment, ...] = ()
    is_unchanged: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryPage(Shown):
    """What was changed in a story since it was first published, newest version first."""

    template: ClassVar[str] = "site/pages/history.html"
    head: Head
    headline: str
    story_href: str
    kind_label: str = ""
    is_opinion: bool = False
    is_sponsored: bool = False
    versions: tuple[Version, ...] = ()
    language: str = ""
    direction: EitherDirection = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GonePage(Shown):
    """The answer for a story that was withdrawn (410); ``note`` is the newsroom's own sentence."""

    template: ClassVar[str] = "site/pages/gone.html"
    head: Head
    note: str = ""
