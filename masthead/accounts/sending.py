"""Handing a letter to the mail server, and what is known of letters that were handed over."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from masthead.accounts.mail_server import current_server
from masthead.accounts.models import Letter
from masthead.kernel.clock import now

# A letter with a key that was used longer ago than this is a new one.
KEEP = timedelta(days=30)
# Trouble older than this was either mended or is not told by a letter any more.
TROUBLE_LASTS = timedelta(days=7)


def deliver(letter: Letter) -> None:
    """Send ``letter`` by the server that counts now, and note that it went.

    Does nothing for one that went already. Raises what the server or the connection raises, after
    noting it at the letter.
    """
    if letter.state == Letter.State.SENT:
        return
    try:
        message = _message(letter, sender=current_server().sender)
        message.send()
    except Exception as error:
        # Noted in words for administrators; the job fails with it and is tried again.
        _note(letter, state=Letter.State.FAILED, complaint=_sentence(error))
        raise
    _note(letter, state=Letter.State.SENT)


def _message(letter: Letter, *, sender: str) -> EmailMultiAlternatives:
    # The same letter sent twice (a worker killed between the server's answer and our note) has
    # the same Message-ID: mail programs show it once.
    digest = hashlib.sha256(f"{letter.key}\0{letter.recipient}".encode()).hexdigest()
    domain = sender.rpartition("@")[2]
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender,
        to=[letter.recipient],
        headers={
            "Message-ID": f"<{digest[:32]}.{letter.pk}@{domain}>",
            # RFC 3834 section 5: nobody's holiday notice answers a machine.
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(settings.MASTHEAD_MAIL_TRANSPORT),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _note(letter: Letter, *, state: str, complaint: str = "") -> None:
    letter.state, letter.complaint, letter.tried_at = state, complaint[:300], now()
    if state == Letter.State.SENT:
        letter.text = letter.html = ""
    letter.save(update_fields=["state", "complaint", "tried_at", "text", "html"])


def _sentence(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def mail_trouble() -> str:
    """What went wrong with the newest letter that was tried, or nothing when it went; one query."""
    newest = (
        Letter.objects.filter(tried_at__gt=now() - TROUBLE_LASTS)
        .exclude(state=Letter.State.WAITING)
        .order_by("-tried_at")
        .first()
    )
    return newest.complaint if newest and newest.state == Letter.State.FAILED else ""


def prune_letters() -> int:
    """Forget letters that were queued longer ago than `KEEP`; how many."""
    gone, _ = Letter.objects.filter(queued_at__lt=now() - KEEP).delete()
    return gone
