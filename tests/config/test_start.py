"""What a web process has done before it answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_LOOK = """
import sys
import masthead.config.wsgi
print([name for name in ("masthead.public.views.stories", "masthead.newsroom.urls")
       if name not in sys.modules])
"""


def test_every_view_is_loaded_before_the_first_request() -> None:
    """The first request would load them for seconds, and hold up all others on its threads."""
    done = subprocess.run(
        [sys.executable, "-c", _LOOK],
        cwd=Path(__file__).parents[2],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
