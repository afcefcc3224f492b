"""The parts of a body that are still open while it is read: each folds into the one around it."""

from dataclasses import dataclass, field, replace

from masthead.kernel.block_types import (
    Block,
    EmbedLink,
    Heading,
    ListBlock,
    Paragraph,
    PictureBlock,
    Quote,
    Table,
)
from masthead.kernel.html import escape
from masthead.kernel.text import plain

# More columns than any table for readers; a larger span is an attack on memory.
_WIDEST_SPAN = 50

# A table whose cell holds this many paragraphs lays out a page; it does not tabulate.
_LAYOUT_PARAGRAPHS = 4

# "Your browser cannot play this": longer text inside a player is an article left unclosed.
_FALLBACK_LENGTH = 300


@dataclass(slots=True, eq=False)
class Frame:
    """The blocks of an element that has no form of its own."""

    blocks: list[Block] = field(default_factory=list)

    def fold_into(self, parent: "Frame") -> None:
        """Give the finished blocks to the frame around this one."""
        parent.blocks.extend(self.blocks)

    def add_caption(self, text: str, *, is_credit: bool) -> None:
        """Take a caption that has no picture or table to stand by: it is a paragraph."""
        del is_credit
        self.blocks.append(Paragraph(escape(text)))


@dataclass(slots=True, eq=False)
class HeadingFrame(Frame):
    """h1 to h6."""

    level: int = 2

    def fold_into(self, parent: Frame) -> None:
        """Become a Heading after whatever pictures stood in it."""
        parent.blocks.extend(block for block in self.blocks if not _inline(block))
        text = plain(" ".join(filter(None, map(_inline, self.blocks))))
        if text:
            parent.blocks.append(Heading(text, self.level))


@dataclass(slots=True, eq=False)
class CaptionFrame(Frame):
    """A caption of a picture or table, a credit within one, or the source of a quotation."""

    is_credit: bool = False
    credit: str = ""

    def fold_into(self, parent: Frame) -> None:
        """Hand the text to the picture, table or quotation around; keep anything else."""
        text = plain(" ".join(filter(None, map(_inline, self.blocks))))
        parent.blocks.extend(block for block in self.blocks if not _inline(block))
        if text:
            parent.add_caption(text, is_credit=self.is_credit)
        if self.credit:
            parent.add_caption(self.credit, is_credit=True)

    def add_caption(self, text: str, *, is_credit: bool) -> None:
        """Take the credit that stands inside a caption."""
        if is_credit and not self.credit:
            self.credit = text
        else:
            self.blocks.append(Paragraph(escape(text)))


@dataclass(slots=True, eq=False)
class FigureFrame(Frame):
    """A picture with its caption, or a table or quotation with one."""

    caption: str = ""
    credit: str = ""

    def add_caption(self, text: str, *, is_credit: bool) -> None:
        """Take caption and credit; a second one joins the first."""
        if is_credit:
            self.credit = " ".join(filter(None, (self.credit, text)))
        else:
            self.caption = " ".join(filter(None, (self.caption, text)))

    def fold_into(self, parent: Frame) -> None:
        """Set the first picture or captionless table under the caption."""
        words = " ".join(filter(None, (self.caption, self.credit)))
        for position, block in enumerate(self.blocks):
            if not words:
                break
            if isinstance(block, PictureBlock) and not block.caption:
                # An alternative text that repeats the caption says nothing to anyone.
                alt = "" if block.alt == self.caption else block.alt
                self.blocks[position] = replace(
                    block, alt=alt, caption=self.caption, credit=self.credit
                )
                words = ""
            elif isinstance(block, Table) and not block.caption:
                self.blocks[position] = replace(block, caption=words)
                words = ""
        parent.blocks.extend(self.blocks)
        if words:
            parent.blocks.append(Paragraph(escape(words)))


@dataclass(slots=True, eq=False)
class PlayerFrame(Frame):
    """A player of sound or film: what it plays, and what it says when it cannot."""

    url: str = ""
    title: str = ""

    def fold_into(self, parent: Frame) -> None:
        """Become an EmbedLink; short fallback text goes, a swallowed article stays."""
        if self.url:
            parent.blocks.append(EmbedLink(self.url, self.title))
        length = sum(len(_inline(block)) for block in self.blocks)
        if not self.url or length > _FALLBACK_LENGTH:
            parent.blocks.extend(self.blocks)


@dataclass(slots=True, eq=False)
class QuoteFrame(Frame):
    """A block quotation."""

    attribution: str = ""

    def add_caption(self, text: str, *, is_credit: bool) -> None:
        """Take the source of the quotation."""
        del is_credit
        self.attribution = " ".join(filter(None, (self.attribution, text)))

    def fold_into(self, parent: Frame) -> None:
        """Become one Quote for each run of paragraphs, with the other blocks between them."""
        run: list[str] = []
        result: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                run.append(block.html)
                continue
            if run:
                result.append(Quote("<br>".join(run), ""))
                run = []
            result.append(block)
        if run or self.attribution:
            result.append(Quote("<br>".join(run), self.attribution))
        parent.blocks.extend(result)


