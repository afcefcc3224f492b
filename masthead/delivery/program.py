"""A name for the program that draws pages: what an older one drew is not to be served."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import django

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache(maxsize=1)
def program_mark() -> str:
    """Changes with every file of the program and with Django: after an update, pages would lead to
    style sheets that are gone, and say what templates no longer say.

    Asked once a process; a look at each file takes some ten milliseconds.
    """
    parts = [django.get_version()]
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            facts = path.stat()
            name = path.relative_to(_PACKAGE).as_posix()
            parts.append(f"{name} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
