"""Names for files that no format here reads, so that a refusal says what came in."""

import re
from collections.abc import Mapping
from typing import Any

from masthead.wire.formats.sniff import Root, head_text, is_binary, json_of, root_of

# Root elements of the trade's formats that are known by name only.
_XML_NAMES = {
    "NewsML": "NewsML 1.2",
    "NewsItem": "NewsML 1.2",
    "opml": "OPML, a list of feeds",
    "sitemapindex": "a sitemap index",
    "urlset": "a sitemap",
    "html": "a web page (HTML)",
    "xmpmeta": "XMP, the data of a picture",
    "catalog": "an IPTC catalog of schemes, no news",
    "concept": "a knowledge item, no news",
    "events": "a NewsML-G2 part without its item",
    "svg": "an SVG drawing",
}

# Keys that only these JSON formats have together.
_JSON_KEYS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"$schema", "$id"}), "a JSON schema, no news"),
    (frozenset({"urn", "article_html"}), "dpa digital wires JSON"),
    (frozenset({"uri"}), "ninjs"),
    (frozenset({"headline", "versioncreated"}), "ninjs"),
    (frozenset({"data", "api_version"}), "AP Media API JSON"),
    (frozenset({"data", "id"}), "AP Media API JSON"),
    (frozenset({"altids"}), "AP Media API JSON"),
    (frozenset({"items", "feed_url"}), "JSON Feed"),
)


def describe(data: bytes) -> str:
    """Return a sentence that says what an unreadable file looks like."""
    root = root_of(data)
    if root is not None:
        return _xml(root)
    value = json_of(data)
    if value is not None:
        return _json(value)
    text = head_text(data)
    start = text.lstrip()[:200]
    if start.startswith(("{", "[")):
        return "looks like JSON, but it is broken"
    telegraph = _telegraph(text)
    if telegraph:
        return f"{telegraph}: not read yet"
    if is_binary(data):
        return "binary, neither text nor XML"
    if start.startswith("<"):
        return "looks like XML or HTML, but it is broken before its first element"
    return f"{_text(text)}: not read yet"


def _xml(root: Root) -> str:
    if root.name.lower() == "html":
        return f"{_XML_NAMES['html']}: not a wire format"
    known = _XML_NAMES.get(root.name)
    if known:
        return f"{known}: not read yet"
    return f"XML with root element {root.name}, which is not known yet"


def _json(value: Any) -> str:
    if isinstance(value, list):
        inner = value[0] if value and isinstance(value[0], Mapping) else None
        if inner is None:
            return "looks like JSON of unknown kind: a list"
        return _json(inner)
    keys = set(value)
    if "jsonfeed.org" in str(value.get("version", "")):
        return "JSON Feed: not read yet"
    for needed, name in _JSON_KEYS:
        if needed <= keys:
            return f"{name}: not read yet"
    shown = ", ".join(sorted(map(str, keys))[:6]) or "none"
    return f"looks like JSON of unknown kind: top keys {shown}"


# ANPA 1312 frames an item with SYN, SYN, SOH; IPTC 7901 with SOH and a service line.
_ANPA = re.compile(r"\A[\s\x16\x01^]*\x16\x16\x01|\A\x16\x16")
_IPTC_7901 = re.compile(r"\A[\s\x00]*\x01|\A[a-z]{3}\d{4} \d [a-z]{2} ", re.I)
_EMAIL = re.compile(r"\A(?:[A-Za-z][A-Za-z-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}")

_MAIL_FIELD = re.compile(r"^(?:from|message-id|received|return-path):", re.I | re.M)


def _telegraph(text: str) -> str:
    """Return the name of a telegraph format; their control characters look binary."""
    if _ANPA.match(text):
        return "ANPA 1312 text"
    return "IPTC 7901 text" if _IPTC_7901.match(text) else ""


def _text(text: str) -> str:
    if _EMAIL.match(text) and re.search(
        r"^(?:from|message-id|received|return-path):", text, re.I | re.M
    ):
        return "an e-mail"
    return "plain text of unknown layout"
