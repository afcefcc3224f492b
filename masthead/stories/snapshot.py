"""A story's text frozen for publication: what a `Version` keeps and a page is drawn from.

A snapshot is JSON with plain keys, so that it can be read in ten years without Wagtail. Rich text
is cleaned once, here; pages print it as it stands. Pictures and recordings are named by number:
what may no longer be shown is decided when a page is drawn.

Blocks of the body, by ``type``: ``paragraph`` (html), ``heading`` (text), ``quote`` (text,
attribution), ``list`` (items, ordered), ``table`` (caption, header, rows of html), ``picture``
(picture, alt, caption, credit), ``gallery`` (title, pictures), ``recording`` (recording),
``fact_box`` (title, blocks), ``related`` (story or url, title, with_thumbnail), ``embed`` (url,
title, site, description).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from masthead.kernel.blocks import Block, Heading, ListBlock, Paragraph, blocks_from_html
from masthead.kernel.characters import without_forbidden
from masthead.kernel.html import clean_inline
from masthead.kernel.text import plain, slugify
from masthead.kernel.urls import safe_link
from masthead.stories.rules import PictureUse

if TYPE_CHECKING:
    from masthead.stories.models import Story

# Raised when the meaning of a key changes; readers of old versions switch on it.
SCHEMA = 1

Json = dict[str, Any]


def take_snapshot(story: Story) -> Json:
    """The story's words as readers would get them now. Reads bylines, topics and pictures."""
    # Only when there is one: every text of before would otherwise count as changed.
    sponsor = {"sponsor": words} if (words := _words(story.sponsor)) else {}
    return sponsor | {
        "schema": SCHEMA,
        "headline": _words(story.headline),
        "short_headline": _words(story.short_headline),
        "dek": _words(story.dek),
        "kicker": _words(story.kicker),
        "kind": story.kind,
        "language": story.language,
        "urgency": story.urgency,
        "slug": story.slug or slugify(story.headline) or "story",
        "bylines": [
            {"author": byline.author_id, "name": str(byline)} for byline in story.bylines.all()
        ],
        "topics": [topic.pk for topic in story.topics.all()],
        "agency": _words(story.agency),
        "credit": _words(story.credit),
        "dateline": _words(story.dateline),
        "place": _words(story.place),
        "rights": _words(story.rights),
        "usage_terms": _words(story.usage_terms),
        "original_url": safe_link(story.original_url) or "" if story.original_url else "",
        "is_noindex": story.is_noindex,
        "translation_group": str(story.translation_group),
        "lead_picture": _lead(story),
        "body": body_entries(story),
    }


def body_entries(story: Story) -> list[Json]:
    """The body of ``story`` as readers would get it: blocks without content are left out."""
    return stream_entries(story.body)


def stream_entries(body: Any) -> list[Json]:
    """A stream of blocks as readers would get it, rich text cleaned."""
    return [entry for child in body for entry in _entries(child)]


def digest(snapshot: Json) -> str:
    """SHA-256 of a snapshot, equal for equal words."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def body_text(snapshot: Json) -> str:
    """The body as plain text, a paragraph a line: for differences, search and counting."""
    return "\n".join(paragraph for entry in snapshot["body"] for paragraph in _texts(entry))


def body_paragraphs(snapshot: Json) -> list[str]:
    """The body as plain paragraphs, headings and captions among them, in order."""
    return [text for entry in snapshot["body"] for text in _texts(entry) if text]


def picture_numbers(snapshot: Json) -> list[int]:
    """Every picture the snapshot uses, the lead first."""
    lead = snapshot["lead_picture"]
    return [*([lead["picture"]] if lead else []), *body_pictures(snapshot["body"])]


def body_pictures(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """Every picture that the entries of a body use, in order."""
    numbers: list[int] = []
    for entry in body:
        if entry["type"] == "picture":
            numbers.append(entry["picture"])
        elif entry["type"] == "gallery":
            numbers += [use["picture"] for use in entry["pictures"]]
    return numbers


def without_pictures(snapshot: Json, gone: Collection[int]) -> Json:
    """The snapshot without these pictures and what it says of them."""
    lead, body = snapshot["lead_picture"], []
    for entry in snapshot["body"]:
        if entry["type"] == "gallery":
            kept = [use for use in entry["pictures"] if use["picture"] not in gone]
            entry = entry | {"pictures": kept}
        if entry["type"] != "picture" or entry["picture"] not in gone:
            body.append(entry)
    is_lead_gone = lead is not None and lead["picture"] in gone
    return snapshot | {"lead_picture": None if is_lead_gone else lead, "body": body}


def picture_uses(story: Story) -> tuple[PictureUse, ...]:
    """Every use of a picture in the story as it stands, for the rules of publishing."""
    uses = []
    if story.lead_picture:
        uses.append(
            PictureUse(
                where="lead picture",
                alt=story.lead_alt,
                caption=story.lead_caption,
                credit=story.lead_credit,
                rights_end_at=story.lead_picture.rights_end_at,
                taken_down=story.lead_picture.taken_down_reason,
            )
        )
    values = []
    for child in story.body:
        if child.block_type == "picture":
            values.append(child.value)
        elif child.block_type == "gallery":
            values += list(child.value["pictures"])
    for number, value in enumerate(values, start=1):
        uses.append(
            PictureUse(
                where=f"picture {number} in the text",
                alt=value["alt"] or "",
                caption=value["caption"] or "",
                credit=value["credit"] or "",
                rights_end_at=value["picture"].rights_end_at if value["picture"] else None,
                taken_down=value["picture"].taken_down_reason if value["picture"] else "",
            )
        )
    return tuple(uses)


def _words(value: str | None) -> str:
    """A plain text as readers get it; a body that was not typed into the form may lack it."""
    return without_forbidden(value or "", instead=" ").strip()


def _lead(story: Story) -> Json | None:
    if story.lead_picture_id is None:
        return None
    return {
        "picture": story.lead_picture_id,
        "alt": _words(story.lead_alt),
        "caption": _words(story.lead_caption),
        "credit": _words(story.lead_credit),
    }


def _entries(child: Any) -> Iterator[Json]:
    """The snapshot's entries for one block of the body; an empty block leaves none."""
    yield from _WRITERS[child.block_type](child.value)


