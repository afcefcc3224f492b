"""Every page, in every shape, and the stylesheet, as the Nu HTML checker (W3C's) reads them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from masthead.public.finders import build_stylesheet
from tests.proof.tools import VNU, needs_vnu
from tests.public.rendering import pages, rendered


def _checked(folder: Path) -> list[dict[str, Any]]:
    """The errors in the files of a folder."""
    done = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--errors-only", "--also-check-css",
         "--exit-zero-always", *(str(path) for path in sorted(folder.iterdir()))],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


@needs_vnu
def test_the_checker_finds_no_error_in_any_page_or_in_the_stylesheet(tmp_path: Path) -> None:
    for name, site, page in pages():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_text(rendered(page, site))
    # These stand without an edition: a host that nobody has, a fault of ours.
    for name in ("bad_host", "error"):
        text = render_to_string(f"site/pages/{name}.html")
        (tmp_path / f"{name}.html").write_text(text)
    (tmp_path / "site.css").write_text(build_stylesheet())
    assert [(error["url"].rsplit("/")[-1], error["message"]) for error in _checked(tmp_path)] == []


@needs_vnu
def test_the_checker_would_find_an_error_in_either(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><title>A</title><p><div id=a id=b>")
    (tmp_path / "b.css").write_text(".a { colr: red; }")
    assert {error["url"].rsplit("/")[-1] for error in _checked(tmp_path)} == {"a.html", "b.css"}
