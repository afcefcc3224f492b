"""The formats that the wire desk reads, one module each."""

from collections.abc import Mapping
from typing import Protocol

from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats import atom, newsml_g2, nitf, rss, unread, wordpress

# Far above any wire file; what is larger is an archive or an attack, and not for this door.
LARGEST_FILE = 50 * 1024 * 1024


class Format(Protocol):
    """One wire or feed format."""

    name: str

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether these bytes are in this format; cheap, and never raises."""

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return what the file holds; raise Refused when it is not news or cannot be read."""


# In this order; a WordPress export is RSS to the letter, so it is asked first.
FORMATS: tuple[Format, ...] = (
    wordpress.WordPressExport(),
    newsml_g2.NewsMLG2(),
    nitf.Nitf(),
    atom.Atom(),
    rss.Rss(),
)


def read(data: bytes, headers: Mapping[str, str] | None = None) -> Reading:
    """Return what a wire file holds.

    The format is told from the bytes, never from a name. `headers` are those of the answer
    that brought the file, if one did: a feed's charset and base address may stand there.
    Raises Refused, with a reason for an editor, for everything that is not read.
    """
    if not data.strip():
        raise Refused("the file is empty")
    if len(data) > LARGEST_FILE:
        raise Refused(f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB")
    lowered = {name.lower(): value for name, value in (headers or {}).items()}
    for wire_format in FORMATS:
        if wire_format.recognises(data, lowered):
            return wire_format.read(data, lowered)
    raise Refused(unread.describe(data))
