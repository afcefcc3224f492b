"""One item of ninjs: 1.x has small letters and objects by name, 2.x lists, 3.x camelCase."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import collapse, plain
from masthead.wire.dispatch import Dispatch, Rendition, Status, Subject, WirePicture
from masthead.wire.formats.elements import Remarks, embargo, parse_or_refuse, text_to_html
from masthead.wire.formats.json_fields import Object, inner, number, objects, raw, text, texts
from masthead.wire.formats.nitf import nitf_content

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w{1,10};")

# ninjs 1.x: body_ and a suffix of the sender's choice; marked-up forms before plain ones, since
# they say the same and tell where paragraphs end.
_BODY_MEMBERS = ("body_html", "body_xhtml", "body_richtext", "body_text")

# Associations of ninjs are items themselves; deeper nesting than this is nobody's story.
_PICTURE_TYPES = frozenset({"picture", "graphic", "image"})

# description/role in 2.x and 3.x; the words are the sender's, these are usual for captions.
_CAPTION_ROLES = ("caption", "text", "main", "")

# Members that the schemas of all versions want as strings.
_STRINGS = (
    "uri", "headline", "byline", "by", "pubstatus", "pubStatus", "versioncreated",
    "versionCreated", "embargoed", "slugline", "language", "located", "body_text", "body_html",
)  # fmt: skip


def item_of(item: Object, where: str, remarks: Remarks) -> Dispatch:
    """Return an item; what it leaves out or gets wrong goes into `remarks`."""
    _check_types(item, where, remarks)
    headline = _headline(item)
    if not headline:
        remarks.add(f"{where}.headline", "the item has no headline")
    guid = text(item, "uri", "guid")
    if not guid:
        remarks.add(f"{where}.uri", "the item has no identifier")
    status, embargoed = embargo(
        text(item, "embargoed"), _status(item, where, remarks), f"{where}.embargoed", remarks
    )
    return Dispatch(
        # "uri" is the standard's identifier; Superdesk's senders have "guid" instead.
        guid=guid,
        version=text(item, "version"),
        status=status,
        headline=headline,
        dek=_dek(item),
        slugline=text(item, "slugline"),
        byline=_bylines(item),
        dateline=text(item, "dateline"),
        place=text(item, "located"),
        published=_moment(item, ("firstcreated", "firstCreated"), where, remarks),
        updated=_moment(item, ("versioncreated", "versionCreated"), where, remarks),
        embargo_until=embargoed,
        language=normalise_language(text(item, "language")),
        body=_body(item),
        subjects=_subjects(item),
        keywords=texts(item, "keywords"),
        agency=_agency(item),
        credit=text(item, "creditline", "creditLine"),
        copyright=_copyright(item),
        usage_terms=words(item, "usageterms", "usageTerms"),
        urgency=_urgency(item, where, remarks),
        editorial_note=words(item, "ednote", "edNote"),
        genre=next(
            (text(each, "name", "literal") for each in objects(item, "genre", "genres")), ""
        ),
        pictures=_pictures(item),
    )


def words(item: Object, *names: str) -> str:
    """Return a member as words: text by the schema, yet some senders put markup into it."""
    found = text(item, *names)
    return plain(found) if _MARKUP.search(found) else found


def _check_types(item: Object, where: str, remarks: Remarks) -> None:
    for name in _STRINGS:
        if name in item and item[name] is not None and not isinstance(item[name], str):
            remarks.add(f"{where}.{name}", "is no string, as ninjs wants it")


def _valued(item: Object, name: str) -> list[tuple[str, str, str]]:
    """Return role, content type and value of each object in a list (ninjs 2.0 and later)."""
    return [
        (text(each, "role").lower(), text(each, "contenttype", "contentType").lower(),
         raw(each, "value"))
        for each in objects(item, name)
    ]  # fmt: skip


def _headline(item: Object) -> str:
    found = [(role, value) for role, _, value in _valued(item, "headlines") if value]
    main = next((value for role, value in found if role in ("main", "headline", "")), "")
    value = main or (found[0][1] if found else "")
    if value:
        return plain(value) if _MARKUP.search(value) else collapse(value)
    return words(item, "headline") or words(item, "title")


def _dek(item: Object) -> str:
    found = [value for _, _, value in _valued(item, "descriptions") if value]
    return plain(found[0]) if found else words(item, "description_text", "description_html")


def _bylines(item: Object) -> tuple[str, ...]:
    """ninjs 1.x byline, 2.0 and later by; where there is none, the people who are creators."""
    byline = words(item, "byline", "by")
    if byline:
        return (byline,)
    people = objects(item, "person", "people")
    named = (words(each, "name") for each in people if text(each, "rel") in ("creator", "author"))
    return tuple(filter(None, named))


def _moment(item: Object, names: tuple[str, ...], where: str, remarks: Remarks) -> datetime | None:
    return remarks.moment(text(item, *names), f"{where}.{names[0]}")


def _status(item: Object, where: str, remarks: Remarks) -> Status:
    """ninjs, pubstatus: usable, withheld or canceled; usable where it is missing."""
    word = text(item, "pubstatus", "pubStatus").lower()
    try:
        return Status("canceled" if word == "cancelled" else word or "usable")
    except ValueError:
        remarks.add(f"{where}.pubstatus", f"unknown status {word[:40]!r}: withheld")
        # What the sender did not clearly free is not free.
        return Status.WITHHELD


def _urgency(item: Object, where: str, remarks: Remarks) -> int | None:
    """ninjs urgency; Superdesk's own "priority" stands in where it is missing."""
    found = number(item, "urgency")
    if found is None and "urgency" not in item:
        found = number(item, "priority")
    if found is not None and 1 <= found <= 9:
        return found
    if item.get("urgency") is not None:
        remarks.add(f"{where}.urgency", "the urgency is not 1 to 9")
    return None


