"""A story's body as a sequence of clean blocks, as JSON and as words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from masthead.kernel.block_reader import read_blocks
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
from masthead.kernel.text import collapse, plain

__all__ = [
    "Block",
    "EmbedLink",
    "Heading",
    "ListBlock",
    "Paragraph",
    "PictureBlock",
    "Quote",
    "Table",
    "block_text",
    "blocks_from_html",
    "blocks_text",
    "from_json",
    "to_json",
]

_TYPES: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "list": ListBlock,
    "quote": Quote,
    "table": Table,
    "picture": PictureBlock,
    "embed": EmbedLink,
}
_NAMES = {block_type: name for name, block_type in _TYPES.items()}


def to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return blocks as JSON values: the fields of each, and its name under "type"."""
    return [{"type": _NAMES[type(block)], **asdict(block)} for block in blocks]


def from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Return the blocks that `to_json` wrote.

    Raises ValueError for an unknown type, and for fields missing or unknown.
    """
    return tuple(_block_from_json(value) for value in values)


def _block_from_json(value: Mapping[str, Any]) -> Block:
    block_type = _TYPES.get(str(value.get("type")))
    if block_type is None:
        raise ValueError(f"no block is of type {value.get('type')!r}")
    given = {name: _tuples(field) for name, field in value.items() if name != "type"}
    expected = {field.name for field in fields(block_type)}
    if given.keys() != expected:
        wrong = ", ".join(sorted(given.keys() ^ expected))
        raise ValueError(f"fields missing or unknown in a {value['type']} block: {wrong}")
    return block_type(**given)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value


def blocks_text(blocks: Sequence[Block]) -> str:
    """Return the words of a body as plain text, a blank line between blocks.

    Captions and credits belong to pictures, not to the text: pictures and embeds are left out.
    """
    texts = (block_text(block) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def block_text(block: Block) -> str:
    """Return the words of one block; '' for a picture or an embed."""
    match block:
        case Paragraph(html=html):
            return plain(html)
        case Heading(text=text):
            return collapse(text)
        case ListBlock(items=items):
            return "\n".join(plain(item) for item in items)
        case Quote(html=html, attribution=attribution):
            return "\n".join(text for text in (plain(html), attribution) if text)
        case Table(rows=rows, caption=caption):
            lines = [" ".join(plain(cell) for cell in row).strip() for row in rows]
            return "\n".join(text for text in (caption, *lines) if text)
        case _:
            return ""


def blocks_from_html(html: str, *, base: str = "") -> tuple[Block, ...]:
    """Turn any HTML fragment into clean blocks in order; nothing of the text is lost.

    Takes content:encoded, XHTML bodies and malformed soup: text directly in the body, nested
    divs and paragraphs made of double line breaks come out as paragraphs, layout tables as what
    they hold. Scripts and styles vanish; frames and players leave an EmbedLink. Relative
    addresses are resolved against `base`; a picture without a safe address is dropped.
    Deep or huge input neither recurses nor raises.
    """
    return read_blocks(html, base=base)
