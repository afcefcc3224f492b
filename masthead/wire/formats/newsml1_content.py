"""The content of a NewsML 1.x item: texts of its components, pictures, other media."""

import html
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from masthead.kernel.blocks import Block, blocks_from_html
from masthead.wire.dispatch import Rendition, WirePicture
from masthead.wire.formats.elements import (
    attribute,
    children,
    descendants,
    first,
    local,
    text_to_html,
    whole_number,
    words,
)
from masthead.wire.formats.nitf import nitf_content

# NewsML 1.2 leaves roles to the sender's vocabulary. Those whose text is not the story's: it
# stands in the item's lines, or is written for another medium.
_NOT_BODY = frozenset({
    "headline", "title", "stylesheet", "style", "tweettext", "tweet", "abstract", "summary",
    "caption", "keyword", "keywords", "slug", "slugline",
})  # fmt: skip
_SUMMARIES = frozenset({"abstract", "summary"})

# IPTC NewsML topic set MediaTypes, and what a ContentItem is called here.
_PICTURES = frozenset({"photo", "graphic", "picture", "image"})
_MEDIA = {
    "photo": "picture", "picture": "picture", "image": "picture", "graphic": "graphic",
    "video": "video", "audio": "audio", "animation": "video",
}  # fmt: skip

_BLOCK_TAG = re.compile(r"</(?:p|div|h[1-6]|ul|ol|table|blockquote)>|<br\s*/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</(?:a|b|i|em|strong|u|span|sub|sup)>", re.IGNORECASE)


def role_of(component: etree._Element) -> str:
    """Return the role of a component, in small letters; '' when it has none."""
    return attribute(first(component, "Role"), "FormalName").lower()


def body_of(item: etree._Element) -> tuple[Block, ...]:
    """Return the texts of all components in order, without those of headlines and style sheets.

    NewsML 1.2, NewsComponent/@EquivalentsList: of components that are equivalents the first with
    text is taken.
    """
    return tuple(_blocks(item))


def summary_of(item: etree._Element) -> str:
    """Return the text of a component that sums the item up."""
    for component in descendants(item, "NewsComponent"):
        if role_of(component) in _SUMMARIES:
            texts = (
                words(first(each, "DataContent")) for each in children(component, "ContentItem")
            )
            return next(filter(None, texts), "")
    return ""


def _blocks(component: etree._Element) -> Iterator[Block]:
    if role_of(component) in _NOT_BODY:
        return
    is_choice = attribute(component, "EquivalentsList").lower() == "yes"
    for part in component:
        found: list[Block] = []
        if local(part) == "NewsComponent":
            found = list(_blocks(part))
        elif local(part) == "ContentItem":
            found = list(_content_blocks(part))
        yield from found
        if found and is_choice:
            return


def _content_blocks(item: etree._Element) -> tuple[Block, ...]:
    content = first(item, "DataContent")
    media_type = attribute(first(item, "MediaType"), "FormalName").lower()
    mime_type = attribute(first(item, "MimeType"), "FormalName").lower()
    style = attribute(first(item, "Format"), "FormalName").lower() == "css" or "css" in mime_type
    # NewsML 1.2, Encoding wraps content in base64 or the like: that is no text.
    if content is None or style or media_type in _MEDIA:
        return ()
    body = next(descendants(content, "body"), None)
    if next(descendants(content, "body.content"), None) is not None:
        return nitf_content(content)
    if len(content):
        return nitf_content(content if body is None else body)
    return _escaped_blocks(content.text or "")


def _escaped_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain text, or of HTML that was escaped, whole or in part."""
    if _BLOCK_TAG.search(text):
        return blocks_from_html(text)
    as_html = text_to_html(text)
    # Tags within lines: the lines are the paragraphs, and the tags are still markup.
    return blocks_from_html(html.unescape(as_html) if _INLINE_TAG.search(text) else as_html)


def media_kinds(item: etree._Element) -> list[str]:
    """Return the kinds of media (picture, video…) that an item has files of, in order."""
    types = (attribute(each, "FormalName").lower() for each in descendants(item, "MediaType"))
    return [_MEDIA[name] for name in types if name in _MEDIA]


def pictures_of(item: etree._Element) -> tuple[WirePicture, ...]:
    """Return the pictures: files of one component, or of its children in different roles.

    NewsML 1.2, ContentItem/@Href: where the file is, mostly a name beside the item.
    """
    found = []
    for holder in descendants(item, "NewsComponent"):
        if _files(holder) and not _is_rendition(holder):
            found.append(_picture(holder, holder, _files(holder)))
        parts = [part for part in children(holder, "NewsComponent") if _files(part)]
        if parts and _is_rendition(parts[0]):
            files = [file for part in parts for file in _files(part)]
            found.append(_picture(holder, parts[0], files))
    return tuple(found)


def _is_rendition(component: etree._Element) -> bool:
    """Say whether a component is one of several that show the same picture.

    Those differ in role (Main, Preview, Thumbnail); pictures side by side do not.
    """
    holder = component.getparent()
    if holder is None or local(holder) != "NewsComponent":
        return False
    # A handful at most: senders have no more sizes.
    beside = [part for part in islice(children(holder, "NewsComponent"), 12) if _files(part)]
    roles = {role_of(part) for part in beside}
    return 1 < len(beside) == len(roles) < 10


def _files(component: etree._Element) -> list[Rendition]:
    found = []
    for item in children(component, "ContentItem"):
        media_type = attribute(first(item, "MediaType"), "FormalName").lower()
        if attribute(item, "Href") and media_type in _PICTURES:
            found.append(_rendition(item, role_of(component)))
    return found


def _rendition(item: etree._Element, role: str) -> Rendition:
    about = first(item, "Characteristics")
    values = {
        attribute(each, "FormalName").lower(): attribute(each, "Value")
        for each in children(about, "Property")
    }
    return Rendition(
        href=attribute(item, "Href"),
        width=whole_number(values.get("width", "")),
        height=whole_number(values.get("height", "")),
        media_type=attribute(first(item, "MimeType"), "FormalName"),
        size=whole_number(words(first(about, "SizeInBytes"))),
        role=role,
    )


def _picture(
    holder: etree._Element, component: etree._Element, files: list[Rendition]
) -> WirePicture:
    captions = (
        words(first(part, "ContentItem", "DataContent"))
        for place in dict.fromkeys((component, holder))
        for part in children(place, "NewsComponent")
        if role_of(part) == "caption"
    )
    lines = first(component, "NewsLines")
    if lines is None:
        lines = first(holder, "NewsLines")
    return WirePicture(
        renditions=tuple(files),
        headline=words(first(lines, "HeadLine")),
        caption=next(filter(None, captions), ""),
        credit=words(first(lines, "CreditLine")),
        copyright=words(first(lines, "CopyrightLine")),
    )
