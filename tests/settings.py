"""Settings for tests: the product's own, over an installation that goes when the tests end.

A module of its own, because settings are read before any conftest.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="masthead-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["MASTHEAD_DATA"] = _FOLDER
# For what is made once in all processes of a run; the first one starts the others.
os.environ.setdefault("TESTS_SHARED_FOLDER", _FOLDER)
os.environ["MASTHEAD_TIME_ZONE"] = "UTC"
if url := os.environ.get("MASTHEAD_TEST_POSTGRES_URL"):
    os.environ["MASTHEAD_DATABASE_URL"] = url

from masthead.config.settings import *  # noqa: E402,F403
from masthead.config.settings import STATIC_ROOT  # noqa: E402

# WhiteNoise wants its folder there, even an empty one.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Templates name static files plainly: tests do not collect them first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Most tests roll their changes back, so that nothing is ever committed and nothing purged. Those of
# the page store switch it on, in a folder of their own.
MASTHEAD_PAGES_BYTES = 0
