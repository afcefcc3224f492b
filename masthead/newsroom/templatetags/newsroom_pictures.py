"""What the screens of a picture show beside Wagtail's form."""

from __future__ import annotations

from typing import Any

from django import template

from masthead.stories.models import Picture, Rendition
from masthead.stories.picture_uses import PictureUses, uses_of
from masthead.stories.renditions import current_renditions
from masthead.stories.services.takedown import PERMISSION

register = template.Library()

# Wide enough to choose a focal point by; the smallest is there for a picture of any width.
_PREVIEW = 800


@register.simple_tag
def picture_uses(picture: Picture) -> PictureUses:
    """Where a picture is used."""
    return uses_of(picture)


@register.simple_tag
def picture_preview(picture: Picture) -> Rendition | None:
    """The largest size up to a column's width that the worker has made; None while there is none.

    No screen makes one: a picture of a hundred megapixels takes seconds and half a gigabyte.
    """
    made = [
        rendition
        for size, rendition in current_renditions(picture, picture.renditions.all())
        if size.shape == "whole" and size.format == "jpeg" and size.width <= _PREVIEW
    ]
    return max(made, key=lambda rendition: rendition.width, default=None)


@register.simple_tag(takes_context=True)
def may_take_down(context: dict[str, Any]) -> bool:
    """Whether the person who reads the page may take pictures down."""
    return bool(context["request"].user.has_perm(PERMISSION))
