"""The blocks of a story's body as the templates receive them.

Each view names the component that draws it in ``template``; the story page includes that component
with the view as ``block``. Every field is a plain value. A field of type ``SafeString`` holds HTML
that has been through the one cleaner and is printed as it stands; every ``str`` is escaped by the
template. An empty string, an empty tuple or ``None`` means "missing", and nothing is drawn for it.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from django.utils.safestring import SafeString

from masthead.public.pictureviews import PictureView
from masthead.public.shown import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ParagraphBlock(Shown):
    """A run of text. ``html`` is clean inline or paragraph HTML (one or more ``<p>``)."""

    template: ClassVar[str] = "site/components/paragraph.html"
    html: SafeString


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingBlock(Shown):
    """A cross-head, an ``h2``: the story's headline holds the page's one ``h1``."""

    template: ClassVar[str] = "site/components/crosshead.html"
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteBlock(Shown):
    """A pull quote, printed with the language's own quotation marks: pass ``text`` without any."""

    template: ClassVar[str] = "site/components/pullquote.html"
    text: str
    speaker: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListBlock(Shown):
    """A list, numbered when ``is_ordered``. Each item is clean inline HTML."""

    template: ClassVar[str] = "site/components/bullets.html"
    items: tuple[SafeString, ...]
    is_ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TableBlock(Shown):
    """A table of text. ``header`` names the columns."""

    template: ClassVar[str] = "site/components/datatable.html"
    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureBlock(Shown):
    """A picture among the text, with its caption and credit."""

    template: ClassVar[str] = "site/components/figure.html"
    picture: PictureView


@dataclass(frozen=True, kw_only=True, slots=True)
class GalleryBlock(Shown):
    """Several pictures, moved through by scrolling; no script is needed."""

    template: ClassVar[str] = "site/components/gallery.html"
    pictures: tuple[PictureView, ...]
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AudioBlock(Shown):
    """A recording of the station's own. Nothing is fetched before the reader presses play.

    ``media_type`` is the file's MIME type; ``transcript`` is clean HTML. A length of 0 seconds or
    a size of 0 bytes is unknown and is not stated.
    """

    template: ClassVar[str] = "site/components/audio.html"
    title: str
    src: str
    media_type: str
    duration_seconds: int = 0
    size_bytes: int = 0
    credit: str = ""
    transcript: SafeString | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaptionTrack(Shown):
    """A WebVTT file with a video's captions in one language, under the label a player shows."""

    src: str
    language: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VideoBlock(Shown):
    """A film of the station's own; the width and height reserve its place before it loads."""

    template: ClassVar[str] = "site/components/video.html"
    title: str
    src: str
    media_type: str
    width: int
    height: int
    poster_src: str = ""
    duration_seconds: int = 0
    size_bytes: int = 0
    credit: str = ""
    captions: tuple[CaptionTrack, ...] = ()
    transcript: SafeString | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactBoxBlock(Shown):
    """Background set beside the text. ``html`` is clean block HTML without headings."""

    template: ClassVar[str] = "site/components/factbox.html"
    title: str
    html: SafeString


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedLinkBlock(Shown):
    """A "Related" link in place: set off, short, impossible to take for text.

    ``label`` is the kind of an opinion or sponsored story, which is named wherever its headline
    stands. The thumbnail adds nothing to the headline, so its alternative text is not printed.
    """

    template: ClassVar[str] = "site/components/relatedlink.html"
    headline: str
    href: str
    label: str = ""
    thumbnail: PictureView | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbedBlock(Shown):
    """A post or a film on somebody else's service, as a card with a link: nothing of it loads."""

    template: ClassVar[str] = "site/components/embed.html"
    href: str
    provider: str
    title: str = ""
    text: str = ""


BlockView: TypeAlias = (
    ParagraphBlock
    | HeadingBlock
    | QuoteBlock
    | ListBlock
    | TableBlock
    | PictureBlock
    | GalleryBlock
    | AudioBlock
    | VideoBlock
    | FactBoxBlock
    | RelatedLinkBlock
    | EmbedBlock
)
