"""Wire items that wait on the demo's desk: read from real wire formats, in words of our own."""

from __future__ import annotations

from datetime import datetime, timedelta

from masthead.demo.content.wire_files import WIRE_FILES
from masthead.wire.models import Source
from masthead.wire.services import file_dispatch, keep_received
from masthead.wire.intake import read_received


def load_desk(*, moment: datetime) -> int:
    """File the demo's wire items as if they had just come in; returns how many there are.

    ``moment`` (UTC) dates them; each file says how many minutes before it was sent.
    """
    count = 0
    for file in WIRE_FILES:
        source, _ = Source.objects.get_or_create(name=file.source)
        sent_at = moment - timedelta(minutes=file.minutes_ago)
        data = file.text.replace("{sent_at}", sent_at.isoformat(timespec="seconds"))
        data = data.replace("{embargo_until}", (moment + timedelta(hours=9)).isoformat(timespec="seconds"))
        received = keep_received(source=source, data=data.encode(), name=file.name)
        reading = read_received(received, data=data.encode())
        if reading is None:
            raise ValueError(f"the demo's own {file.name} was refused: {received.reason}")
        for position, dispatch in enumerate(reading.dispatches):
            file_dispatch(received=received, position=position, dispatch=dispatch)
            count += 1
    return count
