"""Wire items that wait on the demo's desk: read from real wire formats, in words of our own."""

from __future__ import annotations

from datetime import datetime, timedelta

from masthead.demo.content.wire_files import WIRE_FILES
from masthead.wire.intake import read_received
from masthead.wire.models import Source
from masthead.wire.services import file_dispatch, keep_received

# Long enough that whoever tries the demo sees the embargo hold.
EMBARGO = timedelta(hours=9)


def _dated(text: str, **moments: datetime) -> str:
    for name, moment in moments.items():
        text = text.replace(f"{{{name}}}", moment.isoformat(timespec="seconds"))
    return text


def load_desk(*, moment: datetime) -> int:
    """File the demo's wire items as if they had just come in; returns how many there are.

    ``moment`` (UTC) dates them; each file says how many minutes before it was sent.
    """
    count = 0
    for file in WIRE_FILES:
        source, _ = Source.objects.get_or_create(name=file.source)
        sent_at = moment - timedelta(minutes=file.minutes_ago)
        data = _dated(file.text, sent_at=sent_at, embargo_until=moment + EMBARGO).encode()
        received = keep_received(source=source, data=data, name=file.name)
        reading = read_received(received, data=data)
        if reading is None:
            raise ValueError(f"the demo's own {file.name} was refused: {received.reason}")
        for position, dispatch in enumerate(reading.dispatches):
            file_dispatch(received=received, position=position, dispatch=dispatch)
            count += 1
    return count
