"""Getting an alert to people: whom, by mail, by push; and a note of each."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException

from django.db import transaction
from django.db.models import QuerySet

from masthead.accounts.mail_server import MailNotSetUpError, MailUrlError
from masthead.accounts.mailing import is_mail_set_up, queue_mail
from masthead.accounts.models import Letter, User
from masthead.accounts.sealing import BrokenSealError
from masthead.accounts.sending import deliver
from masthead.alerts import push
from masthead.alerts.models import Alert, Device, Notice
from masthead.alerts.selectors import administrators, next_on_call, on_call
from masthead.alerts.wording import OVER, RAISED, mail_words, push_words, step_purpose
from masthead.kernel.clock import now
from masthead.kernel.fetching import FetchRefused
from masthead.stories.newsroom_address import newsroom_origin

logger = logging.getLogger(__name__)

_NO_MAIL = "No mail server is set up: see “Mail” in the settings."


def people_for(alert: Alert, purpose: str) -> list[User]:
    """Whom to tell: who is on call; the next and then the administrators when nobody answers.

    That something is over is told to whoever was told of it. A step that would tell nobody new
    goes to the administrators at once. Three queries at most.
    """
    if purpose == RAISED:
        return on_call(alert.raised_at)
    told = User.objects.filter(alert_notices__alert=alert, is_active=True).distinct().order_by("pk")
    if purpose == OVER:
        return list(told)
    known = {person.pk for person in told}
    further = next_on_call(now()) if purpose == step_purpose(1) else []
    fresh = [person for person in further if person.pk not in known]
    return fresh or administrators()


def queue_mails(alert: Alert, purpose: str, *, people: Sequence[User]) -> list[str]:
    """Queue a mail to each of ``people`` and note it; the addresses that had not got it yet.

    Without a mail server the note says so, and the alert is on every screen all the same.
    """
    words = mail_words(alert, purpose, origin=newsroom_origin())
    complaint = "" if is_mail_set_up() else _NO_MAIL
    addresses = []
    with transaction.atomic():
        for person in people:
            if not _note(alert, person, Notice.Channel.MAIL, purpose, complaint=complaint):
                continue
            if not complaint:
                queue_mail(
                    to=[person.email],
                    subject=words.subject,
                    text=words.text,
                    key=_mail_key(alert, purpose),
                )
                addresses.append(person.email)
    return addresses


def devices_for(people: Sequence[User]) -> list[Device]:
    """Every device on which one of ``people`` allowed messages; one query."""
    return list(Device.objects.filter(person__in=people).select_related("person"))


def push_to(device: Device, alert: Alert, purpose: str) -> None:
    """Send one message to one device and note it; a device that is gone is forgotten.

    Does nothing when it was sent before. Raises `push.ServiceBusyError` when the push service asks
    for patience and `FetchRefused` when it cannot be reached: then it is to be tried again.
    """
    seen = Notice.objects.filter(
        alert=alert, person=device.person, channel=Notice.Channel.PUSH, purpose=purpose,
        device=device.name, complaint="",
    )  # fmt: skip
    if seen.exists():
        return
    outcome = push.send(device, push_words(alert, purpose), topic=f"alert-{alert.pk}")
    if outcome == push.Outcome.GONE:
        logger.info("a device of %s no longer takes messages and is forgotten", device.person)
        device.delete()
        return
    if outcome == push.Outcome.SENT:
        device.reached_at = now()
        device.save(update_fields=["reached_at"])
    complaint = "" if outcome == push.Outcome.SENT else "The push service refused the message."
    _note(alert, device.person, Notice.Channel.PUSH, purpose, device.name, complaint)


def tell_now(alert: Alert, purpose: str = RAISED) -> int:
    """Tell people from this very process, for when no worker is there to; how many it reached.

    A mail that will not go now stays in the queue for the worker that comes back, and for whoever
    calls this again: what has arrived is not sent twice.
    """
    people = people_for(alert, purpose)
    queue_mails(alert, purpose, people=people)
    reached = 0
    for letter in _waiting_letters(alert, purpose):
        try:
            deliver(letter)
            reached += 1
        except (
            OSError, SMTPException, MailNotSetUpError, MailUrlError, BrokenSealError,
        ) as error:  # fmt: skip
            logger.error("an alert could not be mailed to %s: %s", letter.recipient, error)
    for device in devices_for(people):
        try:
            push_to(device, alert, purpose)
            reached += 1
        except (FetchRefused, push.ServiceBusyError) as error:
            logger.error("an alert could not be pushed to a device: %s", error)
    return reached


def is_untold(alert: Alert) -> bool:
    """Whether telling people of ``alert`` was begun and not done: a mail waits, or nobody is noted.

    Somebody who is on it has been reached. Two queries at most.
    """
    if alert.acknowledged_at is not None:
        return False
    return _waiting_letters(alert, RAISED).exists() or not alert.notices.exists()


def _waiting_letters(alert: Alert, purpose: str) -> QuerySet[Letter]:
    return Letter.objects.filter(key=_mail_key(alert, purpose)).exclude(state=Letter.State.SENT)


def _mail_key(alert: Alert, purpose: str) -> str:
    return f"alert:{alert.pk}:{purpose}"


def _note(
    alert: Alert,
    person: User,
    channel: str,
    purpose: str,
    device: str = "",
    complaint: str = "",
) -> bool:
    """Note that ``person`` was told; False when that is noted already."""
    _, is_new = Notice.objects.get_or_create(
        alert=alert,
        person=person,
        channel=channel,
        purpose=purpose,
        device=device,
        defaults={"sent_at": now(), "complaint": complaint},
    )
    return is_new
