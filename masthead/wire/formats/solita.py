"""Solita's release XML, in which press release services (Via, NTB Kommunikasjon) deliver."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from masthead.kernel.blocks import blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import plain
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
    Remarks,
    attribute,
    children,
    embargo,
    first,
    local,
    parse_or_refuse,
    words,
)
from masthead.wire.formats.sniff import head_text, root_of

# The pattern that the format's own comments name for dates: dd.MM.yyyy HH:mm, without a zone.
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d)")

# Addresses of a picture in its sizes; the first is the original.
_SIZES = ("url", "mediumimageurl", "smallimageurl")


class SolitaRelease:
    """A release, or several in a list of releases."""

    name = "release XML"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is a release or a list of them."""
        del headers
        root = root_of(data)
        if root is None or root.name not in ("release", "releases"):
            return False
        # Other formats have releases too; these have an address or a date by these names.
        return any(name in head_text(data) for name in ("<longurl", "<publicationDate"))

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the releases; raise Refused for broken XML and for none with words."""
        del headers
        root = parse_or_refuse(data)
        remarks = Remarks()
        releases = [root] if local(root) == "release" else list(children(root, "release"))
        found = [_dispatch(each, f"release[{n}]", remarks) for n, each in enumerate(releases, 1)]
        dispatches = tuple(dispatch for dispatch in found if dispatch.headline or dispatch.body)
        if not dispatches:
            raise Refused("release XML with neither title nor text", "/release")
        return Reading(self.name, "", dispatches, tuple(remarks.list))


def _dispatch(release: etree._Element, where: str, remarks: Remarks) -> Dispatch:
    def said(name: str) -> str:
        return words(first(release, name))

    headline = said("title")
    if not headline:
        remarks.add(f"{where}/title", "the item has no headline")
    status, embargoed = embargo(_iso(said("embargo")), Status.USABLE, f"{where}/embargo", remarks)
    publisher = words(first(release, "publisher", "name"))
    link = safe_link(said("longurl")) or ""
    return Dispatch(
        guid=attribute(release, "id") or link,
        status=status,
        headline=headline,
        dek=plain(said("leadtext")),
        published=remarks.moment(_iso(said("publicationDate")), f"{where}/publicationDate"),
        embargo_until=embargoed,
        language=normalise_language(attribute(release, "lang")),
        body=blocks_from_html("".join(_body(release)), base=link),
        subjects=tuple(_subjects(release)),
        keywords=tuple(filter(None, [said("keywords")])),
        agency=publisher,
        credit=publisher,
        genre=words(first(release, "type", "label")),
        link=link,
        pictures=tuple(_pictures(release)),
        links=tuple(_links(release)),
    )


def _iso(text: str) -> str:
    """Return a date of the format's pattern as ISO 8601 writes it; others as they are."""
    match = _DATE.fullmatch(text)
    return f"{match[3]}-{match[2]}-{match[1]}T{match[4]}" if match else text


def _body(release: etree._Element) -> Iterator[str]:
    """The body is HTML, escaped once for XML."""
    body = first(release, "body")
    if body is not None:
        yield from (str(text) for text in body.itertext())


def _subjects(release: etree._Element) -> Iterator[Subject]:
    for category in children(first(release, "categories"), "category"):
        code, name = attribute(category, "id"), words(first(category, "label"))
        if code or name:
            yield Subject(code=code, name=name, scheme="release-category")


def _pictures(release: etree._Element) -> Iterator[WirePicture]:
    for image in children(first(release, "images"), "image"):
        addresses = (safe_link(words(first(image, size))) for size in _SIZES)
        renditions = tuple(Rendition(href=href) for href in addresses if href)
        if renditions:
            caption = words(first(image, "caption"))
            yield WirePicture(renditions=renditions, caption=caption, guid=attribute(image, "id"))


def _links(release: etree._Element) -> Iterator[Link]:
    for group, kind, rel in (("documents", "document", "enclosure"), ("links", "link", "related")):
        for each in children(first(release, group), kind):
            url = safe_link(words(first(each, "url")))
            if url:
                title = words(first(each, "title")) or words(first(each, "description"))
                yield Link(url=url, title=title, rel=rel)
