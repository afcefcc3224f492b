"""One newsItem of NewsML-G2: its metadata, rights and content."""

from datetime import datetime

from lxml import etree

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import Dispatch, Link, Rendition, Status, Subject, WirePicture
from masthead.wire.formats.elements import (
    XML_LANG,
    Remarks,
    attribute,
    children,
    descendants,
    embargo,
    first,
    local,
    text_to_html,
    to_html,
    whole_number,
    words,
)
from masthead.wire.formats.nitf import nitf_body

# Roles of a description that summarise the story (IPTC NewsCodes, descriptionrole), by the
# code after the scheme: schemes are the sender's own aliases.
_SUMMARY_ROLES = frozenset({"summary", "abstract", "short", "lead", "intro", ""})
_CAPTION_ROLES = frozenset({"caption", "short", ""})
_ALT_ROLES = frozenset({"alttext", "alt", "accessibility"})
_SUBTITLE_ROLES = frozenset({"subtitle", "subheadline", "sub"})


def item_class(item: etree._Element) -> str:
    """Return the class of an item without its scheme: text, picture, video…; '' if not said."""
    found = first(item, "itemMeta", "itemClass")
    return _code(attribute(found, "qcode") or attribute(found, "uri")).lower()


def related_ids(item: etree._Element) -> frozenset[str]:
    """Return the identifiers of the items that this one links to."""
    links = descendants(item, "link")
    return frozenset(attribute(link, "residref") for link in links) - {""}


def text_item(item: etree._Element, where: str, remarks: Remarks) -> Dispatch:
    """Return a text item; what it leaves out or gets wrong goes into `remarks`."""
    meta, content = first(item, "itemMeta"), first(item, "contentMeta")
    headline = _headline(content, meta)
    if not headline:
        remarks.add(f"{where}/contentMeta/headline", "the item has no headline")
    guid = attribute(item, "guid")
    if not guid:
        remarks.add(f"{where}/@guid", "the item has no identifier")
    body = _body(first(item, "contentSet"))
    if not body:
        remarks.add(f"{where}/contentSet", "the item has no text")
    located = first(content, "located")
    links = _links(meta)
    status, embargoed = embargo(
        words(first(meta, "embargoed")),
        _status(meta, where, remarks),
        f"{where}/itemMeta/embargoed",
        remarks,
    )
    return Dispatch(
        guid=guid,
        version=attribute(item, "version"),
        status=status,
        headline=headline,
        dek=_dek(content),
        slugline=words(first(content, "slugline")),
        byline=_bylines(content),
        dateline=words(first(content, "dateline")),
        place=_name(located),
        city=_place_of_type(located, "city"),
        country=_place_of_type(located, "country"),
        published=_moment(meta, "firstCreated", where, remarks),
        updated=_moment(meta, "versionCreated", where, remarks),
        embargo_until=embargoed,
        language=_language(item, content),
        body=body,
        subjects=_subjects(content),
        keywords=tuple(filter(None, map(words, children(content, "keyword")))),
        agency=_name(first(meta, "provider")),
        credit=words(first(content, "creditline")) or _name(first(content, "infoSource")),
        copyright=_copyright(item),
        usage_terms=_usage_terms(item),
        urgency=_urgency(content, where, remarks),
        editorial_note=" ".join(filter(None, map(words, children(meta, "edNote")))),
        genre=_name(first(content, "genre")),
        link=next((link.url for link in links if _code(link.rel) in ("alternate", "web")), ""),
        pictures=_own_pictures(item),
        links=links,
    )


def picture_of(item: etree._Element) -> WirePicture:
    """Return the picture that a picture item, or a text item with remote content, carries."""
    content = first(item, "contentMeta")
    remote = children(first(item, "contentSet"), "remoteContent")
    is_picture_item = item_class(item) in ("picture", "photo", "still", "graphic", "graphics")
    return WirePicture(
        renditions=tuple(
            rendition
            for rendition in map(_rendition, remote)
            if rendition.href and (is_picture_item or rendition.media_type.startswith("image/"))
        ),
        headline=_headline(content, None),
        caption=_described(content, _CAPTION_ROLES),
        credit=words(first(content, "creditline")) or _name(first(content, "creator")),
        copyright=_copyright(item),
        usage_terms=_usage_terms(item),
        alt=_described(content, _ALT_ROLES),
        guid=attribute(item, "guid"),
    )


def _own_pictures(item: etree._Element) -> tuple[WirePicture, ...]:
    """Return the remote pictures of a text item; its headline and text are not theirs."""
    picture = picture_of(item)
    if not picture.renditions:
        return ()
    return (WirePicture(renditions=picture.renditions, copyright=picture.copyright),)


def _rendition(remote: etree._Element) -> Rendition:
    return Rendition(
        href=attribute(remote, "href") or attribute(remote, "residref"),
        width=whole_number(attribute(remote, "width")),
        height=whole_number(attribute(remote, "height")),
        media_type=attribute(remote, "contenttype"),
        size=whole_number(attribute(remote, "size")),
        role=_code(attribute(remote, "rendition")),
    )


def _code(qcode: str) -> str:
    """Return a QCode without its scheme, a concept URI without its path."""
    return qcode.rpartition("/")[2].rpartition(":")[2]


def _name(element: etree._Element | None) -> str:
    """Return what a concept is called: its name, else its literal, else its code."""
    return (
        words(first(element, "name"))
        or attribute(element, "literal")
        or _code(attribute(element, "qcode") or attribute(element, "uri"))
    )


