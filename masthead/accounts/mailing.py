"""Sending letters: into the queue with the caller's transaction, out once by the worker.

A letter is a row of its own for each address, so that a server which refuses one address does not
have the others sent twice. Its text is kept until it has arrived, and no longer: letters carry
links that sign people in.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from masthead.accounts.mail_server import is_mail_set_up
from masthead.accounts.models import Letter
from masthead.accounts.sending import mail_trouble
from masthead.accounts.tasks import send_letter
from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now

__all__ = ["is_mail_set_up", "mail_trouble", "queue_mail"]

LONGEST_SUBJECT = 250
LONGEST_KEY = 200


@transaction.atomic
def queue_mail(*, to: Sequence[str], subject: str, text: str, html: str = "", key: str) -> None:
    """Queue a letter to each address of ``to``, in the transaction that is open.

    ``key`` names the letter: the same key to the same address is sent once within 30 days, however
    often this is called. Line breaks in ``subject`` become spaces (RFC 5322 section 2.2: a header
    ends at a line break). Raises ValueError for an empty or overlong key and for an address that
    is none. Without mail set up the letters fail, and `mail_trouble` says so: ask
    `is_mail_set_up` first where something else can be done.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"a letter's key has 1 to {LONGEST_KEY} characters, not {len(key)}")
    line = " ".join(subject.split())[:LONGEST_SUBJECT]
    for address in dict.fromkeys(to):
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValueError(f"not an e-mail address: {address!r}") from error
        letter, is_new = Letter.objects.get_or_create(
            key=key,
            recipient=address,
            defaults={"subject": line, "text": text, "html": html, "queued_at": now()},
        )
        if is_new:
            enqueue(send_letter, letter.pk, key=str(letter.pk))
