"""A page's bytes as a tree: which letters they are, and whether they are HTML at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from masthead.extraction.values import NotAnArticle, Reason
from masthead.kernel.characters import without_forbidden

# Real pages of news have some 0.2 MB, the heaviest a few; beyond this no article is worth the time.
LARGEST = 8_000_000
# Elements: long live blogs have some 20,000. Time is bounded through this number.
MOST_ELEMENTS = 30_000
# Layouts nest 40 deep, broken ones 200. Trees are copied and walked by recursive C code.
DEEPEST = 250

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
# WHATWG encoding standard, section 4.2: what pages label so is read as its superset.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
              "iso8859-9": "cp1254", "tis-620": "cp874", "euc_kr": "cp949",
              "shift_jis": "cp932"}  # fmt: skip
# The standard's sniffing reads as far (HTML standard 13.2.3.2); some heads come late.
_SNIFFED = 4096

# Signs of other kinds of file at their very start.
_OTHER_FILES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF",
                b"\x00\x00\x01\x00", b"wOF2", b"\x7fELF", b"BM", b"ID3", b"Rar!",
                b"7z\xbc\xaf")  # fmt: skip
_XML_ROOTS = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE\s+(?!html)\w[^>\[]{0,500}(\[|>)|"
    rb"<(?:svg|rss|feed|rdf:RDF|urlset|sitemapindex|newsItem|nitf|opml|kml)\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z!?]")


def read_page(data: bytes, *, headers: Mapping[str, str]) -> HtmlElement | NotAnArticle:
    """Return the tree of a page, or why there is none. Never raises on account of the input."""
    if not data.strip():
        return NotAnArticle(Reason.EMPTY, "The page is empty.")
    if len(data) > LARGEST:
        return NotAnArticle(
            Reason.TOO_LARGE, f"The page has {len(data) // 1_000_000} MB; no article is so large."
        )
    if data.startswith(_OTHER_FILES) or _XML_ROOTS.match(data[:_SNIFFED]):
        return NotAnArticle(Reason.NOT_HTML, "This is another kind of file, not a web page.")
    text = decode(data, declared=_declared(headers))
    if not _TAG.search(text):
        return NotAnArticle(Reason.NOT_HTML, "This is plain text or data, not a web page.")
    return _parse(text)


def decode(data: bytes, *, declared: str = "") -> str:
    """Return the page's text. `declared` is the charset that the server named, or ''.

    A byte-order mark wins, then valid UTF-8, then what server and page declare (HTML standard
    13.2.3.2 asks for the declaration first; pages that are valid UTF-8 and declare otherwise are
    mislabelled). Bytes that fit nothing become U+FFFD; forbidden characters vanish.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return without_forbidden(data[len(mark) :].decode(name, errors="replace"))
    in_page = _META_CHARSET.search(data[: _SNIFFED * 4])
    names = [_codec(declared), _codec(in_page[1].decode("ascii", "replace") if in_page else "")]
    if "iso2022_jp" in names:
        names.insert(0, "iso2022_jp")
    else:
        names.insert(0, "utf-8")
    for name in filter(None, names):
        try:
            return without_forbidden(data.decode(name))
        except UnicodeDecodeError:
            continue
    # Broken somewhere: the declaration still knows better than a guess.
    best = next((name for name in names[1:] if name), "utf-8" if _looks_utf8(data) else "cp1252")
    if best != "utf-8" and _looks_utf8(data):
        best = "utf-8"
    return without_forbidden(data.decode(best, errors="replace"))


def _looks_utf8(data: bytes) -> bool:
    """Whether a few bytes only keep this from being UTF-8."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    letters = sum(byte > 0xC1 for byte in data[:200_000])
    return broken * 10 <= letters


def _declared(headers: Mapping[str, str]) -> str:
    content_type = next((v for k, v in headers.items() if k.lower() == "content-type"), "")
    match = _HEADER_CHARSET.search(content_type)
    return match[1] if match else ""


def _codec(label: str) -> str:
    """Return the codec for a label; '' for one that Python does not know as a text encoding."""
    try:
        name = codecs.lookup(label.strip().lower()).name if label else ""
        "".encode(name or "utf-8")
    except (LookupError, ValueError):
        return ""
    # A page whose declaration could be read byte by byte is not UTF-16 (HTML standard 13.2.3.2).
    if name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw_")):
        return ""
    return _SUPERSETS.get(name, name)


# One child step a level: libxml2 evaluates it in one pass over the tree, without recursion.
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (DEEPEST + 1) + ")")


def _parse(text: str) -> HtmlElement | NotAnArticle:
    if text.count("<") > MOST_ELEMENTS * 4:
        return NotAnArticle(Reason.TOO_COMPLEX, "The page has more elements than any article.")
    # huge_tree: depth and size are bounded here, with a reason, not by a cut somewhere inside.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree: Any = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    if tree is None:
        return NotAnArticle(Reason.NOT_HTML, "No element of a web page could be read.")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return NotAnArticle(Reason.TOO_COMPLEX, "The page has more elements than any article.")
    if _TOO_DEEP(tree.getroottree()):
        return NotAnArticle(
            Reason.TOO_COMPLEX, f"Elements are nested more than {DEEPEST} deep; no article is."
        )
    return tree
