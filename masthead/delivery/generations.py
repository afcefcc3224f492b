"""An edition's generations: folders of pages, and the link to the one that is served."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from masthead.delivery.layout import CURRENT, EDITION_FILE, host_folder

PREFIX = "g-"


def begin_generation(root: Path, host: str, *, language: str) -> str:
    """Make an empty generation of a host; returns its name, which no other ever had."""
    site = root / host
    site.mkdir(exist_ok=True)
    site.chmod(0o755)
    generation = f"{PREFIX}{time.time_ns():x}{os.urandom(2).hex()}"
    folder = site / generation
    folder.mkdir()
    folder.chmod(0o755)
    facts = folder / EDITION_FILE
    facts.write_text(json.dumps({"language": language}), encoding="utf-8")
    facts.chmod(0o644)
    return generation


def set_current(root: Path, host: str, generation: str) -> None:
    """Serve ``generation`` from now on; a rename, so that nobody ever meets no link at all."""
    link = root / host / f"{CURRENT}.{os.urandom(4).hex()}"
    link.symlink_to(generation)
    link.replace(root / host / CURRENT)


def is_current(root: Path, host: str, generation: str) -> bool:
    """Whether ``generation`` is the one that is served, and is there."""
    link = root / host / CURRENT
    try:
        return str(link.readlink()) == generation and (root / host / generation).is_dir()
    except OSError:
        return False


def sites(root: Path) -> list[Path]:
    """The folders of hosts. What else lies there (``lost+found``, a link) is not the store's."""
    return [
        place
        for place in (root.iterdir() if root.is_dir() else ())
        if host_folder(place.name) == place.name and place.is_dir() and not place.is_symlink()
    ]


def generations(root: Path) -> list[tuple[str, Path]]:
    """Every generation on the disk with its host."""
    return [
        (site.name, folder)
        for site in sites(root)
        for folder in site.iterdir()
        if folder.name.startswith(PREFIX) and folder.is_dir() and not folder.is_symlink()
    ]
