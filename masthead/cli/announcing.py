"""Saying where the site is once it answers, and handing out the first editor's link."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
from collections.abc import Sequence

import typer

from masthead.cli.addresses import newsroom_address, site_address
from masthead.cli.lineage import before_exec
from masthead.kernel.installation import Installation

# The supervisor waits for this look: longer would delay its stop.
_ANSWER_SECONDS = 0.5


class Announcer:
    """Looked at by the supervisor again and again; speaks twice, then is silent."""

    def __init__(self, here: Installation, *, sign_in_command: Sequence[str]) -> None:
        self._here = here
        self._command = sign_in_command
        self._link: subprocess.Popen[bytes] | None = None
        self._is_announced = False

    def look(self) -> None:
        """Announce the addresses once the site answers, then the link once it is made."""
        if not self._is_announced:
            if answers(self._here):
                self._announce()
        elif self._link is not None and self._link.poll() is not None:
            self._print_link(self._link)
            self._link = None

    def close(self) -> None:
        """Give up on the link, when the newsroom stops before it is made."""
        if self._link is not None:
            self._link.kill()
            self._link.communicate()

    def _announce(self) -> None:
        self._is_announced = True
        typer.echo(f"The site:      {site_address(self._here)}")
        typer.echo(f"The newsroom:  {newsroom_address(self._here)}")
        if "JOURNAL_STREAM" in os.environ:
            # systemd keeps what we print: a link that signs somebody in must not lie there.
            typer.echo("Sign in:       for a link that signs in once: masthead sign-in")
            return
        # A process of its own: it needs Django, which the supervisor does without.
        self._link = subprocess.Popen(  # noqa: S603 (our own command, no shell)
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            process_group=0,
            preexec_fn=before_exec(),
        )

    def _print_link(self, process: subprocess.Popen[bytes]) -> None:
        output, _ = process.communicate()
        if process.returncode == 0:
            typer.echo(f"Sign in once:  {json.loads(output)['sign_in']}")
        typer.echo("Stop with Ctrl-C.")


def answers(here: Installation) -> bool:
    """Whether the site answers a request; what it answers does not matter here."""
    host = "127.0.0.1" if here.bind in {"0.0.0.0", ""} else here.bind  # noqa: S104 (compared)
    connection = http.client.HTTPConnection(host, here.port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
