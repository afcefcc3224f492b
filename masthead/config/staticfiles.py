"""Addresses of static files."""

from __future__ import annotations

from functools import cache
from typing import Any

from whitenoise.storage import (  # type: ignore[import-untyped]
    CompressedManifestStaticFilesStorage,
)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Addresses with a fingerprint; a plain one for a file that was not collected.

    A page without looks beats no page, above all when it is the page that says what broke.
    """

    def hashed_name(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return ``name`` with its fingerprint, or as it is when the file is not there."""
        try:
            hashed: str = super().hashed_name(name, *args, **kwargs)
        except ValueError:
            return name
        return hashed

    @cache  # noqa: B019 - there is one storage, and it lives as long as the process
    def url(self, name: str | None, force: bool = False) -> str:
        """The address of ``name``. Found once: files are collected before a process starts."""
        found: str = super().url(name, force)
        return found
