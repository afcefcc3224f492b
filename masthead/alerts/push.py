"""Web push: a message to a browser, through the push service of whoever made the browser.

RFC 8030 (the request), RFC 8291 and RFC 8188 (what the service cannot read), RFC 8292 (who asks).
The address of the service comes from the browser, so from outside: it is asked through the guarded
client and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from masthead.alerts.keys import vapid_key
from masthead.alerts.models import Device
from masthead.kernel.clock import now
from masthead.kernel.fetching import post

# An alert that reaches a phone an hour late has been acknowledged or mailed about since.
TTL_SECONDS = 3600
# The token names this server to one push service for so long; RFC 8292 section 2 allows a day.
_TOKEN_LASTS = timedelta(hours=1)
# A push service answers in a moment; other alerts wait behind this one.
_SECONDS = 10.0
# Its answers are a line long.
_MOST_BYTES = 64 * 1024
# RFC 8291 section 2: an uncompressed point on P-256, and a secret of 16 octets.
_POINT_BYTES, _SECRET_BYTES = 65, 16


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    # The subscription is no more (RFC 8030 sections 7.3 and 8.3).
    GONE = "gone"
    REFUSED = "refused"


class ServiceBusyError(Exception):
    """The push service asks for patience (429) or is out of order (5xx)."""


class SubscriptionRefused(ValueError):
    """What a browser sent is no subscription that we can use."""


def check_subscription(*, endpoint: str, p256dh: str, auth: str) -> None:
    """Raise `SubscriptionRefused` unless these can be sent to: https, a point, a secret."""
    if not endpoint.startswith("https://") or len(endpoint) > 2000:
        raise SubscriptionRefused("The address of the push service is not one.")
    point, secret = _decoded(p256dh), _decoded(auth)
    if len(secret) != _SECRET_BYTES:
        raise SubscriptionRefused("The browser’s secret has the wrong length.")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise SubscriptionRefused("The browser’s key is not one.") from error


def send(device: Device, message: bytes, *, topic: str) -> Outcome:
    """Send ``message`` to ``device``, which shows it at once or within the hour.

    A later message with the same ``topic`` takes the place of one that still waits (RFC 8030
    section 5.4). Raises `ServiceBusyError`, and `masthead.kernel.fetching.FetchRefused` when the
    service cannot be reached or may not be asked.
    """
    policy = replace(settings.MASTHEAD_FETCH_POLICY, seconds=_SECONDS, most_bytes=_MOST_BYTES)
    answer = post(
        device.endpoint,
        data=encrypted(message, p256dh=device.p256dh, auth=device.auth),
        policy=policy,
        headers={
            "Content-Type": "application/octet-stream",
            # RFC 8188 section 2.
            "Content-Encoding": "aes128gcm",
            "TTL": str(TTL_SECONDS),
            # RFC 8030 section 5.3: a phone that saves its battery shows it nevertheless.
            "Urgency": "high",
            "Topic": topic,
            **authorization(device.endpoint),
        },
    )
    if answer.status in {404, 410}:
        return Outcome.GONE
    if answer.is_busy:
        raise ServiceBusyError(f"the push service answers {answer.status}")
    return Outcome.SENT if 200 <= answer.status < 300 else Outcome.REFUSED


def encrypted(message: bytes, *, p256dh: str, auth: str) -> bytes:
    """``message`` as only the browser with this key can read it (RFC 8291 section 3)."""
    body: bytes = http_ece.encrypt(
        message,
        salt=os.urandom(16),
        # RFC 8291 section 3.1: a pair of the server's own for each message.
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_decoded(p256dh),
        auth_secret=_decoded(auth),
        version="aes128gcm",
    )
    return body


def authorization(endpoint: str) -> dict[str, str]:
    """The header that names this newsroom to the service behind ``endpoint`` (RFC 8292)."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now() + _TOKEN_LASTS).timestamp()),
        "sub": _contact(),
    }
    signed: dict[str, str] = Vapid02(vapid_key().private).sign(claims)
    return signed


def _contact() -> str:
    """Whom the push service writes to when our messages are a trouble to it."""
    contact: str = settings.MASTHEAD_FETCH_POLICY.contact
    if contact.startswith(("mailto:", "https://")):
        return contact
    address = contact if "@" in contact else settings.MASTHEAD_MAIL_FROM
    return f"mailto:{address or 'newsroom@localhost'}"


def _decoded(text: str) -> bytes:
    """Base64url without padding, as browsers write it (RFC 7515 section 2)."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise SubscriptionRefused("The browser’s keys cannot be read.") from error
