"""AP Media API, content items and feeds of them (developer.ap.org/ap-media-api, 1.1 to 2.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
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
    inner,
    json_or_refuse,
    number,
    objects,
    raw,
    text,
    texts,
)
from masthead.wire.formats.sniff import json_of

# AP Media API, pubstatus; "embargoed" is a state of its own there.
_STATUSES = {
    "": Status.USABLE,
    "usable": Status.USABLE,
    "embargoed": Status.WITHHELD,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
}


class ApMedia:
    """An answer of the API with one item (data.item) or several (data.items), or a bare item."""

    name = "AP Media"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether this is JSON with an item of AP's, told by its alternative identifiers."""
        del headers
        return any(True for _ in _items(json_of(data)))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the texts and, aside, pictures, graphics, audio and video.

        A text's words are mostly a file of their own (renditions.nitf): then they are told to be
        missing. Raises Refused for broken JSON.
        """
        del headers
        answer = json_or_refuse(data)
        remarks = Remarks()
        dispatches: list[Dispatch] = []
        asides: list[Aside] = []
        for where, item, beside in _items(answer):
            dispatch, kind = _dispatch(item, beside, where, remarks), text(item, "type").lower()
            if kind in ("", "text"):
                if not dispatch.body:
                    remarks.add(f"{where}.renditions.nitf", "the text stands in another file")
                dispatches.append(dispatch)
            else:
                asides.append(Aside(kind, dispatch))
        if not dispatches and not asides:
            raise Refused("an answer of the AP Media API without items")
        version = text(answer, "api_version") if isinstance(answer, Mapping) else ""
        return Reading(self.name, version, tuple(dispatches), tuple(remarks.list), tuple(asides))


def _items(answer: Any) -> Iterator[tuple[str, Object, Object]]:
    """Yield place, item, and the object beside it (where a client has put the text)."""
    if not isinstance(answer, Mapping):
        return
    data = inner(answer, "data")
    if _is_item(inner(data, "item")):
        yield "data.item", inner(data, "item"), answer
    for number_, entry in enumerate(objects(data, "items"), 1):
        if _is_item(inner(entry, "item")):
            yield f"data.items[{number_}].item", inner(entry, "item"), entry
    if not data and _is_item(answer) and {"editorialpriority", "signals"} & answer.keys():
        yield "item", answer, answer


def _is_item(item: Object) -> bool:
    return bool(text(inner(item, "altids"), "itemid", "etag"))


def _dispatch(item: Object, beside: Object, where: str, remarks: Remarks) -> Dispatch:
    headline = text(item, "headline", "title", "headline_extended")
    if not headline:
        remarks.add(f"{where}.headline", "the item has no headline")
    located = inner(item, "datelinelocation")
    credit = text(item, "description_creditline", "creditline")
    links = _links(item)
    status, embargoed = embargo(
        text(item, "embargoed"), _status(item, where, remarks), f"{where}.embargoed", remarks
    )
    return Dispatch(
        guid=text(inner(item, "altids"), "itemid") or text(item, "uri"),
        version=text(item, "version"),
        status=status,
        headline=headline,
        dek=text(item, "description_summary", "headline_extended"),
        slugline=text(item, "slugline"),
        byline=_bylines(item),
        dateline=text(item, "located"),
        place=text(located, "city") or text(item, "located"),
        city=text(located, "city"),
        country=text(located, "countryname"),
        published=remarks.moment(text(item, "firstcreated"), f"{where}.firstcreated"),
        updated=remarks.moment(text(item, "versioncreated"), f"{where}.versioncreated"),
        embargo_until=embargoed,
        language=normalise_language(text(item, "language")),
        body=_body(item, beside),
        subjects=tuple(
            Subject(
                code=text(subject, "code"),
                name=text(subject, "name"),
                scheme=text(subject, "scheme"),
            )
            for subject in objects(item, "subject")
            if text(subject, "code", "name")
        ),
        keywords=texts(item, "keywords"),
        agency=text(item, "provider"),
        credit=credit or next((text(each, "name") for each in objects(item, "infosource")), ""),
        copyright=text(item, "copyrightnotice"),
        usage_terms=" ".join(texts(item, "usageterms")),
        urgency=_urgency(item, where, remarks),
        editorial_note=text(item, "ednote"),
        genre=text(item, "profile"),
        link=next((link.url for link in links if link.rel == "canonical"), ""),
        pictures=_pictures(item, beside),
        links=links,
    )


def _status(item: Object, where: str, remarks: Remarks) -> Status:
    word = text(item, "pubstatus").lower()
    if word not in _STATUSES:
        remarks.add(f"{where}.pubstatus", f"unknown status {word[:40]!r}: withheld")
    # What the sender did not clearly free is not free.
    return _STATUSES.get(word, Status.WITHHELD)


def _urgency(item: Object, where: str, remarks: Remarks) -> int | None:
    found = number(item, "urgency")
    if found is not None and 1 <= found <= 9:
        return found
    if item.get("urgency") is not None:
        remarks.add(f"{where}.urgency", "the urgency is not 1 to 9")
    return None


def _bylines(item: Object) -> tuple[str, ...]:
    named = (text(each, "by", "name") for each in objects(item, "bylines"))
    found = tuple(filter(None, named))
    return found or tuple(filter(None, [text(inner(item, "photographer"), "name")]))


def _body(item: Object, beside: Object) -> tuple[Block, ...]:
    """Return the words, which clients that have fetched them put into or beside the item."""
    places = (inner(beside, "nitf"), item)
    found = (raw(place, "body_html", "body_nitf", "body_text") for place in places)
    return blocks_from_html(next(filter(None, found), ""))


def _links(item: Object) -> tuple[Link, ...]:
    found = []
    for link in objects(item, "links"):
        url = safe_link(text(link, "href"))
        if url:
            found.append(Link(url=url, title=text(link, "title"), rel=text(link, "rel")))
    return tuple(found)


def _pictures(item: Object, beside: Object) -> tuple[WirePicture, ...]:
    """Return the item's own picture and those associated, where an address came along."""
    own = [item] if text(item, "type") in ("picture", "graphic") else []
    associated = [
        inner(each, "data", "item") or each
        for place in (inner(beside, "associations"), inner(item, "associations"))
        for each in place.values()
        if isinstance(each, Mapping)
    ]
    found = (
        _picture(each) for each in (*own, *associated) if text(each, "type") == "picture" or own
    )
    by_guid = {picture.guid: picture for picture in found if picture.renditions}
    return tuple(by_guid.values())


def _picture(item: Object) -> WirePicture:
    files = [
        (role, file)
        for role, file in inner(item, "renditions").items()
        if isinstance(file, Mapping) and text(file, "href")
    ]
    return WirePicture(
        renditions=tuple(
            Rendition(
                href=text(file, "href"),
                width=number(file, "width"),
                height=number(file, "height"),
                media_type=text(file, "mimetype"),
                size=number(file, "sizeinbytes"),
                role=role,
            )
            for role, file in files
            # Beside the picture stand its caption as a file and, for video, the films.
            if text(file, "type") in ("picture", "graphic", "")
        ),
        headline=text(item, "headline"),
        caption=text(item, "description_caption"),
        credit=text(item, "description_creditline") or text(inner(item, "photographer"), "name"),
        copyright=text(item, "copyrightnotice"),
        usage_terms=" ".join(texts(item, "usageterms")),
        guid=text(inner(item, "altids"), "itemid") or text(item, "uri"),
    )
