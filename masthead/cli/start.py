"""What verbs share before they work: their common options, the installation, Django."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import django
import typer

from masthead.kernel import installation
from masthead.kernel.installation import Installation

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="The folder that holds everything of this newsroom: settings, database, pictures. "
        "Without it: MASTHEAD_DATA, or the folder “data” here.",
        file_okay=False,
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port", help="The port that the site listens on. Without it: PORT, or 8000.",
        min=1, max=65535,
    ),
]  # fmt: skip
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON for scripts instead of text for people.")
]


def installation_of(data: Path | None = None, port: int | None = None) -> Installation:
    """The installation that the options and the environment name.

    The options are put into the environment, so that settings and child processes see the same.
    Raises `masthead.kernel.installation.ConfigurationError`.
    """
    if data is not None:
        os.environ["MASTHEAD_DATA"] = str(data.absolute())
    if port is not None:
        os.environ["PORT"] = str(port)
    return installation.load()


def start_django() -> None:
    """Load Django with Masthead's settings; a second call does nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings")
    django.setup()


def require_initialised(here: Installation) -> None:
    """End the command with a sentence and code 1 when there is no installation in the folder."""
    if not here.is_initialised:
        typer.echo(
            f"There is no newsroom in {here.data} yet. "
            "Make one with “masthead init”, or try the demo with “masthead run”.",
            err=True,
        )
        raise typer.Exit(1)
