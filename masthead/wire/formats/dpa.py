"""dpa digital wires, JSON (format "digitalwires@0.9" and later), one entry or a list of them."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import plain
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import (
    Aside,
    Dispatch,
    Link,
    Reading,
    Refused,
    Rendition,
    Status,
    Subject,
    WirePicture,
)
from masthead.wire.formats.elements import Remarks, embargo
from masthead.wire.formats.json_fields import (
    Object,
    json_or_refuse,
    number,
    objects,
    raw,
    text,
    texts,
)
from masthead.wire.formats.sniff import json_of

# categories/type, the part after "dnltype:", of what an entry is about; the others (wire, desk,
# rubric, creator…) say how dpa sorts and made it.
_SUBJECT_TYPES = frozenset({"dpasubject", "subject", "geosubject"})

_ANCHOR = re.compile(
    r"""<a\s[^>]{0,300}?href=["']([^"']{1,2000})["'][^>]{0,300}>(.{0,500}?)</a>""", re.S | re.I
)


class DpaDigitalWires:
    """Entries as dpa's digital wires API delivers them."""

    name = "dpa digital wires"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether this is JSON with entries of the digital wires."""
        del headers
        return any(_is_entry(entry) for entry in _entries(json_of(data)))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the entries with text and, aside, those that are pictures, audio or video alone.

        Raises Refused for broken JSON.
        """
        del headers
        remarks = Remarks()
        dispatches: list[Dispatch] = []
        asides: list[Aside] = []
        version = ""
        for number_, entry in enumerate(_entries(json_or_refuse(data)), 1):
            if not _is_entry(entry):
                remarks.add(f"entry[{number_}]", "an object that is no entry of the digital wires")
                continue
            version = version or text(entry, "format").partition("@")[2]
            dispatch = _dispatch(entry, f"entry[{number_}]", remarks)
            media = next((text(each, "type") for each in objects(entry, "associations")), "")
            if dispatch.body or not media:
                dispatches.append(dispatch)
            else:
                asides.append(Aside("picture" if media == "image" else media, dispatch))
        if not dispatches and not asides:
            raise Refused("digital wires of dpa without entries")
        return Reading(self.name, version, tuple(dispatches), tuple(remarks.list), tuple(asides))


def _entries(value: Any) -> Iterator[Object]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))
    elif isinstance(value, Mapping):
        # The API's queue answers with a list under "entries".
        yield from objects(value, "entries") if "entries" in value else [value]


def _is_entry(entry: Object) -> bool:
    return text(entry, "format").startswith("digitalwires") or {"urn", "article_html"} <= set(entry)


def _dispatch(entry: Object, where: str, remarks: Remarks) -> Dispatch:
    headline = text(entry, "headline")
    if not headline:
        remarks.add(f"{where}.headline", "the item has no headline")
    status, embargoed = embargo(
        text(entry, "embargoed"), _status(entry, where, remarks), f"{where}.embargoed", remarks
    )
    return Dispatch(
        guid=text(entry, "urn"),
        version=text(entry, "version"),
        status=status,
        headline=headline,
        dek=plain(raw(entry, "subhead", "teaser")),
        # "kicker" is the line above the headline; no field of the others is nearer to it.
        slugline=text(entry, "slugline"),
        byline=tuple(filter(None, [text(entry, "byline")])),
        dateline=text(entry, "dateline"),
        place=next(iter(texts(entry, "geosubject_names")), ""),
        published=remarks.moment(text(entry, "content_created"), f"{where}.content_created"),
        updated=remarks.moment(text(entry, "version_created"), f"{where}.version_created"),
        embargo_until=embargoed,
        language=normalise_language(text(entry, "language")),
        body=_body(entry),
        subjects=tuple(_subjects(entry)),
        keywords=texts(entry, "keyword_names"),
        agency="dpa",
        credit=text(entry, "creditline"),
        copyright=text(entry, "copyrightnotice"),
        usage_terms=text(entry, "usageterms"),
        urgency=_urgency(entry, where, remarks),
        editorial_note=" ".join(text(note, "ednote") for note in objects(entry, "ednotes")),
        genre=next(iter(texts(entry, "genre_names")), ""),
        pictures=tuple(_pictures(entry)),
        links=tuple(_links(entry)),
    )


def _status(entry: Object, where: str, remarks: Remarks) -> Status:
    """pubstatus: usable, withheld, canceled; usable where the entry does not say."""
    word = text(entry, "pubstatus").lower()
    try:
        return Status("canceled" if word == "cancelled" else word or "usable")
    except ValueError:
        remarks.add(f"{where}.pubstatus", f"unknown status {word[:40]!r}: withheld")
        # What the sender did not clearly free is not free.
        return Status.WITHHELD


def _urgency(entry: Object, where: str, remarks: Remarks) -> int | None:
    found = number(entry, "urgency")
    if found is not None and 1 <= found <= 9:
        return found
    if entry.get("urgency") is not None:
        remarks.add(f"{where}.urgency", "the urgency is not 1 to 9")
    return None


def _subjects(entry: Object) -> Iterator[Subject]:
    for category in objects(entry, "categories"):
        kind = text(category, "type").rpartition(":")[2].lower()
        scheme, _, code = text(category, "qcode").partition(":")
        name = text(category, "name")
        if kind in _SUBJECT_TYPES and (code or name):
            yield Subject(code=code, name=name, scheme=scheme)


def _body(entry: Object) -> tuple[Block, ...]:
    """Return the article and the box of facts that goes with it."""
    parts = (raw(entry, name) for name in ("article_html", "infobox_html"))
    return blocks_from_html("\n".join(filter(None, parts)))


def _links(entry: Object) -> Iterator[Link]:
    """linkbox_html: a list of links for the end of the page."""
    for address, title in _ANCHOR.findall(raw(entry, "linkbox_html")):
        url = safe_link(html.unescape(address))
        if url:
            yield Link(url=url, title=plain(title), rel="related")


def _pictures(entry: Object) -> Iterator[WirePicture]:
    for media in objects(entry, "associations"):
        renditions = tuple(
            Rendition(
                href=text(file, "url"),
                width=number(file, "width"),
                height=number(file, "height"),
                media_type=text(file, "mimetype"),
                role=text(file, "role", "size"),
            )
            for file in objects(media, "renditions")
            if text(file, "url")
        )
        if text(media, "type") in ("image", "picture", "graphic") and renditions:
            yield WirePicture(
                renditions=renditions,
                headline=text(media, "headline"),
                caption=text(media, "caption"),
                credit=text(media, "creditline"),
                copyright=text(media, "copyrightnotice"),
                usage_terms=text(media, "usageterms"),
                alt=text(media, "alttext", "alt_text"),
                guid=text(media, "urn"),
            )
