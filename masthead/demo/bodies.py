"""The demo's blocks as a story's body keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from masthead.demo.content import shapes
from masthead.stories.models import Picture, Recording, Story

Json = dict[str, Any]


def stream_of(
    block: shapes.Block,
    *,
    pictures: Mapping[str, Picture],
    recordings: Mapping[str, Recording],
    stories: Mapping[str, Story],
) -> Json:
    """One block as a StreamField keeps it; the mappings are by the demo's keys."""
    match block:
        case shapes.Paragraph(html=html):
            return {"type": "paragraph", "value": f"<p>{html}</p>"}
        case shapes.Heading(text=text):
            return {"type": "heading", "value": text}
        case shapes.PullQuote(text=text, attribution=attribution):
            return {"type": "quote", "value": {"text": text, "attribution": attribution}}
        case shapes.Bullets(items=items, is_ordered=is_ordered):
            tag = "ol" if is_ordered else "ul"
            rows = "".join(f"<li>{item}</li>" for item in items)
            return {"type": "list", "value": f"<{tag}>{rows}</{tag}>"}
        case shapes.TableData():
            return {"type": "table", "value": _table(block)}
        case shapes.Photo():
            return {"type": "picture", "value": _use(block, pictures)}
        case shapes.Gallery(photos=photos):
            uses = [_use(photo, pictures) for photo in photos]
            return {"type": "gallery", "value": {"title": "", "pictures": uses}}
        case shapes.FactBox(title=title, paragraphs=paragraphs):
            text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            return {"type": "fact_box", "value": {"title": title, "text": text}}
        case shapes.Related(story=key, with_thumbnail=with_thumbnail):
            value = {"story": stories[key].pk, "url": "", "title": ""}
            return {"type": "related", "value": value | {"with_thumbnail": with_thumbnail}}
        case shapes.Embed(url=url, title=title, site=site, description=description):
            return {
                "type": "embed",
                "value": {"url": url, "title": title, "site": site, "description": description},
            }
        case shapes.AudioClip(sound=sound):
            return {"type": "recording", "value": recordings[sound].pk}


def _use(photo: shapes.Photo, pictures: Mapping[str, Picture]) -> Json:
    return {
        "picture": pictures[photo.picture].pk,
        "alt": photo.alt,
        "caption": photo.caption,
        "credit": photo.credit,
    }


def _table(table: shapes.TableData) -> Json:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in table.header],
        "rows": [{"values": [f"<p>{cell}</p>" for cell in row]} for row in table.rows],
        "caption": table.caption,
    }
