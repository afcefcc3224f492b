"""An empty newsroom's database and static files, made once a run: journeys begin with a copy.

Migrating takes twelve seconds of a processor, and what it makes is the same every time. That it
works from nothing is shown by ``tests/cli/test_commands.py`` and ``tests/cli/test_run.py``.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

_PREPARE = """
import os
from pathlib import Path
from masthead.cli.start import start_django
from masthead.kernel.installation import write_config
here = write_config(Path(os.environ["MASTHEAD_DATA"]), time_zone="UTC")
start_django()
from masthead.cli.preparing import prepare_folder
from masthead.cli.steps import Steps
prepare_folder(here, with_demo=False, with_founder=False, steps=Steps())
"""
_KEPT = ("masthead.sqlite3", "prepared.json", "static")


def environment_of(folder: Path) -> dict[str, str]:
    """The variables under which a command of the newsroom in ``folder`` runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MASTHEAD_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"MASTHEAD_DATA": str(folder)}


def lay_prepared(folder: Path) -> None:
    """Put them into ``folder``, which is made; its settings are still to be written."""
    template = _template()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in _KEPT:
        source = template / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)


def _template() -> Path:
    """The folder to copy from, the same in all processes of a run."""
    base = Path(os.environ["TESTS_SHARED_FOLDER"])
    with (base / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        finished = base / "prepared"
        if not finished.exists():
            draft = base / "prepared.draft"
            shutil.rmtree(draft, ignore_errors=True)
            done = subprocess.run(
                [sys.executable, "-c", _PREPARE],
                env=environment_of(draft),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            draft.rename(finished)
    return finished
