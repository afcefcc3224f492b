"""NITF, the News Industry Text Format (IPTC NITF 3.x)."""

import re
from collections.abc import Mapping

from lxml import etree

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import (
    Dispatch,
    Link,
    Reading,
    Refused,
    Rendition,
    Status,
    Subject,
    WirePicture,
)
from masthead.wire.formats.elements import (
    XML_LANG,
    Remarks,
    attribute,
    children,
    descendants,
    first,
    local,
    parse_or_refuse,
    to_html,
    whole_number,
    words,
)
from masthead.wire.formats.sniff import root_of

# NITF elements and the HTML that says the same; names that both share pass as they are.
_HTML_NAMES = {
    "block": "div", "bq": "blockquote", "credit": "footer", "hl1": "h2", "hl2": "h3",
    "fn": "p", "note": "div", "num": "span", "frac": "span", "q": "span", "lang": "span",
    "object": "span", "object.title": "span", "title": "span", "head": "div",
}  # fmt: skip

# Pictures and players are read apart; metadata of tables is not for readers.
_NOT_TEXT = frozenset({"media", "nitf-table-metadata", "ds", "datasource", "img"})

# NITF 3.x docdata/@management-status, with the spellings that agencies use.
_STATUSES = {
    "embargoed": Status.WITHHELD,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
    "killed": Status.CANCELED,
    "kill": Status.CANCELED,
}

_BY = re.compile(r"\Aby\s+", re.IGNORECASE)


class Nitf:
    """One NITF document, one item."""

    name = "NITF"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is nitf."""
        del headers
        root = root_of(data)
        return root is not None and root.name == "nitf"

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the item; raise Refused when the XML is broken or holds nothing at all."""
        del headers
        root = parse_or_refuse(data)
        remarks = Remarks()
        dispatch = _dispatch(root, remarks)
        if not (dispatch.headline or dispatch.body or dispatch.guid):
            raise Refused("NITF with neither headline, text nor identifier", "/nitf")
        version = attribute(root, "version")
        return Reading(self.name, version, (dispatch,), tuple(remarks.list))


def _dispatch(root: etree._Element, remarks: Remarks) -> Dispatch:
    docdata, head = first(root, "head", "docdata"), first(root, "body", "body.head")
    headline = _headline(root, head)
    if not headline:
        remarks.add("/nitf/body/body.head/hedline/hl1", "the item has no headline")
    guid = attribute(first(docdata, "doc-id"), "id-string")
    if not nitf_body(first(root, "body", "body.content")):
        remarks.add("/nitf/body/body.content", "the item has no text")
    if not guid:
        remarks.add("/nitf/head/docdata/doc-id", "the item has no identifier")
    issued = remarks.moment(attribute(first(docdata, "date.issue"), "norm"), "date.issue")
    released = remarks.moment(attribute(first(docdata, "date.release"), "norm"), "date.release")
    content = first(root, "body", "body.content")
    location = first(head, "dateline", "location")
    place = location if location is not None else first(docdata, "evloc")
    return Dispatch(
        guid=guid,
        version=attribute(first(docdata, "du-key"), "version"),
        status=_STATUSES.get(attribute(docdata, "management-status").lower(), Status.USABLE),
        headline=headline,
        dek=_dek(head),
        slugline=attribute(first(docdata, "du-key"), "key"),
        byline=_bylines(head),
        dateline=words(first(head, "dateline")),
        place=words(place) or attribute(place, "city"),
        city=words(first(place, "city")) or attribute(place, "city"),
        country=words(first(place, "country")) or attribute(place, "iso-cc"),
        published=issued,
        # A release that lies after the issue is NITF's embargo; most senders repeat the issue.
        embargo_until=released if released and (issued is None or released > issued) else None,
        language=_language(root, content),
        body=nitf_body(content),
        subjects=_subjects(root),
        keywords=_keywords(docdata),
        agency=words(first(head, "distributor")),
        credit=words(first(root, "body", "body.end", "tagline")),
        copyright=_copyright(docdata, head),
        usage_terms=attribute(first(docdata, "doc.rights"), "agent"),
        urgency=_urgency(docdata, remarks),
        editorial_note=attribute(first(docdata, "ed-msg"), "info"),
        genre=_genre(root),
        pictures=_pictures(content),
        links=_players(content),
    )


def nitf_body(content: etree._Element | None) -> tuple[Block, ...]:
    """Return the blocks of a body.content element, pictures and players left out."""
    if content is None:
        return ()
    return blocks_from_html(to_html(content, names=_HTML_NAMES, dropped=_NOT_TEXT))


def nitf_content(root: etree._Element) -> tuple[Block, ...]:
    """Return the blocks of a NITF document, or of any part of one that stands alone."""
    content = (
        root if local(root) == "body.content" else next(descendants(root, "body.content"), None)
    )
    return nitf_body(root if content is None else content)


