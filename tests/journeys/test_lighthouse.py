"""The demo newspaper as Lighthouse judges it on a phone, speed apart."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.proof.tools import CHROMIUM, LIGHTHOUSE, needs_lighthouse

pytestmark = [pytest.mark.journey, needs_lighthouse]

CATEGORIES = ("accessibility", "best-practices", "seo")
# docs/budgets.md: all that a phone loads when everything is looked at, to the foot of the page.
MOST_BYTES = 500_000
# What search engines are asked not to list is, to Lighthouse, a page that they cannot find.
KEPT_FROM_SEARCH = {"search": {"is-crawlable"}}


def judged(address: str, report: Path) -> dict[str, Any]:
    """Lighthouse's report on a page; asked again where its own tracing failed on a busy machine."""
    for _ in range(3):
        found = _asked(address, report)
        if not any("errorMessage" in audit for audit in found["audits"].values()):
            return found
    raise AssertionError(
        [audit["errorMessage"] for audit in found["audits"].values() if "errorMessage" in audit]
    )


def _asked(address: str, report: Path) -> dict[str, Any]:
    """One run, with Lighthouse's settings for phones."""
    subprocess.run(
        ["node", str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(CATEGORIES)}",
         "--only-audits=cumulative-layout-shift,total-byte-weight",
         "--chrome-flags=--no-sandbox --headless=new --disable-background-networking"],
        check=True, capture_output=True, timeout=180,
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def faults(report: dict[str, Any]) -> set[str]:
    """The audits that count towards a category and are not passed whole."""
    counted = {
        reference["id"]
        for category in CATEGORIES
        for reference in report["categories"][category]["auditRefs"]
        if reference["weight"]
    }
    return {
        name for name in counted if (score := report["audits"][name]["score"]) is not None
        and score < 1
    }  # fmt: skip


def test_lighthouse_finds_nothing_to_mend(browser: Browser, site_url: str, tmp_path: Path) -> None:
    page = browser.new_page(base_url=site_url)
    page.goto("/")
    story = page.locator(".front__lead a.card__link").get_attribute("href")
    page.close()
    paths = {
        "front": "/",
        "section": "/section/news",
        "story": story,
        "search": "/search?q=harbour",
    }
    for name, path in paths.items():
        report = judged(f"{site_url}{path}", tmp_path / f"{name}.json")
        assert faults(report) == KEPT_FROM_SEARCH.get(name, set()), name
        audits = report["audits"]
        assert audits["cumulative-layout-shift"]["numericValue"] == 0, name
        assert audits["total-byte-weight"]["numericValue"] <= MOST_BYTES, name
