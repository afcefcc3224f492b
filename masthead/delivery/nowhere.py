"""What is said at addresses that no view has: drawn once for each host, until something changes.

Those who look for holes ask for thousands of them, and each drawing would take a thread from
readers. Nothing of it is written to the disk: there is no end of addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from masthead.delivery.store import Ticket
from masthead.kernel.clock import now


@dataclass(frozen=True, kw_only=True)
class _Kept:
    edition: int
    serial: int
    expires_at: datetime | None
    body: bytes
    headers: dict[str, str]


class Nowhere:
    """The answers of one process, by host. Only hosts of editions come here, so there are few."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def find(self, ticket: Ticket) -> HttpResponse | None:
        """The answer for the ticket's host, unless anything was purged since it was drawn."""
        kept = self._kept.get(ticket.host)
        if (
            kept is None
            or (kept.edition, kept.serial) != (ticket.edition, ticket.serial)
            or (kept.expires_at is not None and kept.expires_at <= now())
        ):
            return None
        return HttpResponse(kept.body, status=404, headers=kept.headers)

    def keep(self, response: HttpResponse, *, ticket: Ticket, expires_at: datetime | None) -> None:
        """Keep an answer that is the same for everybody; it is wrong from ``expires_at`` on."""
        self._kept[ticket.host] = _Kept(
            edition=ticket.edition,
            serial=ticket.serial,
            expires_at=expires_at,
            body=response.content,
            headers=dict(response.items()),
        )
