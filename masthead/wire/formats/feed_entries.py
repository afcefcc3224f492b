"""What RSS and Atom have in common once feedparser has made entries of them.

feedparser is used for what it does best: charsets, broken XML, the many namespaces. Its times,
its HTML cleaner and its guesses are not: times are read by the kernel, bodies become blocks.
"""

import hashlib
import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import feedparser

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.kernel.languages import normalise_language
from masthead.kernel.text import collapse, plain
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import Dispatch, Link, Reading, Refused, Subject
from masthead.wire.formats.crowded_tags import refuse_crowded_tags
from masthead.wire.formats.doctypes import refuse_entities
from masthead.wire.formats.elements import Remarks, text_to_html
from masthead.wire.formats.feed_pictures import entry_pictures
from masthead.wire.formats.own_fields import OwnFields
from masthead.wire.formats.sniff import wide_as_utf8

# What of an HTTP answer says how to read a feed.
_USEFUL_HEADERS = ("content-type", "content-location", "content-language")

# XML 1.0 section 4.1; longer numbers name no character at all.
_CHARACTER = re.compile(rb"&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,8});?", re.IGNORECASE)

# Tags in these schemes sort a podcast into a shop's shelves; they say nothing of the story.
_SHOP_SCHEMES = ("http://www.itunes.com/",)


def read_feed(
    data: bytes,
    headers: Mapping[str, str],
    *,
    name: str,
    own: tuple[OwnFields, ...] = (),
) -> Reading:
    """Return the entries of a feed as dispatches.

    `own` are the fields that the items themselves have, where a strict reader could tell.

    Raises Refused when not even a tolerant reader finds a feed in it, and for what would harm
    the reader: entities that expand or reach out, elements of countless attributes.
    """
    refuse_entities(data)
    refuse_crowded_tags(data)
    feed = _parse(data, headers)
    if not feed.entries and not feed.version:
        # UTF-16 without a byte order mark or a declaration defeats feedparser.
        feed = _parse(wide_as_utf8(data), headers)
    remarks = Remarks()
    problem = feed.get("bozo_exception") if feed.get("bozo") else None
    if not feed.entries and not feed.version:
        raise Refused(f"broken feed: {problem or 'nothing in it can be read'}")
    if problem is not None:
        remarks.add("feed", f"broken, read as far as possible: {str(problem)[:200]}")
    if len(own) != len(feed.entries):
        own = (OwnFields(),) * len(feed.entries)
    dispatches = tuple(
        _dispatch(_Entry(entry, feed, fields), f"entry[{number}]", remarks)
        for number, (entry, fields) in enumerate(zip(feed.entries, own, strict=True), 1)
    )
    return Reading(name, feed.version, dispatches, tuple(remarks.list))


