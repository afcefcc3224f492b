"""``masthead ingest``: wire items from files onto the desk."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from masthead.cli.start import AsJson, Data, installation_of, require_initialised, start_django
from masthead.cli.tally import IntakeTally


def ingest(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE_OR_FOLDER", help="Wire files, or folders of them.", show_default=False
        ),
    ],
    data: Data = None,
    publish: Annotated[
        bool,
        typer.Option(
            "--publish",
            help="Publish at once what may be published. A picture without a description or "
            "credit is left out, and listed.",
        ),
    ] = False,
    section: Annotated[
        str | None, typer.Option(help="The section that stories are published in: news.")
    ] = None,
    source: Annotated[
        str, typer.Option(help="Whose wire this is, as the desk will see it.")
    ] = "Files",
    as_json: AsJson = False,
) -> None:
    """Read wire items and put them on the desk.

    The same item twice changes nothing. What cannot be read is refused, with the reason, and does
    not stop the rest.
    """
    here = installation_of(data)
    require_initialised(here)
    if missing := [str(path) for path in paths if not path.exists()]:
        typer.echo(f"There is no {', no '.join(missing)}.", err=True)
        raise typer.Exit(1)
    start_django()
    # Needs Django's models.
    from masthead.stories.models import Section
    from masthead.wire.intake import ingest_files

    tally = IntakeTally()
    with _progress() as bar:
        job = bar.add_task("Reading", total=None)

        def show(done: int, total: int) -> None:
            bar.update(job, completed=done, total=total)

        try:
            for outcome in ingest_files(
                paths, publish=publish, section=section, source=source, progress=show
            ):
                item = asdict(outcome)
                tally.add(state=item["state"], reason=item["reason"], left_out=item["left_out"])
                _print_item(item, as_json=as_json)
        except Section.DoesNotExist as error:
            typer.echo(f"{error}. Sections are made in the newsroom.", err=True)
            raise typer.Exit(1) from error
    if not as_json:
        typer.echo("\n".join(tally.sentences()))
    if tally.is_all_refused:
        raise typer.Exit(1)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), disable=not Console(stderr=True).is_terminal, transient=True,
    )  # fmt: skip


def _print_item(item: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        # default=str: paths and identifiers are texts to whoever reads this.
        typer.echo(json.dumps(item, ensure_ascii=False, default=str))
        return
    what = item["headline"] or item["guid"] or item["file"]
    why = f" ({item['reason']})" if item["reason"] else ""
    where = f"  {item['address']}" if item["address"] else ""
    typer.echo(f"{item['state']}: {what}{why}{where}")
