"""nginx and Caddy in front of a running Masthead, with the configuration that it prints."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

# Debian's packages put them there, where not every PATH looks.
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
_MAIN = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/masthead.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


def found(name: str) -> str | None:
    """Where the program is, if it is on this machine."""
    return shutil.which(name, path=_PLACES)


def ask(
    port: int,
    path: str,
    *,
    method: str = "GET",
    host: str = "127.0.0.1",
    body: bytes | None = None,
    **headers: str,
) -> Answer:
    """One request, its path sent as it is written; header names with underscores."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(),
        )
    finally:
        connection.close()


@contextmanager
def front_server(name: str, configuration: str, *, port: int, folder: Path) -> Iterator[None]:
    """The front server ``name`` with the printed ``configuration``, which listens on ``port``."""
    program = found(name)
    assert program is not None
    folder.mkdir()
    if name == "nginx":
        (folder / "masthead.conf").write_text(configuration, encoding="utf-8")
        user = "user root;" if os.getuid() == 0 else ""
        main = folder / "nginx.conf"
        main.write_text(_MAIN.format(folder=folder, user=user), encoding="utf-8")
        command = [program, "-c", str(main), "-p", str(folder), "-e", str(folder / "error.log")]
    else:
        (folder / "Caddyfile").write_text(
            # Its own door for orders would be the same for all who test at once.
            configuration.replace("auto_https off", "auto_https off\n\tadmin off", 1),
            encoding="utf-8",
        )
        command = [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with (folder / "out.log").open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, env=os.environ | {"HOME": str(folder)}
        )
        try:
            _wait_for(port, process, log=folder / "out.log")
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes], *, log: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text(errors="replace")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}:\n{log.read_text(errors='replace')}")
