"""``masthead version``."""

from __future__ import annotations

import json
import platform
from importlib import metadata

import typer

import masthead
from masthead.cli.start import AsJson


def version(as_json: AsJson = False) -> None:
    """Say which Masthead this is, and what it runs on."""
    parts = {
        "masthead": masthead.__version__,
        "python": platform.python_version(),
        "django": metadata.version("django"),
        "wagtail": metadata.version("wagtail"),
    }
    if as_json:
        typer.echo(json.dumps(parts))
    else:
        others = ", ".join(f"{name.title()} {number}" for name, number in parts.items())
        typer.echo(others)
