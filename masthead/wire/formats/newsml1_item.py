"""One NewsItem of NewsML 1.x: identification, management, lines and descriptive metadata."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from masthead.kernel.languages import normalise_language
from masthead.wire.dispatch import Dispatch, Status, Subject
from masthead.wire.formats.elements import (
    XML_LANG,
    Remarks,
    attribute,
    children,
    descendants,
    embargo,
    first,
    local,
    whole_number,
    words,
)
from masthead.wire.formats.newsml1_content import body_of, pictures_of, summary_of

# IPTC NewsML topic set Status.
_STATUSES = {
    "": Status.USABLE,
    "usable": Status.USABLE,
    "embargoed": Status.WITHHELD,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
}

# DescriptiveMetadata/SubjectCode: the three levels of IPTC subject codes.
_SUBJECT_LEVELS = ("Subject", "SubjectMatter", "SubjectDetail")


def item_of(item: etree._Element, priority: str, where: str, remarks: Remarks) -> Dispatch:
    """Return a NewsItem; what it leaves out or gets wrong goes into `remarks`.

    `priority` is the envelope's, for an item that does not say its own.
    """
    management = first(item, "NewsManagement")
    headline = _line(item, "HeadLine", "Headline")
    if not headline:
        remarks.add(f"{where}//NewsLines/HeadLine", "the item has no headline")
    body = body_of(item)
    if not body:
        remarks.add(f"{where}/NewsComponent", "the item has no text")
    guid = _guid(item)
    if not guid:
        remarks.add(f"{where}/Identification", "the item has no identifier")
    status, embargoed = embargo(
        _usable_from(management),
        _status(management, where, remarks),
        f"{where}/NewsManagement/StatusWillChange",
        remarks,
    )
    return Dispatch(
        guid=guid,
        version=words(first(item, "Identification", "NewsIdentifier", "RevisionId")),
        status=status,
        headline=headline,
        dek=_line(item, "SubHeadLine") or summary_of(item),
        slugline=_line(item, "SlugLine") or words(first(item, "Identification", "NameLabel")),
        byline=tuple(filter(None, [_line(item, "ByLine")])),
        dateline=_line(item, "DateLine"),
        place=_located(item, "City") or _located(item, "Country"),
        city=_located(item, "City"),
        country=_located(item, "Country"),
        published=_moment(management, "FirstCreated", where, remarks),
        updated=_moment(management, "ThisRevisionCreated", where, remarks),
        embargo_until=embargoed,
        language=_language(item),
        body=body,
        subjects=tuple(_subjects(item)),
        keywords=_keywords(item),
        agency=_party(item, "Provider") or words(first(item, "Identification", "ProviderId")),
        credit=_line(item, "CreditLine") or _party(item, "Source") or _party(item, "Provider"),
        copyright=_line(item, "CopyrightLine") or _rights_holder(item),
        usage_terms=_usage_terms(item),
        urgency=_urgency(management, priority, where, remarks),
        editorial_note=_line(item, "EditorialNote"),
        genre=attribute(next(descendants(item, "Genre"), None), "FormalName"),
        pictures=pictures_of(item),
    )


def _guid(item: etree._Element) -> str:
    """Return the public identifier, or one built as RFC 3085 says where it names no item.

    RFC 3085 section 3: urn:newsml:ProviderId:DateId:NewsItemId:RevisionId and Update.
    """
    identifier = first(item, "Identification", "NewsIdentifier")
    public = words(first(identifier, "PublicIdentifier"))
    parts = [words(first(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    item_id = parts[-1]
    if public and (not item_id or public.count(":") >= 4 or item_id in public):
        return public
    if not item_id:
        return public
    revision = words(first(identifier, "RevisionId"))
    return ":".join(filter(None, ["urn:newsml", *parts, revision]))


def _line(item: etree._Element, *names: str) -> str:
    """Return the first such line (NewsLines) in the order of the document that has words."""
    for lines in descendants(item, "NewsLines"):
        for line in lines:
            if local(line) in names and words(line):
                return words(line)
    return ""


def _moment(
    management: etree._Element | None, name: str, where: str, remarks: Remarks
) -> datetime | None:
    return remarks.moment(words(first(management, name)), f"{where}/NewsManagement/{name}")


def _status(management: etree._Element | None, where: str, remarks: Remarks) -> Status:
    word = attribute(first(management, "Status"), "FormalName").lower()
    if word not in _STATUSES:
        remarks.add(f"{where}/NewsManagement/Status", f"unknown status {word[:40]!r}: withheld")
    # What the sender did not clearly free is not free.
    return _STATUSES.get(word, Status.WITHHELD)


def _usable_from(management: etree._Element | None) -> str:
    """NewsML 1.2, StatusWillChange: when the item will be usable, and until then is not."""
    change = first(management, "StatusWillChange")
    becomes = attribute(first(change, "FutureStatus"), "FormalName").lower()
    return words(first(change, "DateAndTime")) if becomes == "usable" else ""


def _language(item: etree._Element) -> str:
    tags = [attribute(each, "FormalName") for each in descendants(item, "Language")]
    tags += [attribute(each, XML_LANG) for each in descendants(item, "NewsComponent")]
    return next(filter(None, map(normalise_language, tags)), "")


def _located(item: etree._Element, name: str) -> str:
    for location in descendants(item, "Location"):
        for each in children(location, "Property"):
            if attribute(each, "FormalName") == name and attribute(each, "Value"):
                return attribute(each, "Value")
    return ""


def _subjects(item: etree._Element) -> Iterator[Subject]:
    """Yield each code once, with its name where a TopicSet of the item tells it."""
    names = {
        words(first(topic, "FormalName")): _topic_name(topic)
        for topic in descendants(item, "Topic")
    }
    seen: set[str] = set()
    for subject_code in descendants(item, "SubjectCode"):
        for level in subject_code:
            code = attribute(level, "FormalName")
            if local(level) in _SUBJECT_LEVELS and code and code not in seen:
                seen.add(code)
                scheme = attribute(level, "Scheme") or attribute(level, "Vocabulary")
                yield Subject(code=code, name=names.get(code, ""), scheme=scheme)


def _topic_name(topic: etree._Element) -> str:
    """Return a topic's name, in English where it has one: the codes' own language."""
    found = [
        (attribute(each, XML_LANG).startswith("en"), words(each))
        for each in children(topic, "Description")
        if attribute(each, "Variant") in ("Name", "")
    ]
    return max(found, default=(False, ""), key=lambda pair: pair[0])[1]


def _keywords(item: etree._Element) -> tuple[str, ...]:
    lines = [words(each) for each in descendants(item, "KeywordLine")]
    properties = [
        attribute(each, "Value")
        for each in descendants(item, "Property")
        if attribute(each, "FormalName") == "Keyword"
    ]
    return tuple(dict.fromkeys(word for word in (*lines, *properties) if word))


def _party(item: etree._Element, role: str) -> str:
    for metadata in descendants(item, "AdministrativeMetadata"):
        found = attribute(first(metadata, role, "Party"), "FormalName")
        if found:
            return found
    return ""


def _rights_holder(item: etree._Element) -> str:
    for rights in descendants(item, "RightsMetadata"):
        found = words(first(rights, "Copyright", "CopyrightHolder"))
        if found:
            return found
    return ""


def _usage_terms(item: etree._Element) -> str:
    rights = (words(each) for each in descendants(item, "UsageRights"))
    return " ".join(dict.fromkeys(filter(None, rights)))


def _urgency(
    management: etree._Element | None, priority: str, where: str, remarks: Remarks
) -> int | None:
    """NewsManagement/Urgency; the envelope's Priority where the item says nothing."""
    found = first(management, "Urgency")
    text = attribute(found, "FormalName") or words(found)
    number = whole_number(text or priority)
    if number is not None and 1 <= number <= 9:
        return number
    if text:
        remarks.add(f"{where}/NewsManagement/Urgency", f"the urgency {text[:20]!r} is not 1 to 9")
    return None
