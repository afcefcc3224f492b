"""Wire files for the journey: agencies, places and people are invented."""

from __future__ import annotations

from pathlib import Path


def nitf(guid: str, headline: str, *paragraphs: str) -> str:
    """A NITF document with a byline and an agency."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>{headline}</title><docdata><doc-id id-string="{guid}"/>
<urgency ed-urg="4"/><date.issue norm="20261124T080000Z"/>
<doc.copyright holder="Gannet Wire"/></docdata></head>
<body><body.head><hedline><hl1>{headline}</hl1></hedline><byline>By Tom Ash</byline>
<distributor>Gannet Wire</distributor></body.head>
<body.content>{body}</body.content></body></nitf>
"""


def write_published(folder: Path) -> Path:
    """Two stories that others can link to."""
    folder.mkdir()
    for number, headline in enumerate(
        ("Ferry timetable changes on Monday", "Harbour board seeks a new master"), start=1
    ):
        text = nitf(f"gannet-{number}", headline, "The board said so in a notice.")
        (folder / f"{number}.xml").write_text(text, encoding="utf-8")
    return folder


def write_wire(folder: Path) -> Path:
    """The item that the editor opens."""
    folder.mkdir()
    text = nitf(
        "gannet-9",
        "Breakwater closed after storm damage",
        "The breakwater at Port Ash is closed until engineers have looked at it.",
        'The board has <a href="https://harbour.example/notice">put up a notice</a> at the gate.',
        "Anglers were asked to keep away.",
    )
    (folder / "9.xml").write_text(text, encoding="utf-8")
    return folder
