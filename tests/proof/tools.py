"""Where the field's own tools lie once `npm ci` has run in this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

_TOOLS = Path(__file__).parent / "node_modules"
VNU = _TOOLS / "vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = _TOOLS / "lighthouse/cli/index.js"
CHROMIUM = Path("/usr/bin/chromium")

_HOW = "; Node, then: npm ci --prefix tests/proof"

needs_vnu = pytest.mark.skipif(
    not (VNU.is_file() and shutil.which("java")), reason="needs the Nu HTML checker: Java" + _HOW
)
needs_lighthouse = pytest.mark.skipif(
    not (LIGHTHOUSE.is_file() and shutil.which("node") and CHROMIUM.exists()),
    reason="needs Lighthouse: Chromium" + _HOW,
)
