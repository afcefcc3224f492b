"""Whether a folder is prepared for this code, without loading Django: what makes a start quick.

After preparing, a digest of everything that preparing depends on is kept in the data folder. While
it is the same, the database is migrated and the static files are in place.
"""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path

from masthead.kernel.installation import Installation

STAMP_NAME = "prepared.json"
_PACKAGE = Path(__file__).resolve().parent.parent
# Those whose migrations or static files are part of ours.
_DISTRIBUTIONS = ("django", "wagtail", "django-tasks-db", "django-taggit", "whitenoise")


def database_digest(here: Installation) -> str:
    """Changes when migrations may have to run: other code, or another database."""
    parts = [here.database, *_versions()]
    for path in sorted(_PACKAGE.glob("*/migrations/*.py")):
        parts += [path.relative_to(_PACKAGE).as_posix(), path.read_text(encoding="utf-8")]
    return _digest(parts)


def static_digest() -> str:
    """Changes when static files may have to be collected again."""
    parts = _versions()
    for path in sorted(_PACKAGE.glob("*/static/**/*")):
        if path.is_file():
            stat = path.stat()
            name = path.relative_to(_PACKAGE).as_posix()
            parts.append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    # Code that makes static files.
    parts += [path.read_text(encoding="utf-8") for path in sorted(_PACKAGE.glob("*/finders.py"))]
    return _digest(parts)


def is_database_prepared(here: Installation) -> bool:
    """Whether the database was migrated by this code, and is still there as far as files tell."""
    is_there = bool(here.database_url) or (here.data / "masthead.sqlite3").exists()
    return is_there and _read(here).get("database") == database_digest(here)


def is_static_prepared(here: Installation) -> bool:
    """Whether the static files were collected by this code and are still there."""
    return (here.data / "static" / "staticfiles.json").exists() and (
        _read(here).get("static") == static_digest()
    )


def write_stamp(here: Installation) -> None:
    """Record that the folder is prepared for this code."""
    text = json.dumps({"database": database_digest(here), "static": static_digest()})
    draft = here.data / f"{STAMP_NAME}.new"
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(here.data / STAMP_NAME)


def _read(here: Installation) -> dict[str, object]:
    try:
        found = json.loads((here.data / STAMP_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # no stamp, or one that was cut off: prepare again, which harms nothing
    return found if isinstance(found, dict) else {}


def _versions() -> list[str]:
    return [f"{name} {metadata.version(name)}" for name in _DISTRIBUTIONS]


def _digest(parts: list[str]) -> str:
    # Lengths in between, so that no two lists run together into one text.
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()
