"""Builds blocks from the events of an HTML fragment, without recursion."""

from masthead.kernel.block_frames import (
    CaptionFrame,
    CellFrame,
    FigureFrame,
    Frame,
    HeadingFrame,
    ItemFrame,
    ListFrame,
    PlayerFrame,
    QuoteFrame,
    RowFrame,
    TableFrame,
)
from masthead.kernel.block_types import Block, EmbedLink, Paragraph, PictureBlock
from masthead.kernel.html import InlineWriter, read_html
from masthead.kernel.urls import safe_link

# No article nests lists, tables and quotes deeper; beyond it they are plain text in order.
# Each level copies its blocks once, so this bounds the work as well.
_DEEPEST = 40

# Where lazy loaders keep the address that `src` withholds.
_LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file")

# A picture no larger than this on both sides counts visitors; it shows nothing.
_PIXEL = 3


def read_blocks(html: str, *, base: str) -> tuple[Block, ...]:
    """Return the blocks of `html`; see `masthead.kernel.blocks.blocks_from_html`."""
    builder = _Builder(base)
    read_html(html, builder)
    return builder.finish()


class _Builder:
    def __init__(self, base: str) -> None:
        self._base = base
        self._writer = InlineWriter(base=base)
        self._frames: list[Frame] = [Frame()]
        # Every open element, with the frame that it opened if it opened one.
        self._open: list[tuple[str, Frame | None]] = []
        self._preformatted = 0
        self._after_break = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        frame = self._frame_for(tag, attributes)
        if frame is not None:
            self._flush()
            if len(self._frames) < _DEEPEST:
                self._frames.append(frame)
            else:
                frame = None
        elif tag == "br":
            self._line_break()
        elif tag == "img":
            self._picture(attributes)
        elif tag in ("iframe", "embed", "source"):
            self._embed(tag, attributes)
        elif not self._writer.start(tag, attributes):
            self._flush()
        self._preformatted += tag == "pre"
        self._open.append((tag, frame))

    def end(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _, frame = self._open.pop()
        self._preformatted -= tag == "pre"
        if frame is not None:
            self._close(frame)
        elif tag not in ("br", "img", "source") and not self._writer.end(tag):
            self._flush()

    def data(self, text: str) -> None:
        if not self._preformatted:
            self._text(text)
            return
        # Preformatted text: its lines are lines, its blank lines part paragraphs.
        for number, line in enumerate(text.split("\n")):
            if number:
                self._line_break()
            self._text(line)

    def finish(self) -> tuple[Block, ...]:
        """Close what the fragment left open and return its blocks."""
        while len(self._frames) > 1:
            self._close(self._frames[-1])
        self._flush()
        return tuple(self._frames[0].blocks)

    def _text(self, text: str) -> None:
        self._writer.text(text)
        if text.strip():
            self._after_break = False
        if self._writer.is_full:
            self._flush()

    def _line_break(self) -> None:
        """One break is a line, two in a row part paragraphs."""
        if self._after_break:
            self._flush()
        else:
            self._writer.line_break()
            self._after_break = True

    def _flush(self) -> None:
        self._after_break = False
        html = self._writer.take()
        if html:
            self._frames[-1].blocks.append(Paragraph(html))

    def _close(self, frame: Frame) -> None:
        self._flush()
        self._frames.pop()
        frame.fold_into(self._frames[-1])

    def _frame_for(self, tag: str, attributes: dict[str, str]) -> Frame | None:
        classes = (attributes.get("class") or "").split()
        match tag:
            case "ul" | "ol" | "menu" | "dir":
                return ListFrame(ordered=tag == "ol")
            case "li":
                return ItemFrame()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return HeadingFrame(level=min(max(int(tag[1]), 2), 4))
            case "table":
                return TableFrame()
            case "tr":
                return RowFrame()
            case "td" | "th":
                span = _size(attributes.get("colspan")) or 1
                return CellFrame(is_header=tag == "th", span=span)
            case "figcaption" | "caption":
                return CaptionFrame()
            case "figure":
                return FigureFrame()
            case "blockquote":
                return QuoteFrame()
            case "video" | "audio" | "object":
                source = attributes.get("src") or attributes.get("data") or ""
                url = safe_link(source, base=self._base)
                return PlayerFrame(url=url or "", title=attributes.get("title") or "")
            case "cite" | "footer" if isinstance(self._frames[-1], QuoteFrame):
                return None if self._writer.has_text else CaptionFrame()
        return self._frame_by_class(classes)

    def _frame_by_class(self, classes: list[str]) -> Frame | None:
        """WordPress wrote pictures and captions as classes before it wrote figures."""
        if "wp-caption" in classes:
            return FigureFrame()
        if "wp-caption-text" in classes:
            return CaptionFrame()
        in_caption = isinstance(self._frames[-1], CaptionFrame)
        if in_caption and any("credit" in name.lower() for name in classes):
            return CaptionFrame(is_credit=True)
        return None

    def _picture(self, attributes: dict[str, str]) -> None:
        alt = " ".join((attributes.get("alt") or "").split())
        classes = (attributes.get("class") or "").split()
        if "emoji" in classes or "wp-smiley" in classes:
            self._text(alt)
            return
        width, height = _size(attributes.get("width")), _size(attributes.get("height"))
        if width is not None and height is not None and max(width, height) <= _PIXEL:
            return
        href = self._picture_address(attributes)
        if href:
            self._flush()
            picture = PictureBlock(href, alt, "", "", width or None, height or None)
            self._frames[-1].blocks.append(picture)

    def _picture_address(self, attributes: dict[str, str]) -> str | None:
        # The last candidate of a srcset is commonly the largest.
        srcset = (attributes.get("srcset") or "").rstrip(" ,").rpartition(", ")[2].split()
        names = ("src", *_LAZY_SOURCES)
        candidates = [attributes.get(name) or "" for name in names] + srcset[:1]
        links = (safe_link(candidate, base=self._base) for candidate in candidates)
        return next((link for link in links if link and link.startswith("http")), None)

    def _embed(self, tag: str, attributes: dict[str, str]) -> None:
        source = attributes.get("src") or attributes.get("data-src") or ""
        url = safe_link(source, base=self._base)
        player = self._frames[-1] if isinstance(self._frames[-1], PlayerFrame) else None
        if url is None or not url.startswith("http") or (tag == "source" and player is None):
            return
        if player is not None:
            player.url = player.url or url
            return
        self._flush()
        title = " ".join((attributes.get("title") or "").split())
        self._frames[-1].blocks.append(EmbedLink(url, title))


def _size(text: str | None) -> int | None:
    """Return a width, height or span in whole numbers; percentages and junk are None."""
    digits = (text or "").strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 5 else None
