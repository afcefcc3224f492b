"""Secrets that lie in the database: the mail server's password, the keys of authenticator apps.

Each purpose has a key of its own, derived from ``SECRET_KEY`` (RFC 5869). Who has the database
alone cannot read them; who has the data folder as well can.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class BrokenSealError(Exception):
    """The text was sealed with another ``SECRET_KEY``, or was changed."""


def seal(text: str, *, purpose: str) -> str:
    """``text`` encrypted and signed, as ASCII; `unseal` with the same purpose reads it."""
    return _box(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, purpose: str) -> str:
    """What `seal` was given. Raises `BrokenSealError` when this installation cannot read it."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise BrokenSealError(purpose) from error


def _box(purpose: str) -> Fernet:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"masthead {purpose}".encode())
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
