"""``masthead sign-in``: a link for an editor who is locked out."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from masthead.cli.start import (
    AsJson,
    Data,
    Port,
    installation_of,
    require_initialised,
    start_django,
)


def sign_in(
    data: Data = None,
    port: Port = None,
    email: Annotated[
        str | None, typer.Option(help="Whose link. Without it: the first administrator's.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print a link that signs an editor in once; it works for twelve hours."""
    here = installation_of(data, port)
    require_initialised(here)
    start_django()
    # Needs Django's models.
    from masthead.cli.editors import NoEditorError, sign_in_address

    try:
        address = sign_in_address(here, email=email)
    except NoEditorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(json.dumps({"sign_in": address}) if as_json else address)
