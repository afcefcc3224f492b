"""``masthead extract`` on saved pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from masthead.cli.main import app
from tests.extraction.pages import AFFILIATE, LEAD, page


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page as a browser saves it."""
    path = tmp_path / "bridge.html"
    path.write_bytes(page(AFFILIATE))
    return path


def test_a_saved_page_is_printed_as_a_draft(saved: Path) -> None:
    done = CliRunner().invoke(app, ["extract", str(saved), "--url", "https://quay.example/news/b"])
    assert done.exit_code == 0
    assert "Headline: Bridge closes to lorries" in done.stdout
    assert LEAD in done.stdout
    assert "[Related: How cracks" in done.stdout


def test_json_says_where_each_field_came_from_and_how_sure_it_is(saved: Path) -> None:
    done = CliRunner().invoke(
        app, ["extract", str(saved), "--json", "--url", "https://quay.example/"]
    )
    record = json.loads(done.stdout)
    assert record["state"] == "draft"
    assert set(record["headline"]) == {"value", "origin", "confidence", "unsure"}
    assert "related" in {part["type"] for part in record["body"]["value"]}


def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words alone")
    pages = [str(tmp_path / "notes.txt"), str(tmp_path / "none.html"), str(saved)]
    done = CliRunner().invoke(app, ["extract", *pages, "--json"])
    assert done.exit_code == 0
    states = [json.loads(line)["state"] for line in done.stdout.splitlines()]
    assert states == ["refused", "refused", "draft"]


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/x", "https://localhost/"])
def test_an_address_inside_is_refused(address: str) -> None:
    done = CliRunner().invoke(app, ["extract", address])
    assert done.exit_code == 1
    assert done.stdout.startswith("refused: ")
