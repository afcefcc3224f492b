"""What allauth asks the newsroom: whether strangers may sign up, how letters go, how keys lie."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from masthead.accounts.mail_server import is_mail_set_up
from masthead.accounts.mailing import queue_mail
from masthead.accounts.models import User
from masthead.accounts.sealing import seal, unseal
from masthead.kernel.clock import now

logger = logging.getLogger(__name__)

PURPOSE = "authenticator keys"


class AccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by invitation; their letters go through the queue."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "This address and password do not belong together. Try again, or ask for a new "
            "password below."
        ),
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "incorrect_password": "That is not your password. Try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: see `invitations`."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a letter of allauth's; without mail set up there is nothing to send it with."""
        if not is_mail_set_up():
            logger.info("no mail is set up: %s was not sent", template_prefix)
            return
        message = self.render_mail(template_prefix, email, context)
        queue_mail(
            to=[email],
            subject=message.subject,
            text=str(message.body),
            key=f"{template_prefix}:{now().isoformat()}",
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person of a change to their sign-in, at the address of the account."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is: the sender says who writes."""
        return subject

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of ``user``; counts against the same limits as signing in.

        allauth looks for the address in a table of its own, which accounts here need not be in.
        """
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password: the page it was asked from."""
        return reverse("mfa_index")


class MfaAdapter(DefaultMFAAdapter):
    """The keys of authenticator apps and recovery codes lie sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or it was used already. Try the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Seal a key."""
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a key. Raises `sealing.BrokenSealError` after a change of ``SECRET_KEY``."""
        return unseal(encrypted_text, purpose=PURPOSE)

    def get_totp_issuer(self) -> str:
        """How the entry in the app is called."""
        return f"Masthead, {self._get_site_name()}"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a passkey is called until its owner says otherwise."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"
