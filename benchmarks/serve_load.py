"""nginx and wrk: who answers, and how often a second."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
# One thread of wrk asks more than a core can answer.
THREADS = 1
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])

_NGINX = """{user}daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000;
{inner}
}}
"""
_STATIC = """
    server {{
        listen 127.0.0.1:{port};
        root {root};
        default_type "text/html; charset=utf-8";
        gzip_static on;
        location / {{ try_files $uri =404; }}
    }}
"""

# A thread of wrk runs it: pages, pages that the browser has already, and addresses of nothing.
_MIX = """
local asked = 0
request = function()
  asked = asked + 1
  local turn = asked % 10
  if turn < 6 then return wrk.format("GET", "{story}", {{["Accept-Encoding"] = "gzip"}}) end
  if turn < 9 then
    return wrk.format("GET", "{story}",
      {{["Accept-Encoding"] = "gzip", ["If-None-Match"] = '{tag}'}})
  end
  return wrk.format("GET", "/nothing/" .. (asked % 1000), {{["Accept-Encoding"] = "gzip"}})
end
"""


@dataclass(frozen=True)
class Burst:
    """What wrk counted in some seconds."""

    per_second: float
    p99_ms: float
    bad: int


def program(name: str) -> str:
    """Where ``name`` is; ends with a sentence when this machine does not have it."""
    found = shutil.which(name, path=_PLACES)
    if found is None:
        sys.exit(f"{name} is not on this machine. On Debian: sudo apt-get install {name}")
    return found


def static_configuration(*, root: Path, port: int, folder: Path) -> str:
    """nginx that serves the files below ``root``, packed beforehand, and does nothing else."""
    return _nginx(_STATIC.format(root=root, port=port), folder=folder)


def front_configuration(printed: str, *, folder: Path) -> str:
    """nginx with what ``masthead proxy-config nginx`` has printed."""
    (folder / "masthead.conf").write_text(printed, encoding="utf-8")
    return _nginx(f"    include {folder}/masthead.conf;", folder=folder)


def _nginx(inner: str, *, folder: Path) -> str:
    # As root nginx would drop to a user who may not enter a temporary folder.
    user = "user root;\n" if os.getuid() == 0 else ""
    return _NGINX.format(user=user, folder=folder, inner=inner)


@contextmanager
def nginx(configuration: str, *, folder: Path, port: int) -> Iterator[None]:
    """nginx with ``configuration``, listening on ``port``; its files are in ``folder``."""
    path = folder / "nginx.conf"
    path.write_text(configuration, encoding="utf-8")
    command = [
        program("nginx"),
        "-c",
        str(path),
        "-p",
        str(folder),
        "-e",
        str(folder / "start.log"),
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("nginx did not start: " + (folder / "start.log").read_text())


def burst(port: int, path: str, *, seconds: float) -> Burst:
    """What wrk gets from ``path`` with 16 connections, packed with gzip."""
    return _wrk(port, ["-H", "Accept-Encoding: gzip"], path, seconds=seconds)


def mixed(port: int, path: str, *, tag: str, seconds: float, folder: Path) -> Burst:
    """Of ten requests six for a page, three for one that the browser has, one for nothing."""
    script = folder / "mix.lua"
    script.write_text(_MIX.format(story=path, tag=tag), encoding="utf-8")
    return _wrk(port, ["-s", str(script)], path, seconds=seconds)


def _wrk(port: int, more: list[str], path: str, *, seconds: float) -> Burst:
    command = [
        program("wrk"), f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--latency",
        *more, f"http://127.0.0.1:{port}{path}",
    ]  # fmt: skip
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return read_wrk(text)


_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def read_wrk(text: str) -> Burst:
    """The figures of wrk's report; answers other than 2xx and 3xx, and errors, are counted."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    if rate is None or p99 is None:
        raise RuntimeError(f"wrk said: {text}")
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Burst(
        per_second=float(rate[1]),
        p99_ms=float(p99[1]) * _UNITS[p99[2]],
        bad=(int(bad[1]) if bad else 0) + sum(map(int, errors.groups()) if errors else ()),
    )
