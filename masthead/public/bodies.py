"""A story's body for the templates: the entries of a snapshot, with what they point to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from masthead.public import blockviews
from masthead.public.blockviews import BlockView
from masthead.public.mediatypes import media_type_of
from masthead.public.pictures import picture_view
from masthead.public.pictureviews import PictureView
from masthead.stories.addresses import story_path
from masthead.stories.models import Picture, Placement, Recording
from masthead.syndication.labels import kind_label

Json = dict[str, Any]

# What a native player reserves when the film's own shape is not known: 16 to 9.
_VIDEO_SHAPE = (1280, 720)


@dataclass(frozen=True)
class Linked:
    """What a body points to, read in advance: what is not here is not shown."""

    pictures: dict[int, Picture]
    recordings: dict[int, Recording]
    stories: dict[int, Placement]
    # When the words were published; None for a preview.
    said_at: datetime | None = None


def linked_numbers(body: list[Json], kind: str) -> list[int]:
    """The numbers of the recordings (``recording``) or stories (``related``) a body points to."""
    key = {"recording": "recording", "related": "story"}[kind]
    return [entry[key] for entry in body if entry["type"] == kind and entry[key]]


def body_views(body: list[Json], *, linked: Linked) -> tuple[BlockView, ...]:
    """The blocks of a body in order; one that has nothing to show (any more) is left out.

    Paragraphs that follow each other are one block: a template drawn for each would cost more than
    all the rest of the text.
    """
    views: list[BlockView | None] = []
    for kind, entries in groupby(body, key=itemgetter("type")):
        if kind == "paragraph":
            views.append(_paragraphs(entries))
        else:
            views += [_VIEWS[kind](entry, linked) for entry in entries]
    return tuple(view for view in views if view is not None)


def _clean(html: str) -> SafeString:
    """HTML that a snapshot keeps: it went through the one cleaner when it was taken."""
    return mark_safe(html)


def _paragraphs(entries: Iterable[Json]) -> BlockView:
    html = "\n".join(f"<p>{entry['html']}</p>" for entry in entries)
    return blockviews.ParagraphBlock(html=_clean(html))


def _heading(entry: Json, linked: Linked) -> BlockView | None:
    return blockviews.HeadingBlock(text=entry["text"])


def _quote(entry: Json, linked: Linked) -> BlockView | None:
    return blockviews.QuoteBlock(text=entry["text"].strip('“”"„»«'), speaker=entry["attribution"])


def _list(entry: Json, linked: Linked) -> BlockView | None:
    items = tuple(_clean(item) for item in entry["items"])
    return blockviews.ListBlock(items=items, is_ordered=entry["ordered"])


def _table(entry: Json, linked: Linked) -> BlockView | None:
    return blockviews.TableBlock(
        rows=tuple(tuple(_clean(cell) for cell in row) for row in entry["rows"]),
        header=tuple(entry["header"]),
        caption=entry["caption"],
    )


def use_view(use: Json, linked: Linked) -> PictureView | None:
    """A picture as one use of it says, or None when it may not be shown any more."""
    picture = linked.pictures.get(use["picture"])
    if picture is None:
        return None
    return picture_view(
        picture,
        shape="whole",
        alt=use["alt"],
        caption=use["caption"],
        credit=use["credit"],
        said_at=linked.said_at,
    )


def _picture(entry: Json, linked: Linked) -> BlockView | None:
    view = use_view(entry, linked)
    return blockviews.PictureBlock(picture=view) if view else None


def _gallery(entry: Json, linked: Linked) -> BlockView | None:
    views = tuple(view for use in entry["pictures"] if (view := use_view(use, linked)))
    return blockviews.GalleryBlock(title=entry["title"], pictures=views) if views else None


def _recording(entry: Json, linked: Linked) -> BlockView | None:
    recording = linked.recordings.get(entry["recording"])
    if recording is None:
        return None
    name = recording.file.name or ""
    media_type = media_type_of(name)
    transcript = _transcript(recording.transcript)
    if recording.kind == Recording.Kind.AUDIO:
        return blockviews.AudioBlock(
            title=recording.title,
            src=_file(name),
            media_type=media_type,
            duration_seconds=recording.seconds or 0,
            size_bytes=recording.byte_count,
            credit=recording.credit,
            transcript=transcript,
        )
    poster = linked.pictures.get(recording.poster_id or 0)
    poster_view = picture_view(poster, shape="whole") if poster else None
    return blockviews.VideoBlock(
        title=recording.title,
        src=_file(name),
        media_type=media_type,
        width=poster_view.width if poster_view else _VIDEO_SHAPE[0],
        height=poster_view.height if poster_view else _VIDEO_SHAPE[1],
        poster_src=poster_view.src if poster_view else "",
        duration_seconds=recording.seconds or 0,
        size_bytes=recording.byte_count,
        credit=recording.credit,
        captions=(
            blockviews.CaptionTrack(
                src=_file(recording.captions.name or ""),
                language=recording.captions_language,
                label=_("Captions"),
            ),
        )
        if recording.captions
        else (),
        transcript=transcript,
    )


def _file(name: str) -> str:
    return f"{settings.MEDIA_URL}{name}"


def _transcript(text: str) -> SafeString | None:
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    if not paragraphs:
        return None
    return mark_safe("".join(f"<p>{escape(part)}</p>" for part in paragraphs))


def _fact_box(entry: Json, linked: Linked) -> BlockView | None:
    html = "".join(_fact_html(block) for block in entry["blocks"])
    return blockviews.FactBoxBlock(title=entry["title"], html=_clean(html))


def _fact_html(block: Json) -> str:
    if block["type"] == "list":
        tag = "ol" if block["ordered"] else "ul"
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in block['items'])}</{tag}>"
    if block["type"] == "heading":
        return f"<p><strong>{escape(block['text'])}</strong></p>"
    return f"<p>{block['html']}</p>"


def _related(entry: Json, linked: Linked) -> BlockView | None:
    if not entry["story"]:
        return blockviews.RelatedLinkBlock(headline=entry["title"], href=entry["url"])
    placement = linked.stories.get(entry["story"])
    version = placement.story.publication.version if placement else None
    if placement is None or version is None:
        # The other story was withdrawn or killed: a link to it would lead nowhere.
        return None
    thumbnail = linked.pictures.get(version.lead_picture_id or 0)
    return blockviews.RelatedLinkBlock(
        headline=entry["title"] or version.short_headline or version.headline,
        href=story_path(placement.story.publication),
        label=kind_label(version.kind, sponsor=version.sponsor),
        thumbnail=picture_view(thumbnail, shape="card")
        if thumbnail and entry["with_thumbnail"]
        else None,
    )


def _embed(entry: Json, linked: Linked) -> BlockView | None:
    return blockviews.EmbedBlock(
        href=entry["url"],
        provider=entry["site"],
        title=entry["title"],
        text=entry["description"],
    )


_VIEWS: dict[str, Callable[[Json, Linked], BlockView | None]] = {
    "heading": _heading,
    "quote": _quote,
    "list": _list,
    "table": _table,
    "picture": _picture,
    "gallery": _gallery,
    "recording": _recording,
    "fact_box": _fact_box,
    "related": _related,
    "embed": _embed,
}
