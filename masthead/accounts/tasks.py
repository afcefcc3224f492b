"""Background work of accounts. A task that runs twice has the effect of one."""

from __future__ import annotations

from django_tasks import task

from masthead.accounts.models import Letter
from masthead.accounts.sending import deliver
from masthead.jobs.rules import RetryPolicy

# A greylisting server takes the second try some minutes later (RFC 6647 section 2); one that is
# being moved is back within hours. Fourteen tries with these pauses span about a day.
PATIENCE = RetryPolicy(max_attempts=14, first_pause_seconds=10.0, longest_pause_seconds=3 * 3600.0)


@task(retry=PATIENCE)
def send_letter(letter_id: int) -> None:
    """Send one letter; nothing when it was sent or is gone. A failure is tried again, later."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is not None:
        deliver(letter)