def _rich(value: Any) -> Iterator[Json]:
    for block in blocks_from_html(value.source):
        entry = _rich_entry(block)
        if entry:
            yield entry


def _rich_entry(block: Block) -> Json | None:
    match block:
        case Paragraph(html=html):
            return {"type": "paragraph", "html": html}
        case Heading(text=text):
            return {"type": "heading", "text": text}
        case ListBlock(items=items, ordered=ordered):
            return {"type": "list", "items": list(items), "ordered": ordered}
        case _:
            # The editor of these fields offers no other kind.
            return None


def _heading(value: str | None) -> Iterator[Json]:
    if text := _words(value):
        yield {"type": "heading", "text": text}


def _quote(value: Any) -> Iterator[Json]:
    if text := _words(value["text"]):
        yield {"type": "quote", "text": text, "attribution": _words(value["attribution"])}


def _table(value: Any) -> Iterator[Json]:
    rows = [[_cell(bound.value) for bound in row] for row in value.rows]
    if rows:
        header = [plain(column["heading"] or "") for column in value.columns]
        yield {
            "type": "table",
            "caption": _words(value.caption),
            "header": header if any(header) else [],
            "rows": rows,
        }


def _cell(value: Any) -> str:
    texts = [block.html for block in blocks_from_html(value.source) if isinstance(block, Paragraph)]
    return clean_inline("<br>".join(texts))


def _use(value: Any) -> Json:
    return {
        "picture": value["picture"].pk,
        "alt": _words(value["alt"]),
        "caption": _words(value["caption"]),
        "credit": _words(value["credit"]),
    }


def _picture(value: Any) -> Iterator[Json]:
    if value["picture"]:
        yield {"type": "picture", **_use(value)}


def _gallery(value: Any) -> Iterator[Json]:
    uses = [_use(use) for use in value["pictures"] if use["picture"]]
    if uses:
        yield {"type": "gallery", "title": _words(value["title"]), "pictures": uses}


def _recording(value: Any) -> Iterator[Json]:
    if value:
        yield {"type": "recording", "recording": value.pk}


def _fact_box(value: Any) -> Iterator[Json]:
    title, blocks = _words(value["title"]), list(_rich(value["text"]))
    if title or blocks:
        yield {"type": "fact_box", "title": title, "blocks": blocks}


def _related(value: Any) -> Iterator[Json]:
    url = safe_link(value["url"]) if value["url"] else None
    if value["story"] or url:
        yield {
            "type": "related",
            "story": value["story"].pk if value["story"] else None,
            "url": url or "",
            "title": _words(value["title"]),
            "with_thumbnail": bool(value["with_thumbnail"]),
        }


def _embed(value: Any) -> Iterator[Json]:
    if url := safe_link(value["url"]):
        yield {
            "type": "embed",
            "url": url,
            "title": _words(value["title"]),
            "site": _words(value["site"]),
            "description": _words(value["description"]),
        }


_WRITERS: dict[str, Callable[[Any], Iterator[Json]]] = {
    "paragraph": _rich,
    "heading": _heading,
    "quote": _quote,
    "list": _rich,
    "table": _table,
    "picture": _picture,
    "gallery": _gallery,
    "recording": _recording,
    "fact_box": _fact_box,
    "related": _related,
    "embed": _embed,
}


def _texts(entry: Json) -> list[str]:
    """What an entry says, as plain lines."""
    match entry["type"]:
        case "paragraph":
            return [plain(entry["html"])]
        case "heading" | "quote":
            return [entry["text"]]
        case "list":
            return [plain(item) for item in entry["items"]]
        case "table":
            lines = [" · ".join(plain(cell) for cell in row) for row in entry["rows"]]
            texts = (entry["caption"], " · ".join(entry["header"]), *lines)
            return [text for text in texts if text]
        case "picture":
            return [entry["caption"]] if entry["caption"] else []
        case "gallery":
            return [use["caption"] for use in entry["pictures"] if use["caption"]]
        case "fact_box":
            return [entry["title"], *(line for block in entry["blocks"] for line in _texts(block))]
        case "related" | "embed":
            return [entry["title"]] if entry["title"] else []
        case _:
            return []