def _headline(root: etree._Element, head: etree._Element | None) -> str:
    places = (first(head, "hedline", "hl1"), first(head, "headline", "hl1"))
    return next(filter(None, map(words, places)), "") or words(first(root, "head", "title"))


def _dek(head: etree._Element | None) -> str:
    return words(first(head, "hedline", "hl2")) or words(first(head, "abstract"))


def _bylines(head: etree._Element | None) -> tuple[str, ...]:
    """Return the names; a title (byttl) belongs to the name only where there is no other."""
    result: list[str] = []
    for byline in children(head, "byline"):
        people = [words(person) for person in children(byline, "person")]
        own = "".join(
            [byline.text or ""]
            + [
                ("" if local(part) == "byttl" else words(part)) + (part.tail or "")
                for part in byline
            ]
        )
        names = [name for name in people if name] or [" ".join(own.split()) or words(byline)]
        result.extend(_BY.sub("", name) for name in names if name)
    return tuple(result)


def _language(root: etree._Element, content: etree._Element | None) -> str:
    tags = (
        attribute(content, XML_LANG),
        attribute(root, XML_LANG),
        attribute(first(content, "lang"), "iso"),
        attribute(first(content, "lang"), "lang"),
    )
    return next(filter(None, map(normalise_language, tags)), "")


def _subjects(root: etree._Element) -> tuple[Subject, ...]:
    found = []
    for subject in descendants(first(root, "head"), "tobject.subject"):
        code = attribute(subject, "tobject.subject.refnum") or attribute(
            subject, "tobject.subject.code"
        )
        names = ("detail", "matter", "type")
        name = next(filter(None, (attribute(subject, f"tobject.subject.{n}") for n in names)), "")
        if code or name:
            scheme = attribute(subject, "tobject.subject.ipr")
            found.append(Subject(code=code, name=name, scheme=scheme))
    return tuple(found)


def _keywords(docdata: etree._Element | None) -> tuple[str, ...]:
    keys = (attribute(keyword, "key") for keyword in descendants(docdata, "keyword"))
    return tuple(key for key in keys if key)


def _copyright(docdata: etree._Element | None, head: etree._Element | None) -> str:
    return (
        words(first(head, "rights"))
        or attribute(first(docdata, "doc.copyright"), "holder")
        or attribute(first(docdata, "doc.rights"), "owner")
    )


def _urgency(docdata: etree._Element | None, remarks: Remarks) -> int | None:
    text = attribute(first(docdata, "urgency"), "ed-urg")
    number = whole_number(text)
    if number is not None and 1 <= number <= 9:
        return number
    # NITF 3.x: 0 is reserved, so nothing is said and nothing lost.
    if text and number != 0:
        remarks.add("/nitf/head/docdata/urgency", f"the urgency {text[:20]!r} is not 1 to 9")
    return None


def _genre(root: etree._Element) -> str:
    tobject = first(root, "head", "tobject")
    return attribute(first(tobject, "tobject.property"), "tobject.property.type")


def _pictures(content: etree._Element | None) -> tuple[WirePicture, ...]:
    found = []
    for media in descendants(content, "media"):
        references = [each for each in children(media, "media-reference") if _source(each)]
        if not references or not _is_picture(media, references):
            continue
        alts = (attribute(reference, "alternate-text") for reference in references)
        found.append(
            WirePicture(
                renditions=tuple(map(_rendition, references)),
                caption=" ".join(map(words, children(media, "media-caption"))).strip(),
                credit=words(first(media, "media-producer")),
                copyright=attribute(references[0], "copyright"),
                alt=next(filter(None, alts), ""),
                guid=attribute(media, "id"),
            )
        )
    return tuple(found)


def _source(reference: etree._Element) -> str:
    return attribute(reference, "source") or attribute(reference, "data-location")


def _is_picture(media: etree._Element, references: list[etree._Element]) -> bool:
    kind = attribute(media, "media-type").lower()
    mime = attribute(references[0], "mime-type").lower()
    return kind in ("image", "photo", "graphic") or mime.startswith("image/")


def _rendition(reference: etree._Element) -> Rendition:
    return Rendition(
        href=_source(reference),
        width=whole_number(attribute(reference, "width")),
        height=whole_number(attribute(reference, "height")),
        media_type=attribute(reference, "mime-type"),
        role=attribute(reference, "name"),
    )


def _players(content: etree._Element | None) -> tuple[Link, ...]:
    """Return sound and film with an address, as related links."""
    found = []
    for media in descendants(content, "media"):
        reference = first(media, "media-reference")
        kind = attribute(media, "media-type").lower()
        url = safe_link(_source(reference)) if reference is not None else None
        if url and kind in ("audio", "video"):
            found.append(Link(url=url, title=words(first(media, "media-caption")), rel=kind))
    return tuple(found)
