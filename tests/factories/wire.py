"""Sources, dispatches, wire files and items for tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from masthead.kernel.blocks import Paragraph
from masthead.wire.dispatch import Dispatch, Rendition, WirePicture
from masthead.wire.intake import Outcome, ingest_files
from masthead.wire.models import Item, Source
from masthead.wire.services import Filing, file_dispatch, keep_received

_numbers = count(1)


def make_source(**fields: Any) -> Source:
    """A source that stands nowhere in particular."""
    return Source.objects.create(**({"name": f"Agency {next(_numbers)}"} | fields))


def make_dispatch(**fields: Any) -> Dispatch:
    """What a format reads: headline, one paragraph and an identifier of its own."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "guid": f"urn:newsml:example.org:{number}",
        "headline": f"Ferry runs again {number}",
        "body": (Paragraph("The ferry runs again from Monday."),),
    }
    return Dispatch(**(values | fields))


def make_wire_picture(href: str = "quay.jpg", **fields: Any) -> WirePicture:
    """A picture with every word that publishing asks for, whose file is ``href``."""
    values: dict[str, Any] = {
        "renditions": (Rendition(href=href),),
        "alt": "A ferry at a quay",
        "caption": "The ferry on Monday.",
        "credit": "Ada Writer",
    }
    return WirePicture(**(values | fields))


def file_take(
    source: Source, dispatch: Dispatch, attachments: Mapping[str, bytes] | None = None
) -> Filing:
    """File ``dispatch`` as if it had come alone, in bytes of its own."""
    number = next(_numbers)
    received = keep_received(source=source, data=f"take {number}".encode(), name=f"{number}.xml")
    return file_dispatch(received=received, position=0, dispatch=dispatch, attachments=attachments)


def make_item(
    *, source: Source | None = None, attachments: Mapping[str, bytes] | None = None, **fields: Any
) -> Item:
    """An item on the desk; ``fields`` are its dispatch's."""
    return file_take(source or make_source(), make_dispatch(**fields), attachments).item


def newsml(
    *,
    guid: str = "urn:newsml:example.org:ferry",
    version: str = "1",
    status: str = "usable",
    headline: str = "Ferry runs again",
    text: str = "The ferry runs again from Monday.",
    meta: str = "",
    content: str = "",
    remote: str = "",
    at: datetime | None = None,
) -> bytes:
    """A NewsML-G2 text item; ``meta``, ``content`` and ``remote`` are XML of one's own."""
    created = f"<versionCreated>{at.isoformat()}</versionCreated>" if at else ""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n"))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"
  standardversion="2.29" conformance="power" guid={quoteattr(guid)} version={quoteattr(version)}>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:HARBOUR"/>{created}
<pubStatus qcode="stat:{status}"/>{meta}</itemMeta>
<contentMeta><headline>{escape(headline)}</headline>{content}</contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{paragraphs}</body></html>
</inlineXML>{remote}</contentSet></newsItem>""".encode()


def remote_picture(href: str) -> str:
    """A picture of a NewsML-G2 item as a file beside it, for `newsml`."""
    return f'<remoteContent contenttype="image/jpeg" href={quoteattr(href)} width="640"/>'


def rss(*items: str) -> bytes:
    """An RSS feed of ``items``, each the XML inside an item element."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>Harbour wire</title><link>https://wire.example/</link>{inside}</channel></rss>"
    ).encode()


def fill_folder(folder: Path, *, count: int) -> Path:
    """A folder with ``count`` files of one NewsML-G2 item each, and one feed of three items."""
    folder.mkdir()
    for number in range(count):
        data = newsml(guid=f"urn:newsml:example.org:{number}", headline=f"Ferry {number} runs")
        (folder / f"{number:03}.xml").write_bytes(data)
    entries = (
        f"<guid>urn:feed:{number}</guid><title>Fish market {number}</title>"
        "<description>Open on Sundays.</description>"
        for number in range(3)
    )
    (folder / "feed.rss").write_bytes(rss(*entries))
    return folder


def ingest(*paths: Path, publish: bool = False, **options: Any) -> list[Outcome]:
    """What ``masthead ingest`` says of ``paths``."""
    return list(ingest_files(paths, publish=publish, **options))