@dataclass(slots=True, eq=False)
class ListFrame(Frame):
    """ul or ol; text that stands in it outside an item becomes an item."""

    ordered: bool = False
    items: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def absorb(self, blocks: list[Block]) -> None:
        """Make one item of consecutive text blocks; keep what no item can hold for later."""
        run: list[str] = []
        for block in blocks:
            if isinstance(block, ListBlock):
                self._add(run)
                run = []
                self.items.extend(block.items)
            elif html := _inline(block):
                run.append(html)
            else:
                self.after.append(block)
        self._add(run)

    def take_loose(self) -> None:
        """Make items of text that stands between items."""
        self.absorb(self.blocks)
        self.blocks = []

    def _add(self, run: list[str]) -> None:
        if run:
            self.items.append("<br>".join(run))

    def fold_into(self, parent: Frame) -> None:
        """Become a ListBlock, followed by the pictures and tables that stood in the items."""
        self.take_loose()
        if self.items:
            parent.blocks.append(ListBlock(tuple(self.items), self.ordered))
        parent.blocks.extend(self.after)


@dataclass(slots=True, eq=False)
class ItemFrame(Frame):
    """li; outside a list it is plain text."""

    def fold_into(self, parent: Frame) -> None:
        """Become an item of the list around."""
        if isinstance(parent, ListFrame):
            parent.take_loose()
            parent.absorb(self.blocks)
        else:
            parent.blocks.extend(self.blocks)


@dataclass(slots=True, eq=False)
class CellFrame(Frame):
    """td or th."""

    is_header: bool = False
    span: int = 1

    def fold_into(self, parent: Frame) -> None:
        """Become a cell of the row around; a row is opened where the sender forgot it."""
        if isinstance(parent, TableFrame):
            parent.rows.append(RowFrame())
            parent = parent.rows[-1]
        if isinstance(parent, RowFrame):
            parent.cells.append(self)
        else:
            parent.blocks.extend(self.blocks)


@dataclass(slots=True, eq=False)
class RowFrame(Frame):
    """tr."""

    cells: list[CellFrame] = field(default_factory=list)

    def fold_into(self, parent: Frame) -> None:
        """Become a row of the table around."""
        parent.blocks.extend(self.blocks)
        if isinstance(parent, TableFrame):
            parent.rows.append(self)
        else:
            for cell in self.cells:
                parent.blocks.extend(cell.blocks)

    def texts(self) -> tuple[str, ...]:
        """Return the cells as inline HTML; a cell that spans columns is followed by blanks."""
        result: list[str] = []
        for cell in self.cells:
            result.append("<br>".join(filter(None, map(_inline, cell.blocks))))
            result.extend([""] * (min(cell.span, _WIDEST_SPAN) - 1))
        return tuple(result)


@dataclass(slots=True, eq=False)
class TableFrame(Frame):
    """A table of data, or one that lays out a page."""

    rows: list[RowFrame] = field(default_factory=list)
    caption: str = ""

    def add_caption(self, text: str, *, is_credit: bool) -> None:
        """Take the table's caption."""
        del is_credit
        self.caption = " ".join(filter(None, (self.caption, text)))

    def fold_into(self, parent: Frame) -> None:
        """Become a Table; a layout table becomes what its cells hold, in order."""
        parent.blocks.extend(self.blocks)
        held = [block for row in self.rows for cell in row.cells for block in cell.blocks]
        if self._is_layout():
            if self.caption:
                parent.blocks.append(Paragraph(escape(self.caption)))
            parent.blocks.extend(held)
            return
        rows = tuple(texts for row in self.rows if any(texts := row.texts()))
        if rows:
            first = next(row for row in self.rows if any(row.texts()))
            has_header = all(cell.is_header for cell in first.cells)
            parent.blocks.append(Table(rows, has_header, self.caption))
        parent.blocks.extend(block for block in held if not _inline(block))

    def _is_layout(self) -> bool:
        cells = [cell for row in self.rows for cell in row.cells]
        return (
            max((len(row.cells) for row in self.rows), default=0) <= 1
            or any(len(cell.blocks) >= _LAYOUT_PARAGRAPHS for cell in cells)
            or any(isinstance(b, Table | Heading | EmbedLink) for c in cells for b in c.blocks)
            or (
                len(self.rows) <= 2
                and any(isinstance(b, PictureBlock) for c in cells for b in c.blocks)
            )
        )


def _inline(block: Block) -> str:
    """Return a block of text as inline HTML; '' for blocks that are not text alone."""
    match block:
        case Paragraph(html=html):
            return html
        case Heading(text=text):
            return escape(text)
        case Quote(html=html, attribution=attribution):
            return "<br>".join(filter(None, (html, escape(attribution))))
        case ListBlock(items=items):
            return "<br>".join(items)
        case _:
            return ""
