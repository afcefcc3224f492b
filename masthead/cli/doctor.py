"""``masthead doctor``: what is wrong, and the mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

import typer

from masthead.cli.findings import Finding, report, wrong
from masthead.cli.folder_checks import (
    check_disk,
    check_folder,
    check_port,
    check_settings,
    check_static,
)
from masthead.cli.start import AsJson, Data, Port, installation_of, start_django
from masthead.kernel.installation import ConfigurationError, Installation


def doctor(data: Data = None, port: Port = None, as_json: AsJson = False) -> None:
    """Look over the newsroom and say what is wrong and how to mend it; changes nothing.

    Ends with code 1 when something is wrong.
    """
    try:
        findings = list(examine(installation_of(data, port)))
    except ConfigurationError as error:
        findings = [wrong("settings", str(error), "Mend that line of masthead.toml.")]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        typer.echo("\n".join(report(findings)))
    if any(finding.state == "error" for finding in findings):
        raise typer.Exit(1)


def examine(here: Installation) -> Iterator[Finding]:
    """All findings about an installation; a check that another one makes pointless is left out."""
    folder = check_folder(here.data)
    settings = check_settings(here)
    yield folder
    yield settings
    yield check_port(here)
    if folder.state != "ok" or not here.is_initialised:
        return
    yield check_disk(here.data)
    yield check_static(here)
    start_django()
    # Needs Django's models.
    from masthead.cli import database_checks, page_checks, search_checks

    database = database_checks.check_database()
    yield database
    if database.state != "ok":
        return
    migrations = database_checks.check_migrations()
    yield migrations
    if migrations.state != "ok":
        return
    yield database_checks.check_guards()
    yield search_checks.check_search()
    yield database_checks.check_worker()
    yield database_checks.check_editor()
    yield database_checks.check_edition()
    yield database_checks.check_mail()
    yield database_checks.check_clock(here)
    yield page_checks.check_pages()
