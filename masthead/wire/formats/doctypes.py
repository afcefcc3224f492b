"""What a feed's document type may declare, looked at before any XML parser sees it.

feedparser reads with expat, which expands what a document declares until its own limit of
amplification stops it: seconds later, and with the item broken. Here the declarations are read
without expanding anything.
"""

import re

from masthead.wire.dispatch import Refused
from masthead.wire.formats.sniff import wide_as_utf8

# What may stand before the document type (XML 1.0 section 2.8), and white space.
_MISC = re.compile(rb"\s+|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"""<!DOCTYPE(?:[^"'\[>]++|"[^"]*"|'[^']*')*""", re.IGNORECASE)
# The pieces of an internal subset: its end is a bracket outside of texts and comments.
_SUBSET_PIECE = re.compile(
    rb"""<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|[^"'\]<]+|<(?!!--|\?)""", re.DOTALL
)
# XML 1.0 section 4.2: a name, then a text, or where an external entity lies.
_ENTITY = re.compile(
    rb"""<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s"'<>%&;]+)\s+
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<where>SYSTEM|PUBLIC)\s+(?P<id>"[^"]*"|'[^']*'))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = re.compile(rb"<!ENTITY", re.IGNORECASE)
_REFERENCE = re.compile(rb"&([^\s#&;<>]{1,200});")
# Allowed in a text: XML's own five (section 4.6).
_PREDEFINED = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# An ampersand by its number is one again when the text is read (appendix D); doubly written, as
# in the usual "&#38;#38;", it stays a sign.
_MADE_AMPERSAND = re.compile(rb"&#(?:0*38|x0*26);(?!#)", re.IGNORECASE)

# The W3C's names for letters, which old feeds declare by habit; no parser here loads them.
_LETTERS = re.compile(rb"""["']-//W3C//ENTITIES [\w ./-]{1,100}["']""")

# All of HTML's named letters take a third of this.
_LARGEST_SUBSET = 65_536
# More than any feed's own abbreviations come to.
_LARGEST_EXPANSION = 1024 * 1024


def refuse_entities(data: bytes) -> None:
    """Raise Refused when a document declares entities that may do harm.

    That is: external ones, those that refer to others, and those that would expand to more than a
    megabyte. A document type without an internal subset (RSS 0.91's) is no matter, nor are names
    for single letters or a repeated text.
    """
    text = wide_as_utf8(data)
    at = 0
    while match := _MISC.match(text, at):
        at = match.end()
    doctype = _DOCTYPE.match(text, at)
    if doctype is None or text[doctype.end() : doctype.end() + 1] != b"[":
        return
    subset = _subset(text, doctype.end() + 1)
    expansions = _expansions(subset)
    if expansions:
        used = (expansions.get(reference[1], 0) for reference in _REFERENCE.finditer(text))
        if sum(used) > _LARGEST_EXPANSION:
            raise Refused("the feed declares entities that expand to an enormous text")


def _subset(text: bytes, start: int) -> bytes:
    """Return the internal subset that begins at `start`, without comments."""
    part = text[start : start + _LARGEST_SUBSET]
    kept: list[bytes] = []
    at = 0
    while match := _SUBSET_PIECE.match(part, at):
        at = match.end()
        if not match[0].startswith(b"<!--"):
            kept.append(match[0])
    if part[at : at + 1] == b"]":
        return b"".join(kept)
    if len(part) == _LARGEST_SUBSET:
        raise Refused("the feed's document type is larger than 64 KB")
    # Without its end the subset is broken, and all that follows is suspect.
    return part


def _expansions(subset: bytes) -> dict[bytes, int]:
    """Return the length of each entity's text; raise Refused for those that may do harm."""
    found: dict[bytes, int] = {}
    for opening in _OPENING.finditer(subset):
        entity = _ENTITY.match(subset, opening.start())
        if entity is None:
            raise Refused("the feed declares an entity that cannot be read")
        if entity["where"]:
            if not entity["parameter"] or not _LETTERS.fullmatch(entity["id"]):
                raise Refused("the feed declares entities that lie elsewhere")
            continue
        value = entity["double"] if entity["double"] is not None else entity["single"]
        if entity["parameter"] or b"%" in value or _refers(value):
            raise Refused("the feed declares entities that expand into others")
        found[entity["name"]] = len(value)
    return found


def _refers(value: bytes) -> bool:
    """Say whether an entity's text would bring in another entity."""
    names = {reference[1] for reference in _REFERENCE.finditer(value)}
    return bool(names - _PREDEFINED or _MADE_AMPERSAND.search(value))
