"""Names for files that no format here reads, so that a refusal says what came in."""

from collections.abc import Mapping
from typing import Any

from masthead.wire.formats.sniff import Root, head_text, is_binary, json_of, root_of

# Root elements of the trade that bring no news, or not by themselves.
_XML_NAMES = {
    "opml": "OPML, a list of feeds",
    "sitemapindex": "a sitemap index",
    "urlset": "a sitemap",
    "html": "a web page (HTML)",
    "xmpmeta": "XMP, the data of a picture",
    "catalog": "an IPTC catalog of schemes",
    "concept": "a NewsML-G2 part without its item",
    "events": "a NewsML-G2 part without its item",
    "svg": "an SVG drawing",
}


def describe(data: bytes) -> str:
    """Return a sentence that says what an unreadable file looks like."""
    root = root_of(data)
    if root is not None:
        return _xml(root)
    value = json_of(data)
    if value is not None:
        return _json(value)
    text = head_text(data).lstrip()
    if text.startswith(("{", "[")):
        return "looks like JSON, but it is broken"
    if is_binary(data):
        return "binary, neither text nor XML"
    if text.startswith("<"):
        return "looks like XML or HTML, but it is broken before its first element"
    return "plain text, too little of it for a story"


def _xml(root: Root) -> str:
    known = _XML_NAMES.get(root.name.lower())
    if known:
        return f"{known}: no news"
    return f"XML with root element {root.name}, which is not known"


def _json(value: Any) -> str:
    if isinstance(value, list):
        inner = value[0] if value and isinstance(value[0], Mapping) else None
        return _json(inner) if inner is not None else "looks like JSON of unknown kind: a list"
    shown = ", ".join(sorted(map(str, value))[:6]) or "none"
    return f"looks like JSON of unknown kind: top keys {shown}"
