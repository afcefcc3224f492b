"""Ways that letters go: by SMTP to the server that counts, or into our queue first.

Everything that writes with Django's mail (Wagtail's notices of work to review, allauth) gets the
queue (``EMAIL_BACKEND``): no page waits for a mail server, and none breaks when it is down.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from masthead.accounts.mail_server import Server, current_server, is_mail_set_up
from masthead.accounts.mailing import queue_mail
from masthead.accounts.models import MailServer
from masthead.kernel.clock import now

logger = logging.getLogger(__name__)

# A mail server that says nothing for so long is down; the job is tried again later.
SECONDS = 20


class NewsroomMailBackend(EmailBackend):
    """Sends by SMTP. With ``server`` by that one, else by what the newsroom has set up.

    Raises `MailNotSetUpError` when there is none, the SMTP library's errors when it refuses.
    """

    def __init__(self, *, server: Server | None = None, fail_silently: bool = False, **_: Any):
        server = server or current_server()
        super().__init__(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.security == MailServer.Security.STARTTLS,
            use_ssl=server.security == MailServer.Security.TLS,
            timeout=SECONDS,
            fail_silently=fail_silently,
        )
        self.sender = server.sender


class QueueMailBackend(BaseEmailBackend):
    """Queues what Django's mail functions are given; without mail set up it says so in the log."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message to each of its recipients; how many messages."""
        if not is_mail_set_up():
            logger.info("no mail is set up: %d letters were not sent", len(email_messages))
            return 0
        for number, message in enumerate(email_messages):
            queue_mail(
                to=message.recipients(),
                subject=str(message.subject),
                text=str(message.body),
                html=_html_of(message),
                key=f"mail:{now().isoformat()}:{number}",
            )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    found = (content for content, kind in message.alternatives if kind == "text/html")
    return str(next(found, ""))
