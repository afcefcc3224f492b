"""``masthead init``: an empty newsroom for real use."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Annotated, NoReturn
from zoneinfo import available_timezones

import typer

from masthead.cli.start import AsJson, Data, installation_of, start_django
from masthead.cli.steps import Steps
from masthead.kernel.installation import write_config


def init(
    data: Data = None,
    name: Annotated[
        str | None, typer.Option(help="What the newspaper is called: The Harbour Post.")
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(help="The name that readers type, without https://: news.example.org."),
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="The clock that its times follow: Europe/London.")
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            help="The language it is written in: en, es, ar. The site's own words (“Share this "
            "story”) are English for now."
        ),
    ] = "en",
    email: Annotated[str | None, typer.Option(help="The first editor's e-mail address.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an empty newsroom: settings, database, one site with the usual sections, an editor.

    Asks for what is not given, on a terminal. A newsroom that is there is left as it is.
    """
    here = installation_of(data)
    is_fresh = not here.is_initialised
    if is_fresh:
        name, host, email = _site(name), _host(host), _email(email)
        zone = _ask(zone, "--zone", "Which clock do its times follow, such as Europe/London")
    zone = zone or here.time_zone
    if zone not in available_timezones():
        _refuse(f"“{zone}” is not a time zone. Write it like Europe/London (--zone).")
    here = write_config(here.data, time_zone=zone)
    start_django()
    # Needs Django's models.
    from masthead.cli import founding
    from masthead.cli.preparing import prepare_folder

    wanted = founding.AskedFor(
        name=name or "", host=host or "", zone=zone, language=language, email=email or ""
    )
    try:
        if is_fresh:
            founding.check(wanted)  # before the database is made
        prepare_folder(here, with_demo=False, with_founder=False, steps=Steps())
        if founding.first_edition() is None:
            wanted = replace(wanted, name=_site(name), host=_host(host))
        if founding.first_editor() is None:
            wanted = replace(wanted, email=_email(email))
        founded = founding.found(here, wanted)
    except founding.FoundingError as error:
        _refuse(str(error))
    if as_json:
        typer.echo(json.dumps(founded.as_dict()))
    else:
        typer.echo("\n".join(founded.sentences()))


def _site(name: str | None) -> str:
    return _ask(name, "--name", "What is the newspaper called")


def _host(host: str | None) -> str:
    return _ask(host, "--host", "Which host name do readers type")


def _email(email: str | None) -> str:
    return _ask(email, "--email", "What is the first editor's e-mail address")


def _ask(value: str | None, option: str, question: str) -> str:
    if value:
        return value
    if not sys.stdin.isatty():
        _refuse(f"Give {option}: {question[0].lower()}{question[1:]}?")
    answer: str = typer.prompt(question)
    return answer


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
