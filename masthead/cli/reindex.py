"""``masthead reindex``: the newsroom's search, built anew."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from masthead.cli.start import Data, installation_of, require_initialised, start_django


def reindex(
    data: Data = None,
    from_start: Annotated[
        bool,
        typer.Option(
            "--from-start", help="Write every entry again, also those that are up to date."
        ),
    ] = False,
) -> None:
    """Bring the search up to date with every story and item, while the newsroom works.

    It may be stopped at any time (Ctrl-C): the next call goes on where this one was.
    """
    require_initialised(installation_of(data))
    start_django()
    # Needs Django's models.
    from masthead.search.rebuilding import coverage, rebuild

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console, disable=not console.is_terminal, transient=True,
    ) as bar:  # fmt: skip
        jobs = {found.kind: bar.add_task(found.kind, total=found.rows) for found in coverage()}
        try:
            for progress in rebuild(from_start=from_start):
                bar.update(jobs[progress.kind], completed=progress.done, total=progress.total)
        except KeyboardInterrupt:
            typer.echo("Stopped. “masthead reindex” goes on from here.", err=True)
            raise typer.Exit(130) from None
    typer.echo("; ".join(f"{found.kind}: {found.entries:,}" for found in coverage()))
