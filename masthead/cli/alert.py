"""``masthead alert``: calls the editors on call, by mail and push, from this very process."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer

from masthead.cli.start import Data, installation_of, require_initialised, start_django


def alert(
    text: Annotated[str, typer.Argument(help="What happened, in a sentence.")],
    worker: Annotated[
        bool,
        typer.Option("--worker", help="It is about the background worker: tell of it once only."),
    ] = False,
    data: Data = None,
) -> None:
    """Tell whoever is on call, at once, without the background worker.

    For service managers, backup scripts and whatever else must reach a person. Ends with code 1
    when nobody could be reached.
    """
    here = installation_of(data)
    require_initialised(here)
    start_django()
    # Needs Django's models.
    from masthead.cli.calling import call_people

    told = call_people(text, key="" if worker else f"call:{uuid.uuid4()}")
    if told is None:
        typer.echo("That is known already; whoever is on call has been told.")
        return
    typer.echo(f"Reached: {told}")
    if told == 0:
        raise typer.Exit(1)
