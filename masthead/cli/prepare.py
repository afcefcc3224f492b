"""``masthead prepare``: what ``run`` does before it starts; hidden, and useful after an update."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from masthead.cli.start import Data, installation_of, start_django
from masthead.cli.steps import Steps
from masthead.kernel.clock import machine_zone
from masthead.kernel.installation import write_config


def prepare(
    data: Data = None,
    demo: Annotated[bool, typer.Option(help="Load the demo into a newsroom without sites.")] = True,
) -> None:
    """Bring the newsroom's folder up to this version of Masthead, and stop."""
    here = installation_of(data)
    zone = here.time_zone if "MASTHEAD_TIME_ZONE" in os.environ else machine_zone()
    write_config(here.data, time_zone=zone)
    start_django()
    # Needs Django's models.
    from masthead.cli.preparing import prepare_folder

    prepare_folder(installation_of(data), with_demo=demo, steps=Steps())
