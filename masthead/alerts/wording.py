"""What an alert says in a mail and on a phone: what happened, to what, and what to do next."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.timezone import localtime

from masthead.alerts.addresses import alert_path
from masthead.alerts.models import Alert

RAISED, OVER = "raised", "over"
# A push service takes 4096 bytes with all its wrapping (RFC 8030 section 7.2); four bytes a letter.
_LONGEST_BODY = 300


@dataclass(frozen=True)
class MailWords:
    """Subject and text of a mail."""

    subject: str
    text: str


def said(moment: datetime) -> str:
    """A moment as an alert says it: by the newsroom's own clock, which it names."""
    return f"{localtime(moment):%-d %B, %H:%M} ({settings.TIME_ZONE})"


def step_purpose(step: int) -> str:
    """The name of a step, as notices keep it."""
    return f"step {step}"


def subject(alert: Alert, purpose: str) -> str:
    """One line: how urgent, and what."""
    if purpose == OVER:
        return f"Over: {alert.title}"
    if purpose == RAISED:
        return f"Alert: {alert.title}"
    return f"Nobody has answered: {alert.title}"


def mail_words(alert: Alert, purpose: str, *, origin: str) -> MailWords:
    """The mail for one purpose. ``origin`` is the newsroom's."""
    link = f"{origin}{alert_path(alert)}"
    if purpose == OVER:
        return MailWords(subject(alert, purpose), f"{_what(alert)}\n\nIt is over.\n\n{link}\n")
    parts = [_what(alert)]
    if purpose != RAISED:
        parts.append("Nobody has acknowledged this yet, so you are told as well.")
    if alert.story is not None:
        parts.append(f"The story: {alert.story}")
    parts.append(f"What to do: {alert.advice}")
    if alert.path:
        parts.append(f"Where: {origin}{alert.path}")
    parts.append(f"Say that you are on it: {link}")
    return MailWords(subject(alert, purpose), "\n\n".join(parts) + "\n")


def push_words(alert: Alert, purpose: str) -> bytes:
    """The message for a device, as JSON: read by the newsroom's service worker alone."""
    body = "It is over." if purpose == OVER else alert.text or alert.advice
    return json.dumps(
        {
            "title": subject(alert, purpose)[:200],
            "body": body[:_LONGEST_BODY],
            "path": alert_path(alert),
            # A later message about the same alert takes the place of the earlier one.
            "tag": f"alert-{alert.pk}",
        },
        ensure_ascii=False,
    ).encode()


def _what(alert: Alert) -> str:
    return f"{alert.title}\n\n{alert.text}" if alert.text else alert.title
