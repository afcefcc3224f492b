"""Checks that need no Django: folder, settings, port, disk, static files."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from masthead.cli.findings import Finding, doubtful, judge_disk, well, wrong
from masthead.cli.marks import is_web_running
from masthead.cli.ports import complaint_about
from masthead.cli.stamps import is_static_prepared
from masthead.kernel.installation import Installation


def check_folder(folder: Path) -> Finding:
    """Can we write into the data folder?"""
    if not folder.is_dir():
        return wrong(
            "folder",
            f"{folder} is not a folder.",
            "Name the newsroom's folder with --data, or make one: masthead init",
        )
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"written by masthead doctor")
    except OSError as error:
        return wrong(
            "folder",
            f"{folder} cannot be written to: {error.strerror}.",
            f"Give it to the user that runs Masthead: chown -R USER {folder}",
        )
    if folder.stat().st_mode & 0o077:
        return doubtful(
            "folder",
            f"{folder} can be entered by other users of this machine.",
            f"Keep it to yourself: chmod 700 {folder}",
        )
    return well("folder", f"{folder} can be written to, and by its owner alone.")


def check_settings(here: Installation) -> Finding:
    """Is there a configuration, with its secret?"""
    if not here.is_initialised:
        return wrong(
            "settings",
            f"{here.config_file} is missing.",
            "Make a newsroom: masthead init (or the demo: masthead run)",
        )
    if not here.secret_key:
        return wrong(
            "settings",
            f"{here.config_file} has no secret_key: nobody stays signed in over a restart.",
            'Add a line secret_key = "…" with fifty random letters.',
        )
    return well("settings", f"{here.config_file} is in order.")


def check_port(here: Installation) -> Finding:
    """Can the site listen, or does it already?"""
    if is_web_running(here.data, here.port):
        return well("port", f"This newsroom's web server listens on port {here.port}.")
    if complaint := complaint_about(here.bind, here.port):
        what, _, mend = complaint.partition(". ")
        return wrong("port", f"{what}.", mend)
    return well("port", f"Port {here.port} is free; the web server is not running.")


def check_disk(folder: Path) -> Finding:
    """Is there room?"""
    usage = shutil.disk_usage(folder)
    return judge_disk(free=usage.free, total=usage.total)


def check_static(here: Installation) -> Finding:
    """Are style sheets, scripts and fonts in place?"""
    if is_static_prepared(here):
        return well("static files", "Style sheets, scripts and fonts are in place.")
    return wrong(
        "static files",
        "Style sheets, scripts and fonts are missing or of another version.",
        "masthead run collects them at its start; by hand: masthead prepare --no-demo",
    )


def file_clock(folder: Path) -> datetime | None:
    """What the clock of the folder's file system shows; None when no file can be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            return datetime.fromtimestamp(Path(file.name).stat().st_mtime, UTC)
    except OSError:
        return None  # check_folder says so
