"""``masthead run``: everything, with one command."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer

from masthead.cli.alarm import Alarm
from masthead.cli.announcing import Announcer
from masthead.cli.ports import complaint_about
from masthead.cli.stamps import is_database_prepared, is_static_prepared
from masthead.cli.start import Data, Port, installation_of
from masthead.cli.supervisor import ChildSpec, Supervisor
from masthead.kernel.installation import Installation

# The same Python and code as this process, whatever PATH says.
_MASTHEAD = (sys.executable, "-m", "masthead.cli.main")
# A closed terminal ends the newsroom as Ctrl-C does.
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(
    data: Data = None,
    port: Port = None,
    demo: Annotated[
        bool, typer.Option(help="At the first start, load a demo newspaper to look around in.")
    ] = True,
) -> None:
    """Start the site and the newsroom, and keep them running until Ctrl-C.

    The first start makes the folder, the database and a demo newspaper. Later starts leave
    everything as it is. Both addresses are printed, with a link that signs you in once.
    """
    here = installation_of(data, port)
    if complaint := complaint_about(here.bind, here.port):
        typer.echo(complaint, err=True)
        raise typer.Exit(1)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level="INFO")
    alarm = Alarm([*_MASTHEAD, "alert", "--worker"])
    supervisor = _supervisor(here, alarm)
    if not _is_prepared(here):
        # In a process of its own: Django, once loaded, would stay in the supervisor's memory.
        arguments = ["prepare", "--demo" if demo else "--no-demo"]
        spec = ChildSpec(name="The preparation", command=[*_MASTHEAD, *arguments])
        if not supervisor.run_before(spec):
            _give_up(supervisor)
        here = installation_of()
    announcer = Announcer(here, sign_in_command=[*_MASTHEAD, "sign-in", "--json"])

    def look() -> None:
        announcer.look()
        alarm.look()

    try:
        supervisor.run(each_look=look)
    finally:
        announcer.close()
        alarm.close()


def _supervisor(here: Installation, alarm: Alarm) -> Supervisor:
    """A supervisor of the web server and the worker that signals stop.

    A worker that dies or falls silent can tell nobody: the supervisor rings ``alarm`` for it.
    """
    supervisor = Supervisor(
        [
            ChildSpec(name="The web server", command=[*_MASTHEAD, "web"]),
            ChildSpec(
                name="The background worker",
                command=[*_MASTHEAD, "worker"],
                beat_file=here.data / ".worker.beat",
            ),
        ],
        on_trouble=alarm.ring,
    )

    def stop(number: int, frame: FrameType | None) -> None:
        supervisor.stop()

    for number in _STOP_SIGNALS:
        signal.signal(number, stop)
    return supervisor


def _is_prepared(here: Installation) -> bool:
    return here.is_initialised and is_database_prepared(here) and is_static_prepared(here)


def _give_up(supervisor: Supervisor) -> NoReturn:
    if supervisor.is_stopping:
        raise typer.Exit
    typer.echo("The newsroom could not be prepared; “masthead doctor” may say more.", err=True)
    raise typer.Exit(1)
