"""``masthead pages``: the store of rendered pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from masthead.cli.start import AsJson, Data, installation_of, require_initialised, start_django

if TYPE_CHECKING:
    from masthead.delivery.status import Status
    from masthead.delivery.store import PageStore

app = typer.Typer(
    help="The store of rendered pages: how it is doing, and emptying it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("status", short_help="Say what the store holds and how often it is read.")
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Say what the store holds, how often it is read, and whether it is served from."""
    store = _store(data)
    # Needs Django's models.
    from masthead.delivery.index import IndexLost
    from masthead.delivery.status import status_of

    try:
        found = status_of(store)
    except IndexLost as lost:
        typer.echo(f"There is no page store in {store.root} yet ({lost}).", err=True)
        raise typer.Exit(1) from None
    if as_json:
        facts = asdict(found) | {"folder": str(store.root), "hit_share": found.hit_share}
        typer.echo(json.dumps(facts, default=str))
        return
    typer.echo("\n".join(_told(store, found)))


@app.command("clear", short_help="Empty the store; pages are rendered anew when asked for.")
def clear(data: Data = None, as_json: AsJson = False) -> None:
    """Empty the store, also while Masthead runs: pages are rendered anew when somebody asks."""
    store = _store(data)
    # Needs Django's models.
    from masthead.delivery.applying import apply_pending
    from masthead.delivery.index import IndexLost

    try:
        store.clear()
    except (IndexLost, OSError) as error:
        typer.echo(f"The page store in {store.root} could not be emptied: {error}", err=True)
        raise typer.Exit(1) from None
    apply_pending(store)
    words = f"The page store in {store.root} is empty."
    typer.echo(json.dumps({"folder": str(store.root)}) if as_json else words)


def _store(data: Data) -> PageStore:
    """The installation's store; ends the command when there is none."""
    here = installation_of(data)
    require_initialised(here)
    start_django()
    # Needs Django's settings.
    from masthead.delivery.stores import installed_store

    store = installed_store()
    if store is None:
        typer.echo("The page store is switched off: pages_megabytes is 0.", err=True)
        raise typer.Exit(1)
    return store


def _told(store: PageStore, found: Status) -> list[str]:
    """A store's status as lines for people."""
    share = "nothing read yet" if found.hit_share is None else f"{found.hit_share:.1%} of reads"
    since = found.pending_since
    return [
        f"Folder:   {store.root}",
        f"Pages:    {found.pages}",
        f"Size:     {found.bytes / 1e6:.1f} MB of {found.limit / 1e6:.0f} MB",
        f"Hits:     {share}",
        f"Pending:  {f'since {since:%Y-%m-%d %H:%M:%S} UTC' if since else 'nothing'}",
        f"Served:   {'yes' if found.is_trusted else 'no: Masthead does not run here'}",
    ]
