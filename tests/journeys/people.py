"""More people for a running newsroom, with roles, and links that sign them in."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.journeys.running import Running, environment, masthead

_MAKE = """
import sys
import django
django.setup()
from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import User
email, first, last, role = sys.argv[1:]
user = User.objects.create_user(email, first_name=first, last_name=last, is_staff=True)
user.groups.add(next(group for name, group in ensure_roles().items() if name.value == role))
"""


def join(running: Running, *, email: str, name: str, role: str) -> None:
    """Make an account with a role in the newsroom that runs."""
    first, _, last = name.partition(" ")
    python_in(running, _MAKE, email, first, last, role)


def python_in(running: Running, script: str, *arguments: str) -> str:
    """What ``script`` prints, run over the data of the newsroom that runs."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment(running.folder, port_of(running))
        | {"DJANGO_SETTINGS_MODULE": "masthead.config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def port_of(running: Running) -> int:
    """Where it listens."""
    return int(running.address.rsplit(":", 1)[1])


def sign_in_link(running: Running, email: str) -> str:
    """A link that signs ``email`` in once."""
    asked = ("sign-in", "--email", email, "--json")
    printed = masthead(*asked, folder=running.folder, port=port_of(running))
    link: str = json.loads(printed)["sign_in"]
    return link
