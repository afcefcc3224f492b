"""Each check is shown the fault it is there for, made for real where that can be done."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from masthead.accounts.models import User
from masthead.accounts.services import ensure_first_editor
from masthead.cli import database_checks, folder_checks
from masthead.cli.findings import Finding, judge_clock, judge_disk, report
from masthead.cli.marks import is_web_running
from masthead.cli.stamps import write_stamp
from masthead.jobs import presence
from masthead.jobs.models import WorkerBeat
from masthead.jobs.queue import enqueue
from masthead.kernel.installation import Installation, write_config
from masthead.stories import guards
from masthead.stories.models import Edition
from masthead.stories.services.editions import create_edition
from tests.jobs import tasks

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, unused_port: int) -> Installation:
    """A folder with its configuration."""
    made = write_config(tmp_path / "data", time_zone="UTC")
    return Installation(data=made.data, secret_key=made.secret_key, port=unused_port)


@pytest.fixture
def unused_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def is_bad(finding: Finding, word: str) -> bool:
    """Whether it is an error that says ``word`` and how to mend it."""
    return finding.state == "error" and word in finding.what and bool(finding.mend)


# --- the folder -----------------------------------------------------------------------------


def test_a_folder_that_others_may_enter_is_doubtful_and_init_makes_none(here: Installation) -> None:
    assert here.data.stat().st_mode & 0o077 == 0
    here.data.chmod(0o755)
    finding = folder_checks.check_folder(here.data)
    assert finding.state == "warning"
    assert "chmod 700" in finding.mend


def test_a_folder_in_order_is_well(here: Installation) -> None:
    assert folder_checks.check_folder(here.data).state == "ok"
    assert folder_checks.check_settings(here).state == "ok"
    assert list(here.data.iterdir()) == [here.config_file]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert is_bad(folder_checks.check_folder(tmp_path / "none"), "is not a folder")
    (tmp_path / "file").touch()
    assert is_bad(folder_checks.check_folder(tmp_path / "file"), "is not a folder")


def test_a_folder_that_cannot_be_written_to_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path
    if os.geteuid() == 0:
        folder = Path("/proc")  # root may write anywhere but there
    else:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    assert is_bad(folder_checks.check_folder(folder), "cannot be written to")


def test_a_configuration_that_is_missing_or_has_no_secret_is_an_error(here: Installation) -> None:
    assert is_bad(folder_checks.check_settings(Installation(data=here.data)), "secret_key")
    here.config_file.unlink()
    assert is_bad(folder_checks.check_settings(here), "is missing")


def test_static_files_of_another_version_or_none_are_an_error(here: Installation) -> None:
    assert is_bad(folder_checks.check_static(here), "missing")
    (here.data / "static").mkdir()
    (here.data / "static" / "staticfiles.json").touch()
    write_stamp(here)
    assert folder_checks.check_static(here).state == "ok"
    (here.data / "prepared.json").write_text('{"static": "of another version"}')
    assert folder_checks.check_static(here).state == "error"
    (here.data / "prepared.json").write_text('{"stat')
    assert folder_checks.check_static(here).state == "error"


# --- the port -------------------------------------------------------------------------------


@pytest.fixture
def listener(unused_port: int) -> Iterator[socket.socket]:
    """Another program on the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", unused_port))
        taken.listen()
        yield taken


def test_a_free_port_is_well(here: Installation) -> None:
    assert folder_checks.check_port(here).state == "ok"


@pytest.mark.usefixtures("listener")
def test_a_port_that_another_program_has_is_an_error(here: Installation) -> None:
    finding = folder_checks.check_port(here)
    assert is_bad(finding, "is taken by another program")
    assert "--port" in finding.mend


@pytest.mark.usefixtures("listener")
def test_a_port_that_this_newsrooms_own_server_has_is_well(here: Installation) -> None:
    code = (
        "import sys, pathlib; from masthead.cli.marks import mark_web_running; "
        f"mark_web_running(pathlib.Path({str(here.data)!r}), {here.port}); "
        "print('marked', flush=True); sys.stdin.read()"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    assert server.stdout.readline() == b"marked\n"
    assert folder_checks.check_port(here).state == "ok"
    server.kill()
    server.communicate()
    assert not is_web_running(here.data, here.port)
    assert folder_checks.check_port(here).state == "error"


# --- disk and clock -------------------------------------------------------------------------


def test_a_disk_that_is_nearly_full_is_named() -> None:
    assert judge_disk(free=900_000_000, total=10**10).state == "error"
    assert judge_disk(free=4 * 10**9, total=10**11).state == "warning"
    assert judge_disk(free=6 * 10**9, total=10**11).state == "ok"


def test_the_disk_that_is_looked_at_is_the_folders(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "masthead", str(small)],
        check=False, capture_output=True,
    )  # fmt: skip
    if mount.returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        assert is_bad(folder_checks.check_disk(small), "0.0 GB are free")
    finally:
        subprocess.run(["umount", str(small)], check=True)


NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_a_clock_that_shows_the_past_or_differs_is_an_error() -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert is_bad(judge_clock(past, {}, past), "which is past")
    ahead = {"the database": NOON + timedelta(seconds=9)}
    assert is_bad(judge_clock(NOON, ahead, NOON), "the database differs by +9 s")
    assert judge_clock(NOON, {"the disk": NOON - timedelta(seconds=1)}, NOON).state == "ok"


@pytest.mark.django_db
def test_a_last_moment_that_is_to_come_is_an_error(here: Installation) -> None:
    assert database_checks.check_clock(here).state == "ok"
    enqueue(tasks.add, 1, 1)
    DBTaskResult.objects.update(enqueued_at=timezone.now() + timedelta(hours=1))
    assert is_bad(database_checks.check_clock(here), "which is to come")


# --- the database ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_database_without_its_guards_is_an_error() -> None:
    assert database_checks.check_guards().state == "ok"
    guards.remove_guards(using="default")
    assert is_bad(database_checks.check_guards(), "of its guards")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_behind_its_migrations_is_an_error() -> None:
    assert database_checks.check_database().state == "ok"
    assert database_checks.check_migrations().state == "ok"
    call_command("migrate", "jobs", "zero", verbosity=0)
    try:
        assert is_bad(database_checks.check_migrations(), "migrations to do: 1")
    finally:
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_no_living_worker_is_an_error_and_one_that_cannot_keep_up_a_warning() -> None:
    enqueue(tasks.add, 1, 1)
    assert is_bad(database_checks.check_worker(), "1 jobs wait")
    presence.beat("w")
    assert database_checks.check_worker().state == "ok"
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    assert database_checks.check_worker().state == "warning"
    WorkerBeat.objects.update(beat_at=timezone.now() - timedelta(minutes=1))
    assert database_checks.check_worker().state == "error"


@pytest.mark.django_db
def test_nobody_who_can_sign_in_is_an_error() -> None:
    User.objects.create_user("reporter@example.org")
    assert is_bad(database_checks.check_editor(), "Nobody can sign in")
    ensure_first_editor(email="chief@example.org")
    assert database_checks.check_editor().state == "ok"
    User.objects.update(is_active=False)
    assert database_checks.check_editor().state == "error"


@pytest.mark.django_db
def test_no_site_is_an_error() -> None:
    assert not Edition.objects.exists()
    assert is_bad(database_checks.check_edition(), "no site")
    create_edition(name="Post", host="news.example.org", zone="UTC", language="en")
    assert database_checks.check_edition().state == "ok"


# --- the command ----------------------------------------------------------------------------


def run_doctor(folder: Path, **variables: str) -> tuple[int, list[dict[str, str]]]:
    """Run the command on a folder; returns its code and its findings."""
    environment = {**os.environ, "MASTHEAD_DATA": str(folder), **variables}
    done = subprocess.run(
        [sys.executable, "-m", "masthead.cli.main", "doctor", "--json"],
        cwd=REPOSITORY, env=environment, check=False, capture_output=True, timeout=60,
    )  # fmt: skip
    findings: list[dict[str, str]] = json.loads(done.stdout)
    return done.returncode, findings


def test_an_invalid_configuration_is_an_error_with_its_mend(tmp_path: Path) -> None:
    (tmp_path / "masthead.toml").write_text("prot = 8000\n")
    code, findings = run_doctor(tmp_path)
    assert code == 1
    (finding,) = findings
    assert "unknown setting prot" in finding["what"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the fault is made in an SQLite file")
def test_a_database_that_cannot_be_reached_is_an_error(here: Installation) -> None:
    (here.data / "masthead.sqlite3").mkdir()
    code, findings = run_doctor(here.data, PORT=str(here.port))
    assert code == 1
    states = {finding["check"]: finding for finding in findings}
    assert "cannot be reached" in states["database"]["what"]
    assert "migrations" not in states


def test_findings_are_told_with_their_mends() -> None:
    lines = list(
        report(
            [
                Finding(check="disk", state="ok", what="Room."),
                Finding(check="port", state="error", what="Taken.", mend="Stop it."),
            ]
        )
    )
    assert lines == ["ok       disk: Room.", "ERROR    port: Taken.", "          → Stop it."]
