"""From a dispatch to the fields and blocks of a story. Reads topics; writes pictures that came."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from masthead.kernel import blocks
from masthead.kernel.clock import now
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import collapse, plain, shorten
from masthead.kernel.urls import safe_link
from masthead.stories.models import Picture, Story, Topic
from masthead.stories.rules import PictureUse, decide_picture_use
from masthead.stories.services.pictures import add_picture
from masthead.wire.dispatch import Dispatch, WirePicture

# IPTC urgency 5 is routine; 9 ("user-defined") is none that a newsroom sorts by.
ROUTINE, LOWEST = 5, 8

_check_web_address = URLValidator(schemes=["http", "https"])

# The bytes of the pictures that came along, by their href as the item names it.
Files = Mapping[str, bytes]


@dataclass
class Draft:
    """What a story is made from, and what had to stay behind, in words for an editor."""

    fields: dict[str, Any]
    bylines: list[str]
    topics: list[Topic]
    left_out: list[str] = field(default_factory=list)


def draft_from(
    dispatch: Dispatch, *, edition_language: str, files: Files, is_strict: bool
) -> Draft:
    """The fields of a story for ``dispatch``.

    With ``is_strict`` (it is published at once) a picture without alt text or credit stays
    behind; otherwise it comes along, and the rules of publishing ask the editor for the words.
    """
    draft = Draft(
        fields=_text_fields(dispatch, edition_language=edition_language),
        bylines=[shorten(name, 150) for name in dispatch.byline if collapse(name)],
        topics=_topics(dispatch),
    )
    draft.fields["body"] = [
        entry
        for block in dispatch.body
        for entry in _stream(block, draft, files=files, is_strict=is_strict)
    ]
    for picture in dispatch.pictures:
        use = _picture_use(picture, draft, files=files, is_strict=is_strict)
        if use is None:
            continue
        if "lead_picture" not in draft.fields:
            draft.fields |= {
                "lead_picture": use["picture"],
                "lead_alt": use["alt"],
                "lead_caption": use["caption"],
                "lead_credit": use["credit"],
            }
        else:
            draft.fields["body"].append(
                {"type": "picture", "value": use | {"picture": use["picture"].pk}}
            )
    return draft


def _text_fields(dispatch: Dispatch, *, edition_language: str) -> dict[str, Any]:
    language = normalise_language(dispatch.language)
    is_own = language.split("-")[0] == edition_language.split("-")[0]
    if len(language) > _length("language"):
        # All variants and extensions gone, it still says how to read the text.
        language = language.split("-")[0]
    urgency = dispatch.urgency or ROUTINE
    return {
        "headline": shorten(dispatch.headline, _length("headline")),
        "dek": shorten(dispatch.dek, _length("dek")),
        "agency": shorten(dispatch.agency, _length("agency")),
        "credit": shorten(dispatch.credit, _length("credit")),
        "dateline": shorten(dispatch.dateline, _length("dateline")),
        "place": shorten(dispatch.place or dispatch.city, _length("place")),
        "language": "" if is_own else language,
        "urgency": urgency if 1 <= urgency <= LOWEST else ROUTINE,
        "rights": shorten(dispatch.copyright, _length("rights")),
        "usage_terms": dispatch.usage_terms.strip(),
        "original_url": _web_address(dispatch.link, longest=_length("original_url")),
    }


def _web_address(text: str, *, longest: int) -> str:
    """``text`` when the fields for addresses take it, else nothing."""
    link = safe_link(text) or ""
    try:
        _check_web_address(link)
    except ValidationError:
        return ""
    return link if len(link) <= longest else ""


def _length(name: str) -> int:
    length = Story._meta.get_field(name).max_length
    return int(length) if length else 10_000


def _topics(dispatch: Dispatch) -> list[Topic]:
    """Topics of ours that the item names, by IPTC code or by name."""
    # Whatever the scheme is called: NewsML-G2 lets each sender choose an alias for it.
    codes = {subject.code.rpartition(":")[2] for subject in dispatch.subjects} - {""}
    names = {collapse(subject.name).casefold() for subject in dispatch.subjects}
    names |= {collapse(keyword).casefold() for keyword in dispatch.keywords}
    if not codes and not names:
        return []
    # Compared here: SQLite lowers no letter beyond ASCII, and a newsroom has some hundred topics.
    return [
        topic
        for topic in Topic.objects.all()
        if topic.media_topic.rpartition(":")[2] in codes or topic.name.casefold() in names
    ]


def _stream(
    block: blocks.Block, draft: Draft, *, files: Files, is_strict: bool
) -> Iterator[dict[str, Any]]:
    """``block`` as a StreamField keeps it."""
    match block:
        case blocks.Paragraph(html=text):
            yield {"type": "paragraph", "value": f"<p>{text}</p>"}
        case blocks.Heading(text=text):
            if collapse(text):
                yield {"type": "heading", "value": shorten(text, 200)}
        case blocks.ListBlock(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            rows = "".join(f"<li>{item}</li>" for item in items)
            yield {"type": "list", "value": f"<{tag}>{rows}</{tag}>"}
        case blocks.Quote(html=text, attribution=speaker):
            if words := plain(text):
                value = {"text": words, "attribution": shorten(speaker, 150)}
                yield {"type": "quote", "value": value}
        case blocks.Table():
            yield {"type": "table", "value": _table(block)}
        case blocks.EmbedLink(url=url, title=title):
            value = {"title": shorten(title or url, 300), "site": "", "description": ""}
            if address := _web_address(url, longest=2000):
                yield {"type": "embed", "value": value | {"url": address}}
            else:
                draft.left_out.append(f"{shorten(url, 60)}: an address that no link can have")
        case blocks.PictureBlock():
            picture = WirePicture(
                renditions=(), caption=block.caption, credit=block.credit, alt=block.alt
            )
            use = _use_of(picture, block.href, draft, files=files, is_strict=is_strict)
            if use is not None:
                yield {"type": "picture", "value": use | {"picture": use["picture"].pk}}


def _table(table: blocks.Table) -> dict[str, Any]:
    width = max((len(row) for row in table.rows), default=0)
    header = table.rows[0] if table.has_header and table.rows else ()
    rows = table.rows[1:] if header else table.rows
    return {
        "columns": [
            {"type": "text", "heading": plain(header[place]) if place < len(header) else ""}
            for place in range(width)
        ],
        "rows": [
            {"values": [f"<p>{cell}</p>" for cell in (*row, *[""] * (width - len(row)))]}
            for row in rows
        ],
        "caption": table.caption,
    }


def _picture_use(
    picture: WirePicture, draft: Draft, *, files: Files, is_strict: bool
) -> dict[str, Any] | None:
    """The widest file of a wire picture that came along, as a use in a story."""
    renditions = sorted(picture.renditions, key=lambda file: file.width or 0, reverse=True)
    href = next((file.href for file in renditions if file.href in files), None)
    if href is None:
        href = renditions[0].href if renditions else ""
    return _use_of(picture, href, draft, files=files, is_strict=is_strict)


def _use_of(
    picture: WirePicture, href: str, draft: Draft, *, files: Files, is_strict: bool
) -> dict[str, Any] | None:
    name = picture.headline or shorten(picture.caption, 60) or href or "a picture"
    data = files.get(href)
    if data is None:
        draft.left_out.append(f"{name}: its file did not come with the item")
        return None
    use = PictureUse(
        where="picture",
        alt=collapse(picture.alt),
        caption=collapse(picture.caption),
        credit=collapse(picture.credit or picture.copyright),
    )
    if is_strict and (gates := decide_picture_use(use, at=now())):
        draft.left_out.append(f"{name}: {' '.join(gate.message for gate in gates)}")
        return None
    kept = _keep(data, name=name, use=use, usage_terms=picture.usage_terms)
    if isinstance(kept, str):
        draft.left_out.append(f"{name}: {kept}")
        return None
    return {
        "picture": kept,
        "alt": shorten(use.alt, 500),
        "caption": use.caption,
        "credit": shorten(use.credit, 200),
    }


def _keep(data: bytes, *, name: str, use: PictureUse, usage_terms: str) -> Picture | str:
    """The picture, or why its bytes are not one."""
    try:
        picture = add_picture(
            data=data,
            file_name="wire.jpg",
            title=shorten(html.unescape(name), 200),
            description=use.alt,
            caption=use.caption,
            credit=shorten(use.credit, 200),
            usage_terms=usage_terms,
        )
    except ValidationError as error:
        return " ".join(error.messages)
    return picture
