"""A story's body as HTML for feed readers: absolute addresses, pictures with their credit.

What has no place in a feed (recordings, links to stories of ours, which the page has) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.kernel.characters import without_forbidden
from masthead.kernel.html import clean_inline, escape
from masthead.kernel.urls import safe_link
from masthead.stories.models import Picture
from masthead.syndication.feedimages import feed_image

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a text comes from: the site's origin, when its words were published (UTC), and its
    pictures, of which those that may be shown are here.
    """

    origin: str
    said_at: datetime
    pictures: Mapping[int, Picture]


def body_html(body: Sequence[Json], source: Source) -> str:
    """The entries of a snapshot's body."""
    parts = [_WRITERS[entry["type"]](entry, source) for entry in body if entry["type"] in _WRITERS]
    return without_forbidden("\n".join(part for part in parts if part))


def _inline(html: str, source: Source) -> str:
    return clean_inline(html, base=f"{source.origin}/")


def _paragraph(entry: Json, source: Source) -> str:
    return f"<p>{_inline(entry['html'], source)}</p>"


def _heading(entry: Json, source: Source) -> str:
    return f"<h2>{escape(entry['text'])}</h2>"


def _quote(entry: Json, source: Source) -> str:
    said = f"<p>{escape(entry['attribution'])}</p>" if entry["attribution"] else ""
    return f"<blockquote><p>{escape(entry['text'])}</p>{said}</blockquote>"


def _list(entry: Json, source: Source) -> str:
    tag = "ol" if entry["ordered"] else "ul"
    items = "".join(f"<li>{_inline(item, source)}</li>" for item in entry["items"])
    return f"<{tag}>{items}</{tag}>"


def _table(entry: Json, source: Source) -> str:
    caption = f"<caption>{escape(entry['caption'])}</caption>" if entry["caption"] else ""
    names = "".join(f"<th>{escape(name)}</th>" for name in entry["header"])
    head = f"<thead><tr>{names}</tr></thead>" if names else ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell, source)}</td>" for cell in row) + "</tr>"
        for row in entry["rows"]
    )
    return f"<table>{caption}{head}<tbody>{rows}</tbody></table>"


def _picture(use: Json, source: Source) -> str:
    image = feed_image(
        source.pictures.get(use["picture"]), use, said_at=source.said_at, origin=source.origin
    )
    if image is None:
        return ""
    words = " ".join(escape(text) for text in (image.caption, image.credit) if text)
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return (
        f'<figure><img src="{_value(image.address)}" alt="{_value(image.alt)}" '
        f'width="{image.width}" height="{image.height}">{caption}</figure>'
    )


def _value(text: str) -> str:
    """A text as an attribute's value."""
    return escape(text).replace('"', "&quot;")


def _gallery(entry: Json, source: Source) -> str:
    return "".join(_picture(use, source) for use in entry["pictures"])


def _fact_box(entry: Json, source: Source) -> str:
    text = body_html(entry["blocks"], source)
    return f"<aside><h3>{escape(entry['title'])}</h3>{text}</aside>"


def _link(entry: Json, source: Source) -> str:
    address = safe_link(entry["url"]) if entry["url"] else None
    return f'<p><a href="{_value(address)}">{escape(entry["title"])}</a></p>' if address else ""


_WRITERS: dict[str, Callable[[Json, Source], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "list": _list,
    "table": _table,
    "picture": _picture,
    "gallery": _gallery,
    "fact_box": _fact_box,
    "related": _link,
    "embed": _link,
}