def _parse(data: bytes, headers: Mapping[str, str]) -> Any:
    """Return what feedparser makes of a feed; raise Refused where it breaks down."""
    try:
        return feedparser.parse(
            # A stream: feedparser would take bare bytes for a file name or an address.
            io.BytesIO(_CHARACTER.sub(_sound_character, data)),
            response_headers={key: headers[key] for key in _USEFUL_HEADERS if key in headers},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:
        # Fuzzing made it raise UnicodeError, AttributeError and more from deep within: whatever
        # it is, the file is at fault, and the desk must hear of it.
        raise Refused(f"broken feed: the reader gave up ({type(error).__name__})") from error


def _sound_character(reference: re.Match[bytes]) -> bytes:
    """Return a character reference; half a surrogate pair becomes U+FFFD."""
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF else reference[0]


class _Entry:
    """An entry of feedparser's, with what is known of it beside."""

    def __init__(self, entry: Any, feed: Any, own: OwnFields) -> None:
        self.entry = entry
        self.feed = feed.feed
        self.own = own
        self.is_atom = str(feed.version).startswith("atom")
        self.base = _base(entry, feed.feed)


def _dispatch(known: _Entry, where: str, remarks: Remarks) -> Dispatch:
    entry, feed, base = known.entry, known.feed, known.base
    headline = plain(known.own.title or "") or _words(entry.get("title_detail"))
    if not headline:
        remarks.add(f"{where}/title", "the item has no headline")
    body, dek = _body_and_dek(known)
    link = safe_link(_text(entry, "link"), base=base) or ""
    published, updated = _moments(entry, where, remarks)
    return Dispatch(
        guid=collapse(known.own.guid or "") or _guid(entry, link, where, remarks),
        headline=headline,
        dek=dek,
        byline=_bylines(entry),
        published=published,
        updated=updated,
        language=_language(entry, feed),
        body=body,
        subjects=_subjects(entry),
        keywords=_keywords(entry),
        agency=_words(feed.get("publisher_detail")) or _words(feed.get("title_detail")),
        copyright=_words(entry.get("rights_detail")) or _words(feed.get("rights_detail")),
        link=link,
        pictures=entry_pictures(entry, base, plain(known.own.picture_caption)),
        links=_links(entry, link, base),
    )


def _text(entry: Any, key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""


def _words(detail: Any) -> str:
    """Return a title or notice as words: markup and entities taken out, unless it is text."""
    if not isinstance(detail, Mapping):
        return plain(detail) if isinstance(detail, str) else ""
    value = str(detail.get("value") or "")
    return collapse(value) if detail.get("type") == "text/plain" else plain(value)


def _base(entry: Any, feed: Any) -> str:
    """Return the address against which relative ones are meant: xml:base, else the site's."""
    bases = [str(detail.get("base") or "") for detail in _details(entry)]
    candidates = (*bases, _text(entry, "link"), _text(feed, "link"))
    return next((base for base in candidates if safe_link(base)), "")


def _details(entry: Any) -> list[Any]:
    """Return the texts of an entry with their type, language and base."""
    texts = (*(entry.get("content") or []), entry.get("summary_detail"), entry.get("title_detail"))
    return [detail for detail in texts if detail]


def _guid(entry: Any, link: str, where: str, remarks: Remarks) -> str:
    guid = collapse(_text(entry, "id"))
    if guid:
        return guid
    if link:
        remarks.add(f"{where}/guid", "the item has no identifier: its link stands for it")
        return link
    remarks.add(f"{where}/guid", "the item has no identifier: its words stand for it")
    contents = [str(detail.get("value")) for detail in entry.get("content") or []]
    told = "\0".join([_text(entry, "title"), _text(entry, "summary"), *contents])
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    return f"urn:masthead:words:{digest[:32]}"


def _moments(entry: Any, where: str, remarks: Remarks) -> tuple[datetime | None, datetime | None]:
    """Return when an entry was published and updated.

    Dublin Core's one date is the publication (RSS 1.0 module dc); feedparser files it under
    "updated", as it does Atom's.
    """
    published_text = _text(entry, "published") or _text(entry, "created")
    # Looked up past feedparser, which lends "published" for a missing "updated".
    updated_text = str(dict.get(entry, "updated") or "")
    published = remarks.moment(published_text, f"{where}/published")
    updated = remarks.moment(updated_text, f"{where}/updated")
    return (updated if not published_text else published), updated


def _bylines(entry: Any) -> tuple[str, ...]:
    """Return the authors by name; by the text given where that holds no name."""
    names = [collapse(str(author.get("name") or "")) for author in entry.get("authors") or []]
    found = list(dict.fromkeys(name for name in names if name))
    return tuple(found or filter(None, [collapse(_text(entry, "author"))]))


def _language(entry: Any, feed: Any) -> str:
    tags = [str(detail.get("language") or "") for detail in _details(entry)]
    candidates = (_text(entry, "language"), *tags, _text(feed, "language"))
    return next(filter(None, map(normalise_language, candidates)), "")


def _tags(entry: Any) -> list[Any]:
    return [
        tag
        for tag in entry.get("tags") or []
        if not str(tag.get("scheme") or "").startswith(_SHOP_SCHEMES)
    ]


def _subjects(entry: Any) -> tuple[Subject, ...]:
    found = []
    for tag in _tags(entry):
        term, label = collapse(str(tag.get("term") or "")), collapse(str(tag.get("label") or ""))
        if term or label:
            # Atom (RFC 4287 section 4.2.2): the term is the code, the label is for people.
            scheme = str(tag.get("scheme") or "")
            found.append(Subject(code=term if label else "", name=label or term, scheme=scheme))
    return tuple(found)


def _keywords(entry: Any) -> tuple[str, ...]:
    words = (collapse(word) for word in _text(entry, "media_keywords").split(","))
    return tuple(word for word in words if word)


def _links(entry: Any, own: str, base: str) -> tuple[Link, ...]:
    found = []
    for link in entry.get("links") or []:
        url = safe_link(str(link.get("href") or ""), base=base)
        if url and url != own:
            title, rel = collapse(str(link.get("title") or "")), str(link.get("rel") or "")
            found.append(Link(url=url, title=title, rel=rel))
    return tuple(found)


def _body_and_dek(known: _Entry) -> tuple[tuple[Block, ...], str]:
    """Return the fullest text as the body; a summary beside it is the dek.

    An RSS item's own content:encoded comes first (RSS module content, section 1). Of the rest
    the longer is the fuller: feedparser counts captions of pictures among the contents.
    """
    entry, own = known.entry, known.own
    contents = [
        detail
        for detail in entry.get("content") or []
        if collapse(detail.get("value") or "") not in ("", own.picture_caption)
    ]
    summary = entry.get("summary_detail") or {}
    if own.encoded:
        return blocks_from_html(own.encoded, base=known.base), plain(own.description or "")
    best: Any = max(contents, key=_fullness, default={})
    if own.description and len(own.description) >= len(best.get("value", "")):
        return blocks_from_html(own.description, base=known.base), ""
    body = _blocks(best, known)
    if not body:
        return _blocks(summary, known), ""
    # feedparser lends the content for a missing summary, and the other way round.
    is_own = summary.get("value") not in {detail.value for detail in contents}
    return body, _words(summary) if is_own else ""


def _fullness(detail: Any) -> tuple[bool, int]:
    return "html" in str(detail.get("type")), len(detail.value)


def _blocks(detail: Any, known: _Entry) -> tuple[Block, ...]:
    value = str(detail.get("value") or "")
    # RFC 4287 section 3.1.1.1: plain text has no markup. In RSS feedparser only guesses.
    if detail.get("type") == "text/plain" and (known.is_atom or "<" not in value):
        value = text_to_html(value)
    return blocks_from_html(value, base=str(detail.get("base") or "") or known.base)
