"""CP publish XML, in which The Canadian Press delivers texts and pictures."""

from collections.abc import Iterator, Mapping

from lxml import etree

from masthead.kernel.blocks import blocks_from_html
from masthead.wire.dispatch import (
    Aside,
    Dispatch,
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
    parse_or_refuse,
    whole_number,
    words,
)
from masthead.wire.formats.sniff import root_of

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

# ContentItem/Language.
_LANGUAGES = {"1": "en", "2": "fr"}

# How .NET writes a date that was never set.
_NEVER = "0001-01-01"


class CpPublish:
    """A Publish element with one ContentItem or several."""

    name = "CP publish"

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether the root element is Publish."""
        del headers
        root = root_of(data)
        return root is not None and root.name == "Publish"

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return the texts and, aside, pictures; raise Refused for broken XML or no item."""
        del headers
        root = parse_or_refuse(data)
        remarks = Remarks()
        dispatches: list[Dispatch] = []
        asides: list[Aside] = []
        for number, item in enumerate(children(root, "ContentItem"), 1):
            dispatch = _dispatch(item, f"ContentItem[{number}]", remarks)
            kind = words(first(item, "ContentType")).lower()
            if "Photo" in attribute(item, _TYPE) or kind in ("photo", "graphic"):
                asides.append(Aside("picture" if kind != "graphic" else kind, dispatch))
            elif kind in ("video", "audio"):
                asides.append(Aside(kind, dispatch))
            else:
                dispatches.append(dispatch)
        if not dispatches and not asides:
            raise Refused("CP publish XML without items", "/Publish/ContentItem")
        return Reading(self.name, "", tuple(dispatches), tuple(remarks.list), tuple(asides))


def _dispatch(item: etree._Element, where: str, remarks: Remarks) -> Dispatch:
    def said(name: str) -> str:
        return words(first(item, name))

    headline = said("Headline") or said("Headline2")
    if not headline:
        remarks.add(f"{where}/Headline", "the item has no headline")
    told = said("EmbargoTime")
    status, embargoed = embargo(
        "" if told.startswith(_NEVER) else told, _status(item), f"{where}/EmbargoTime", remarks
    )
    notes = (said(name) for name in ("EditorNote", "UpdateNote", "SpecialInstructions"))
    city, _, area = said("Placeline").partition(";")
    return Dispatch(
        guid=said("SystemSlug") or said("ContentItemID"),
        version=said("AuthorVersion"),
        status=status,
        headline=headline,
        dek="" if said("Headline2") == headline else said("Headline2"),
        slugline=said("SlugProper"),
        byline=tuple(filter(None, [said("Byline")])),
        place=", ".join(filter(None, [city, *area.split(";")])),
        city=said("City") or city,
        country=said("Country"),
        published=remarks.moment(said("CreatedDateTime"), f"{where}/CreatedDateTime"),
        updated=remarks.moment(said("UpdatedDateTime"), f"{where}/UpdatedDateTime"),
        embargo_until=embargoed,
        language=_LANGUAGES.get(said("Language"), ""),
        body=blocks_from_html("".join(map(str, _content(item)))),
        subjects=tuple(_subjects(item)),
        keywords=tuple(filter(None, (word.strip() for word in said("Keywords").split(",")))),
        agency=said("Source"),
        credit=said("Credit"),
        copyright=said("Copyright"),
        urgency=whole_number(said("RankingValue")) or None,
        editorial_note=" ".join(filter(None, notes)),
        genre=said("Ranking"),
        pictures=_pictures(item),
    )


def _content(item: etree._Element) -> Iterator[str]:
    for content in children(item, "ContentText"):
        yield from (str(part) for part in content.itertext())


def _status(item: etree._Element) -> Status:
    """TrashFlag ends an item, HoldFlag keeps it back."""
    if words(first(item, "TrashFlag")).lower() == "true":
        return Status.CANCELED
    is_held = words(first(item, "HoldFlag")).lower() == "true"
    return Status.WITHHELD if is_held else Status.USABLE


def _subjects(item: etree._Element) -> Iterator[Subject]:
    for name in words(first(item, "IndexCode")).split(","):
        if name.strip():
            yield Subject(name=name.strip(), scheme="cp-index")


def _pictures(item: etree._Element) -> tuple[WirePicture, ...]:
    href = words(first(item, "ViewFile")) or words(first(item, "ContentRef"))
    if not href:
        return ()
    captions = (words(first(item, name)) for name in ("EnglishCaption", "FrenchCaption"))
    return (
        WirePicture(
            renditions=(Rendition(href=href),),
            headline=words(first(item, "SlugProper")),
            caption=next(filter(None, captions), ""),
            credit=words(first(item, "Byline")) or words(first(item, "Credit")),
            copyright=words(first(item, "Copyright")),
            usage_terms=words(first(item, "SpecialInstructions")),
            guid=words(first(item, "SystemSlug")),
        ),
    )
