"""What a revision names and the database no longer has."""

from __future__ import annotations

from typing import Any

from masthead.stories.models.media import Picture
from masthead.stories.models.people import Author


def without_deleted(content: dict[str, Any]) -> dict[str, Any]:
    """A revision's content without pictures and authors that are gone; `content` stays as it is.

    Blocks of the body look after themselves. A byline that loses its author keeps its name if it
    has one, and goes otherwise.
    """
    picture = content.get("lead_picture")
    if picture and not Picture.objects.filter(pk=picture).exists():
        content = content | {"lead_picture": None}
    bylines = content.get("bylines") or []
    named = {byline["author"] for byline in bylines if byline.get("author")}
    gone = named - set(Author.objects.filter(pk__in=named).values_list("pk", flat=True))
    if gone:
        kept = [
            byline | {"author": None} if byline.get("author") in gone else byline
            for byline in bylines
            if byline.get("author") not in gone or byline.get("name")
        ]
        content = content | {"bylines": kept}
    return content
