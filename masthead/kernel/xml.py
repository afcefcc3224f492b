"""XML from outside, parsed without entities, external files or network."""

import codecs
import re
from typing import Any

from lxml import etree

# An XML declaration that names a single-byte charset (XML 1.0 section 4.3.3).
_SINGLE_BYTE = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["'](?:iso-?8859|latin|windows-125|cp125)""",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_WIDE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


class XmlRefused(ValueError):
    """XML that is broken or that may not be parsed; line and column are 0 when not known."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """Return the reason and its place, for a log or a desk."""
        place = f" (line {self.line}, column {self.column})" if self.line else ""
        return self.reason + place


def parse_xml(data: bytes, *, recover: bool = False) -> etree._Element:
    """Return the root element of an XML document; comments and instructions are left out.

    The declared charset and byte order marks are honoured, except that a document which
    declares a single-byte charset but is valid UTF-8 is read as the UTF-8 that it is.
    With `recover` a broken document yields what can be read of it.

    Raises XmlRefused for broken XML, and for any document that declares entities (expansion
    bombs, files of this machine), whether it uses them or not.
    """
    data = _tidy_start(data)
    if not data.strip():
        raise XmlRefused("the file is empty")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=recover, encoding=_true_encoding(data),
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise XmlRefused(f"broken XML: {error.msg}", line or 0, column or 0) from error
    except (ValueError, LookupError) as error:
        raise XmlRefused(f"broken XML: {error}") from error
    if root is None:
        raise XmlRefused("broken XML: no element can be read")
    _refuse_entities(root)
    return root


def _refuse_entities(root: etree._Element) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    # The stubs know neither that a document may have no DTD nor how to list its entities.
    entities: Any = getattr(dtd, "entities", None)
    if entities is not None and entities():
        raise XmlRefused("the document declares entities, which are never expanded here")


def _tidy_start(data: bytes) -> bytes:
    """Drop white space before the XML declaration: an error by the letter, common in feeds."""
    if data.startswith(_WIDE_BOMS):
        return data
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")


def _true_encoding(data: bytes) -> str | None:
    """Return the charset to parse with when the declaration cannot be right, else None."""
    declared = _DECLARED.match(data)
    if declared is None:
        return None
    try:
        codecs.lookup(declared[1].decode("ascii"))
    except LookupError:
        # A charset that nobody knows: UTF-8 is the default of XML 1.0 section 4.3.3.
        return "utf-8"
    if data.isascii() or not _SINGLE_BYTE.match(data):
        # Readable bytes that call themselves UTF-16 or UCS-4 cannot be.
        is_wide = re.match(rb"(?i)(utf-?16|utf-?32|ucs)", declared[1])
        return "utf-8" if is_wide and not data.startswith(_WIDE_BOMS) else None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
