"""Verbs as an operator types them, in processes of their own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import masthead

REPOSITORY = Path(__file__).resolve().parents[2]
INIT = [
    "init", "--name", "The Harbour Post", "--host", "news.example.org",
    "--zone", "Europe/London", "--language", "en-GB", "--email", "chief@example.org",
]  # fmt: skip
FEED = """<rss version="2.0"><channel><title>Wire</title><item><guid>urn:one</guid>
<title>Harbour reopens</title><description>Ships return.</description>
<pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""


def masthead_command(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``masthead`` on a folder."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith("MASTHEAD_")
    } | {"MASTHEAD_DATA": str(data)}
    return subprocess.run(
        [sys.executable, "-m", "masthead.cli.main", *arguments],
        cwd=REPOSITORY, env=environment, stdin=subprocess.DEVNULL,
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty newsroom."""
    data = tmp_path_factory.mktemp("founded") / "data"
    done = masthead_command(data, *INIT, "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["is_edition_new"]
    assert made["is_editor_new"]
    assert "/newsroom/enter/" in made["sign_in"]
    return data


def test_help_and_version_are_quick_and_need_no_newsroom(tmp_path: Path) -> None:
    began = time.monotonic()
    done = masthead_command(tmp_path / "none", "--help")
    assert done.returncode == 0
    for verb in ("init", "run", "web", "worker", "ingest", "doctor", "version"):
        assert f"\n  {verb} " in done.stdout
    version = masthead_command(tmp_path / "none", "version", "--json")
    assert json.loads(version.stdout)["masthead"] == masthead.__version__
    assert time.monotonic() - began < 3
    assert not (tmp_path / "none").exists()


def test_the_configuration_holds_a_secret_that_its_owner_alone_can_read(founded: Path) -> None:
    config = founded / "masthead.toml"
    assert config.stat().st_mode & 0o077 == 0
    assert 'time_zone = "Europe/London"' in config.read_text()


def test_a_second_init_changes_nothing_and_says_so(founded: Path) -> None:
    config = (founded / "masthead.toml").read_text()
    done = masthead_command(founded, "init")
    assert done.returncode == 0, done.stderr
    assert "Nothing was changed" in done.stdout
    again = json.loads(masthead_command(founded, *INIT, "--json").stdout)
    assert (again["is_edition_new"], again["is_editor_new"]) == (False, False)
    assert again["sign_in"] == ""
    assert (founded / "masthead.toml").read_text() == config


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--zone", "Atlantis/Harbour", "is not a time zone"),
        ("--host", "https://news.example.org/", "host name alone"),
        ("--email", "nobody", "valid email address"),
        ("--name", "", "Give --name"),
    ],
)
def test_values_that_will_not_do_are_refused_with_a_sentence(
    tmp_path: Path, option: str, value: str, complaint: str
) -> None:
    arguments = list(INIT)
    arguments[arguments.index(option) + 1] = value
    done = masthead_command(tmp_path / "data", *arguments)
    assert done.returncode == 1
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_init_makes_the_editor_that_is_missing_and_leaves_the_site_as_it_is(
    founded: Path,
) -> None:
    with sqlite3.connect(founded / "masthead.sqlite3") as database:
        database.execute("UPDATE accounts_user SET is_active = 0")
    try:
        assert "Nobody can sign in" in masthead_command(founded, "doctor").stdout
        done = masthead_command(founded, "init", "--email", "second@example.org", "--json")
        made = json.loads(done.stdout)
        assert (made["is_edition_new"], made["is_editor_new"]) == (False, True)
        assert made["editor"] == "second@example.org"
    finally:
        with sqlite3.connect(founded / "masthead.sqlite3") as database:
            database.execute("UPDATE accounts_user SET is_active = 1")


def test_a_sign_in_link_is_made_for_an_editor_and_refused_for_a_stranger(founded: Path) -> None:
    done = masthead_command(founded, "sign-in", "--email", "CHIEF@example.org")
    assert "/newsroom/enter/" in done.stdout
    stranger = masthead_command(founded, "sign-in", "--email", "stranger@example.org")
    assert stranger.returncode == 1
    assert "no active account" in stranger.stderr


def test_doctor_finds_a_newsroom_that_does_not_run_and_says_how_to_start_it(founded: Path) -> None:
    done = masthead_command(founded, "doctor", "--port", "8439")
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
    assert len(errors) == 1
    assert "No background worker is running" in errors[0]
    assert "masthead run" in done.stdout


def test_ingest_prints_a_line_an_item_and_the_same_item_twice_changes_nothing(
    founded: Path, tmp_path: Path
) -> None:
    (tmp_path / "wire.xml").write_text(FEED)
    (tmp_path / "noise.bin").write_bytes(b"\x00\x01noise")
    done = masthead_command(founded, "ingest", str(tmp_path), "--json")
    assert done.returncode == 0, done.stderr
    items = {Path(item["file"]).name: item for item in map(json.loads, done.stdout.splitlines())}
    assert (items["wire.xml"]["state"], items["wire.xml"]["guid"]) == ("new", "urn:one")
    assert items["noise.bin"]["state"] == "refused"
    assert items["noise.bin"]["reason"]
    again = masthead_command(founded, "ingest", str(tmp_path / "wire.xml"))
    assert again.stdout.splitlines()[-1] == "1 item: 1 unchanged."


def test_ingest_ends_with_an_error_when_nothing_could_be_read(
    founded: Path, tmp_path: Path
) -> None:
    (tmp_path / "noise.bin").write_bytes(b"\x00\x01noise")
    refused = masthead_command(founded, "ingest", str(tmp_path))
    assert refused.returncode == 1
    assert "1 refused" in refused.stdout
    missing = masthead_command(founded, "ingest", str(tmp_path / "none"))
    assert missing.returncode == 1
    assert "There is no" in missing.stderr
    section = masthead_command(founded, "ingest", str(tmp_path), "--section", "gardening")
    assert section.returncode == 1
    assert "gardening" in section.stderr


@pytest.mark.parametrize("verb", ["web", "worker", "sign-in", "ingest"])
def test_verbs_that_need_a_newsroom_say_so_when_there_is_none(tmp_path: Path, verb: str) -> None:
    arguments = [verb, str(tmp_path)] if verb == "ingest" else [verb]
    done = masthead_command(tmp_path / "none", *arguments)
    assert done.returncode == 1
    assert "masthead init" in done.stderr


def test_a_configuration_that_cannot_be_read_ends_every_verb_with_a_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "masthead.toml").write_text("port = 'eight thousand'\n")
    done = masthead_command(tmp_path, "worker")
    assert done.returncode == 1
    assert "port must be int" in done.stderr
    assert "Traceback" not in done.stderr
