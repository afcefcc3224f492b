"""Which mail server takes our letters: the operator's, or the one that administrators entered.

``mail_url`` in masthead.toml (or ``MASTHEAD_MAIL_URL``) wins: who keeps the machine decides which
way its mail goes. Without it the row of `MailServer` counts, and without that no mail is set up.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import MailServer, User
from masthead.accounts.sealing import seal, unseal

PURPOSE = "mail server password"

_SECURITY = {
    "smtps": (MailServer.Security.TLS, 465),
    "smtp+starttls": (MailServer.Security.STARTTLS, 587),
    "smtp": (MailServer.Security.NONE, 25),
}


class MailNotSetUpError(Exception):
    """There is no mail server to send a letter with."""


class MailUrlError(Exception):
    """``mail_url`` cannot be understood; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """All that it takes to send. ``security`` is a value of `MailServer.Security`."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str


def server_in(url: str, *, sender: str) -> Server:
    """The server that ``smtps://user:password@host:465`` and the like name.

    Schemes are smtps (TLS from the start), smtp+starttls and smtp (in the clear). Raises
    `MailUrlError` for anything else, and without a host or a sender.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise MailUrlError(f"mail_url: {error}") from error
    if parts.scheme not in _SECURITY:
        raise MailUrlError(f"mail_url begins with smtps, smtp+starttls or smtp, not {parts.scheme}")
    if not host:
        raise MailUrlError("mail_url names no host")
    if not sender:
        raise MailUrlError("mail_url needs mail_from, the address that letters come from")
    security, usual_port = _SECURITY[parts.scheme]
    return Server(
        host=host,
        port=port or usual_port,
        security=security.value,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=sender,
    )


def operators_server() -> Server | None:
    """The server in masthead.toml or the environment. Raises `MailUrlError`."""
    if not settings.MASTHEAD_MAIL_URL:
        return None
    return server_in(settings.MASTHEAD_MAIL_URL, sender=settings.MASTHEAD_MAIL_FROM)


def current_server() -> Server:
    """The server that counts now; one query at most.

    Raises `MailNotSetUpError`, `MailUrlError`, and `sealing.BrokenSealError` when the password was
    sealed with another secret key.
    """
    if (server := operators_server()) is not None:
        return server
    row = MailServer.objects.first()
    if row is None:
        raise MailNotSetUpError
    sealed = row.sealed_password
    return Server(
        host=row.host,
        port=row.port,
        security=row.security,
        user=row.user,
        password=unseal(sealed, purpose=PURPOSE) if sealed else "",
        sender=row.sender,
    )


def is_mail_set_up() -> bool:
    """Whether anybody said which server takes our letters; one query at most.

    True says nothing about whether it works: see `mailing.mail_trouble`.
    """
    return bool(settings.MASTHEAD_MAIL_URL) or MailServer.objects.exists()


@transaction.atomic
def set_mail_server(
    *,
    host: str,
    port: int,
    security: str,
    user: str,
    password: str | None,
    sender: str,
    by: User,
) -> MailServer:
    """Keep the server that an administrator entered; ``password`` None keeps the one there is.

    Raises `django.core.exceptions.ValidationError` for values that will not do. A kept password
    goes to the same host only: with another host it is dropped, so that nobody who may change the
    address has the password sent to a server of theirs.
    """
    row = MailServer.objects.select_for_update().first() or MailServer()
    if password is not None:
        row.sealed_password = seal(password, purpose=PURPOSE) if password else ""
    elif row.host != host:
        row.sealed_password = ""
    row.host, row.port, row.security, row.user, row.sender = host, port, security, user, sender
    row.full_clean(exclude=["sealed_password"])
    row.save()
    log(
        instance=row,
        action="accounts.mail",
        user=by,
        data={"host": host, "port": port, "security": security, "user": user, "sender": sender},
    )
    return row
