"""The key pair with which the newsroom names itself to push services (RFC 8292 section 2)."""

from __future__ import annotations

import base64
import logging
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction

from masthead.accounts.sealing import BrokenSealError, seal, unseal
from masthead.alerts.models import Device, PushKey
from masthead.kernel.clock import now

logger = logging.getLogger(__name__)

PURPOSE = "push key"


@dataclass(frozen=True)
class VapidKey:
    """The pair; ``public`` is as browsers want it: an uncompressed point in base64url."""

    private: ec.EllipticCurvePrivateKey
    public: str


def vapid_key() -> VapidKey:
    """The newsroom's pair, made when it is first asked for; one query after that.

    When the stored one was sealed with another ``SECRET_KEY`` a new one takes its place. Browsers
    that subscribed with the old one cannot be reached any more and are forgotten.
    """
    stored = PushKey.objects.first()
    if stored is not None:
        try:
            number = int(unseal(stored.sealed_private, purpose=PURPOSE), 16)
        except BrokenSealError:
            logger.warning(
                "the push key was made with another secret_key: devices must be added anew"
            )
            return _replaced(stored)
        return VapidKey(ec.derive_private_key(number, ec.SECP256R1()), stored.public)
    return _made()


@transaction.atomic
def _replaced(stored: PushKey) -> VapidKey:
    # Another process may have replaced it since: only the row that we could not read goes.
    PushKey.objects.filter(pk=stored.pk, public=stored.public).delete()
    Device.objects.all().delete()
    return _made()


def _made() -> VapidKey:
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    public = base64.urlsafe_b64encode(point).rstrip(b"=").decode("ascii")
    number = f"{private.private_numbers().private_value:x}"
    row, is_new = PushKey.objects.get_or_create(
        pk=1,
        defaults={
            "sealed_private": seal(number, purpose=PURPOSE),
            "public": public,
            "made_at": now(),
        },
    )
    # Of two processes that make the first pair at once, the first one's counts.
    return VapidKey(private, public) if is_new else _read(row)


def _read(row: PushKey) -> VapidKey:
    number = int(unseal(row.sealed_private, purpose=PURPOSE), 16)
    return VapidKey(ec.derive_private_key(number, ec.SECP256R1()), row.public)