def _subjects(item: Object) -> tuple[Subject, ...]:
    """ninjs 1.x: scheme and code; 2.0 and later: uri or literal."""
    found = []
    for subject in objects(item, "subject", "subjects"):
        scheme, code = text(subject, "scheme"), text(subject, "code", "qcode")
        if not code and (uri := text(subject, "uri")):
            scheme, _, code = uri.rpartition("/")
        code = code or text(subject, "literal")
        name = words(subject, "name")
        if code or name:
            found.append(Subject(code=code, name=name, scheme=scheme))
    return tuple(found)


def _agency(item: Object) -> str:
    return _first_name(item, "infosource", "infosources") or text(item, "provider", "source")


def _first_name(item: Object, *names: str) -> str:
    found = (text(each, "name", "literal") for each in objects(item, *names))
    return next(filter(None, found), "")


def _copyright(item: Object) -> str:
    return words(item, "copyrightnotice", "copyrightNotice") or words(
        item, "copyrightholder", "copyrightHolder"
    )


def _body(item: Object) -> tuple[Block, ...]:
    """Return the first alternative that has text: marked-up ones before plain ones."""
    for name in _BODY_MEMBERS:
        value = raw(item, name)
        blocks = blocks_from_html(value if name != "body_text" else text_to_html(value))
        if blocks:
            return blocks
    valued = _valued(item, "bodies")
    if text(item, "type").lower() not in _PICTURE_TYPES:
        # The words of a picture are a caption: it needs no markup, and the first is the one.
        valued.sort(key=lambda body: not _is_html(body))
    return next(filter(None, map(_valued_body, valued)), ())


def _is_html(body: tuple[str, str, str]) -> bool:
    role, content_type, _ = body
    return "html" in content_type or "html" in role


def _valued_body(body: tuple[str, str, str]) -> tuple[Block, ...]:
    _, content_type, value = body
    if "nitf" in content_type:
        return nitf_content(parse_or_refuse(value.encode("utf-8", "replace")))
    return blocks_from_html(value if _is_html(body) else text_to_html(value))


def _pictures(item: Object) -> tuple[WirePicture, ...]:
    """Return the item's own picture, if it is one, and those among its associations."""
    own = [item] if text(item, "type").lower() in _PICTURE_TYPES or _is_bare(item) else []
    associated = [
        each
        for each in associations(item)
        if text(each, "type").lower() in _PICTURE_TYPES
        or (not text(each, "type") and inner(each, "renditions"))
    ]
    found = (_picture(each) for each in (*own, *associated))
    return tuple(picture for picture in found if picture.renditions)


def _is_bare(item: Object) -> bool:
    """Say whether an item of no said type can only be a picture: renditions and no text."""
    return "renditions" in item and not text(item, "type") and not _body(item)


def associations(item: Object) -> Iterator[Object]:
    """Yield the associated items: by name in 1.x (lists of them in Superdesk's), a list later."""
    found = item.get("associations")
    if isinstance(found, Mapping):
        for each in found.values():
            yield from objects({"each": each}, "each")
    else:
        yield from objects(item, "associations")


def _picture(item: Object) -> WirePicture:
    descriptions = _valued(item, "descriptions")
    roles = {role: value for role, _, value in reversed(descriptions) if value}
    caption = next((roles[role] for role in _CAPTION_ROLES if role in roles), "")
    caption = caption or next(iter(roles.values()), "")
    return WirePicture(
        renditions=tuple(_renditions(item)),
        headline=_headline(item),
        caption=plain(caption) or words(item, "description_text", "description_html", "body_text"),
        credit=text(item, "creditline", "creditLine") or words(item, "byline", "by"),
        copyright=_copyright(item),
        usage_terms=words(item, "usageterms", "usageTerms"),
        alt=words(item, "alt_text", "alttext", "altText") or plain(roles.get("alttext", "")),
        guid=text(item, "uri", "guid"),
    )


def _renditions(item: Object) -> Iterator[Rendition]:
    found = item.get("renditions")
    if isinstance(found, Mapping) and all(isinstance(each, Mapping) for each in found.values()):
        named = [(str(name), each) for name, each in found.items()]
    else:
        named = [(text(each, "name"), each) for each in objects(item, "renditions")]
    for name, file in named:
        media_type = text(file, "mimetype", "contenttype", "contentType")
        if text(file, "href") and (not media_type or media_type.startswith("image/")):
            yield Rendition(
                href=text(file, "href"),
                width=number(file, "width"),
                height=number(file, "height"),
                media_type=media_type,
                size=number(file, "sizeinbytes") or number(file, "sizeInBytes"),
                role=name,
            )