def _role(element: etree._Element) -> str:
    return _code(attribute(element, "role")).lower()


def _headline(content: etree._Element | None, meta: etree._Element | None) -> str:
    found = [(words(each), _role(each)) for each in children(content, "headline")]
    main = [text for text, role in found if text and role not in _SUBTITLE_ROLES]
    return main[0] if main else words(first(meta, "title"))


def _dek(content: etree._Element | None) -> str:
    for headline in children(content, "headline"):
        if _role(headline) in _SUBTITLE_ROLES and words(headline):
            return words(headline)
    return _described(content, _SUMMARY_ROLES)


def _described(content: etree._Element | None, roles: frozenset[str]) -> str:
    found = (words(each) for each in children(content, "description") if _role(each) in roles)
    return next(filter(None, found), "")


def _bylines(content: etree._Element | None) -> tuple[str, ...]:
    """Return the natural-language bylines, else the creators by name."""
    by = tuple(filter(None, map(words, children(content, "by"))))
    if by:
        return by
    creators = children(content, "creator")
    named = (words(first(each, "name")) or attribute(each, "literal") for each in creators)
    return tuple(filter(None, named))


def _place_of_type(located: etree._Element | None, kind: str) -> str:
    places = [] if located is None else [located, *descendants(located, "broader")]
    return next((_name(p) for p in places if _code(attribute(p, "type")).lower() == kind), "")


def _moment(
    meta: etree._Element | None, name: str, where: str, remarks: Remarks
) -> datetime | None:
    return remarks.moment(words(first(meta, name)), f"{where}/itemMeta/{name}")


def _status(meta: etree._Element | None, where: str, remarks: Remarks) -> Status:
    """NewsML-G2 specification, pubStatus: usable when it is missing."""
    found = first(meta, "pubStatus")
    code = _code(attribute(found, "qcode") or attribute(found, "uri")).lower()
    if not code:
        return Status.USABLE
    try:
        # The British spelling is common and means the same.
        return Status("canceled" if code == "cancelled" else code)
    except ValueError:
        remarks.add(f"{where}/itemMeta/pubStatus", f"unknown status {code[:40]!r}: withheld")
        # What the sender did not clearly free is not free.
        return Status.WITHHELD


def _language(item: etree._Element, content: etree._Element | None) -> str:
    tags = (attribute(first(content, "language"), "tag"), attribute(item, XML_LANG))
    return next(filter(None, map(normalise_language, tags)), "")


def _subjects(content: etree._Element | None) -> tuple[Subject, ...]:
    found = []
    for subject in children(content, "subject"):
        qcode, uri = attribute(subject, "qcode"), attribute(subject, "uri")
        scheme, _, code = qcode.partition(":") if qcode else uri.rpartition("/")
        name = words(first(subject, "name"))
        code = code or attribute(subject, "literal")
        if code or name:
            found.append(Subject(code=code, name=name, scheme=scheme))
    return tuple(found)


def _copyright(item: etree._Element) -> str:
    for rights in children(item, "rightsInfo"):
        notice = words(first(rights, "copyrightNotice"))
        if notice:
            return notice
    return _name(first(item, "rightsInfo", "copyrightHolder"))


def _usage_terms(item: etree._Element) -> str:
    rights = children(item, "rightsInfo")
    terms = (words(each) for info in rights for each in children(info, "usageTerms"))
    return " ".join(filter(None, terms))


def _urgency(content: etree._Element | None, where: str, remarks: Remarks) -> int | None:
    text = words(first(content, "urgency"))
    number = whole_number(text)
    if number is not None and 1 <= number <= 9:
        return number
    if text:
        remarks.add(f"{where}/contentMeta/urgency", f"the urgency {text[:20]!r} is not 1 to 9")
    return None


def _links(meta: etree._Element | None) -> tuple[Link, ...]:
    found = []
    for link in children(meta, "link"):
        url = safe_link(attribute(link, "href")) or attribute(link, "residref")
        if url:
            title = words(first(link, "title")) or words(first(link, "itemTitle"))
            found.append(Link(url=url, title=title, rel=attribute(link, "rel")))
    return tuple(found)


def package_links(item: etree._Element) -> tuple[Link, ...]:
    """Return the items that a package arranges, in order (groupSet, group, itemRef)."""
    found = []
    for reference in descendants(first(item, "groupSet"), "itemRef"):
        url = attribute(reference, "residref") or safe_link(attribute(reference, "href"))
        if url:
            title = words(first(reference, "title")) or words(first(reference, "headline"))
            found.append(Link(url=url, title=title, rel="item"))
    return tuple(found)


def _body(content_set: etree._Element | None) -> tuple[Block, ...]:
    """Return the first alternative that has text: marked-up ones before plain data."""
    inline = [*children(content_set, "inlineXML"), *children(content_set, "inlineData")]
    return next(filter(None, map(_inline_body, inline)), ())


def _inline_body(inline: etree._Element) -> tuple[Block, ...]:
    if local(inline) == "inlineData":
        text = "".join(str(part) for part in inline.itertext())
        is_html = "html" in attribute(inline, "contenttype")
        return blocks_from_html(text if is_html else text_to_html(text))
    content = next(descendants(inline, "body.content"), None)
    if content is not None:
        return nitf_body(content)
    body = next(descendants(inline, "body"), None)
    return blocks_from_html(to_html(inline if body is None else body))
