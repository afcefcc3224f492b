"""The formats that the wire desk reads, one module each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from masthead.wire.dispatch import NotNews, Reading, Refused, Remark
from masthead.wire.formats import (
    anpa1312,
    ap_media,
    atom,
    cdf,
    cp_publish,
    dpa,
    email_message,
    iptc7901,
    json_feed,
    newsml1,
    newsml_g2,
    ninjs,
    nitf,
    plain_text,
    ritzau,
    rss,
    solita,
    unread,
    wordpress,
)

# Far above any wire file; what is larger is an archive or an attack, and not for this door.
LARGEST_FILE = 50 * 1024 * 1024


class Format(Protocol):
    """One wire or feed format."""

    name: str

    def recognises(self, data: bytes, headers: Mapping[str, str]) -> bool:
        """Say whether these bytes are in this format; cheap, and never raises."""

    def read(self, data: bytes, headers: Mapping[str, str]) -> Reading:
        """Return what the file holds; raise Refused when it is not news or cannot be read."""


# In this order: a WordPress export is RSS to the letter, AP's items are nearly ninjs, and plain
# text is whatever is left.
FORMATS: tuple[Format, ...] = (
    wordpress.WordPressExport(),
    newsml_g2.NewsMLG2(),
    newsml1.NewsML1(),
    nitf.Nitf(),
    cp_publish.CpPublish(),
    ritzau.Ritzau(),
    solita.SolitaRelease(),
    json_feed.JsonFeed(),
    ap_media.ApMedia(),
    dpa.DpaDigitalWires(),
    ninjs.Ninjs(),
    anpa1312.Anpa1312(),
    iptc7901.Iptc7901(),
    email_message.Email(),
    atom.Atom(),
    cdf.Cdf(),
    rss.Rss(),
    plain_text.PlainText(),
)


def read(data: bytes, headers: Mapping[str, str] | None = None) -> Reading:
    """Return the news that a wire file holds, for the desk.

    The format is told from the bytes, never from a name. `headers` are those of the answer
    that brought the file, if one did: a feed's charset and base address may stand there.
    Raises Refused, with a reason for an editor, for everything that is not read, and for a file
    in which no item is a news text (a picture alone, a package).
    """
    reading = read_all(data, headers)
    told = dict.fromkeys(f"{_called(aside.kind)}, no text" for aside in reading.asides)
    if told and not reading.dispatches:
        raise NotNews("; ".join([*told, *(remark.what for remark in reading.remarks)]))
    beside = tuple(Remark("beside the news", what) for what in told)
    return replace(reading, remarks=(*reading.remarks, *beside))


def read_all(data: bytes, headers: Mapping[str, str] | None = None) -> Reading:
    """Return all items of a wire file: the news and, aside, pictures, films and packages.

    Raises Refused for everything that is not read, NotNews among it for what describes no news.
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


def _called(kind: str) -> str:
    """Return the class of an item with its article: a picture item, an audio item."""
    article = "an" if kind[:1].lower() in "aeiou" else "a"
    return f"{article} {kind} item"
