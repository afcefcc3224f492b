"""The blocks of which a story's body is made, as editors fill them in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from masthead.stories.wording import ALT_HINT

INLINE = ["bold", "italic", "link", "superscript", "subscript"]


class PictureUseBlock(blocks.StructBlock):
    """A picture with the words for this use of it."""

    picture = ImageChooserBlock()
    alt = blocks.CharBlock(
        required=False,
        max_length=500,
        label="Alternative text",
        help_text=ALT_HINT,
    )
    caption = blocks.TextBlock(required=False, rows=2)
    credit = blocks.CharBlock(required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Picture"


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    title = blocks.CharBlock(required=False, max_length=150)
    pictures = blocks.ListBlock(PictureUseBlock(), min_num=2)

    class Meta:
        icon = "grip"
        label = "Gallery"


class PullQuoteBlock(blocks.StructBlock):
    """A sentence set large, and who said it."""

    text = blocks.TextBlock(rows=2)
    attribution = blocks.CharBlock(required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = "Pull quote"


class FactBoxBlock(blocks.StructBlock):
    """Background set apart from the story."""

    title = blocks.CharBlock(max_length=150)
    text = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"])

    class Meta:
        icon = "list-ul"
        label = "Fact box"


class RelatedBlock(blocks.StructBlock):
    """A link to another story, in its place in the text: one of ours, or an address."""

    story = SnippetChooserBlock("stories.Story", required=False)
    url = blocks.URLBlock(required=False, label="Or an address")
    title = blocks.CharBlock(
        required=False, max_length=300, help_text="For an address, or instead of the headline."
    )
    with_thumbnail = blocks.BooleanBlock(required=False, label="With a small picture")

    class Meta:
        icon = "link"
        label = "Related link"

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads nowhere, to two places, or has no words."""
        cleaned = super().clean(value)
        if bool(cleaned["story"]) == bool(cleaned["url"]):
            error = ValidationError("Choose a story or give an address, one of the two.")
            raise StructBlockValidationError({"story": error})
        if cleaned["url"] and not cleaned["title"]:
            raise StructBlockValidationError(
                {"title": ValidationError("Say in words where this address leads.")}
            )
        return cleaned


class EmbedBlock(blocks.StructBlock):
    """Something elsewhere, as a card with a link: nothing of it loads in our page."""

    url = blocks.URLBlock(label="Address")
    title = blocks.CharBlock(max_length=300)
    site = blocks.CharBlock(required=False, max_length=100, label="Name of the site")
    description = blocks.TextBlock(required=False, rows=2)

    class Meta:
        icon = "site"
        label = "Card for something elsewhere"


class StoryBodyBlock(blocks.StreamBlock):
    """The body of a story."""

    paragraph = blocks.RichTextBlock(features=INLINE, icon="pilcrow", label="Text")
    heading = blocks.CharBlock(max_length=200, icon="h2", label="Heading")
    quote = PullQuoteBlock()
    list = blocks.RichTextBlock(features=[*INLINE, "ul", "ol"], icon="list-ul", label="List")
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(features=["bold", "italic", "link"], label="Text"))],
        label="Table",
        icon="table",
    )
    picture = PictureUseBlock()
    gallery = GalleryBlock()
    recording = SnippetChooserBlock("stories.Recording", label="Audio or video", icon="media")
    fact_box = FactBoxBlock()
    related = RelatedBlock()
    embed = EmbedBlock()
