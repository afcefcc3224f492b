"""``masthead web``: the web server alone."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import typer
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from masthead.cli.lineage import die_with_parent, follow_supervisor
from masthead.cli.marks import mark_web_running
from masthead.cli.ports import complaint_about
from masthead.cli.start import Data, Port, installation_of, require_initialised

# Requests wait for the database or the disk, not for each other: more threads than processors, up
# to what granian thinks sensible. Each has a database connection, so not many (PostgreSQL allows
# 100 by default).
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
# Granian kills what does not end in this time; less than the supervisor's 4 s, so that it is
# granian that ends in good order.
STOP_SECONDS = 3


def web(data: Data = None, port: Port = None) -> None:
    """Serve the site and the newsroom, without the background worker.

    For machines where a service manager runs “masthead web” and “masthead worker” as two services.
    """
    here = installation_of(data, port)
    require_initialised(here)
    if complaint := complaint_about(here.bind, here.port):
        typer.echo(complaint, err=True)
        raise typer.Exit(1)
    follow_supervisor()
    mark_web_running(here.data, here.port)
    server = Server(
        "masthead.config.wsgi:application",
        address=here.bind,
        port=here.port,
        interface=Interfaces.WSGI,
        workers=here.web_processes,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(load_application, os.getpid()))


def load_application(parent: int, target: str) -> Callable[..., Any]:
    """In a process that granian started: tie it to granian's first process and load the site."""
    die_with_parent(parent)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return application
