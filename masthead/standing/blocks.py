"""The blocks of a standing page: those of a story that make sense without one."""

from __future__ import annotations

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from masthead.stories.blocks import INLINE, FactBoxBlock, PictureUseBlock


class StandingBodyBlock(blocks.StreamBlock):
    """The body of a standing page; `stories.snapshot.stream_entries` reads it."""

    paragraph = blocks.RichTextBlock(features=INLINE, icon="pilcrow", label="Text")
    heading = blocks.CharBlock(max_length=200, icon="h2", label="Heading")
    list = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"], icon="list-ul", label="List")
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(features=["bold", "italic", "link"], label="Text"))],
        label="Table",
        icon="table",
    )
    picture = PictureUseBlock()
    fact_box = FactBoxBlock()
