"""Pictures that attack are refused at every door, in words, or are made harmless."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from masthead.jobs.queue import run_until_empty
from masthead.stories.models import Picture
from masthead.stories.services.pictures import add_picture
from tests.shared_data import shared_folder
from tests.stories.picture_bombs import POLYGLOTS, REFUSED, SCRIPT

pytestmark = pytest.mark.django_db

MULTIPLE, SINGLE = "/newsroom/images/multiple/add/", "/newsroom/images/add/"
CHOOSER = "/newsroom/images/chooser/create/"
# What one bomb may cost a process, in the kilobytes of the system's count.
MOST = 300 * 1024


def peak() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def upload(browser: Client, data: bytes, name: str) -> dict[str, Any]:
    """What the upload of many answers about one file."""
    answer = browser.post(
        MULTIPLE,
        {"title": name, "files[]": SimpleUploadedFile(name, data)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_at_every_door_and_leaves_nothing(
    browser: Client, settings: Any, name: str
) -> None:
    data = REFUSED[name]()
    before = peak()
    told = upload(browser, data, name)
    assert told["success"] is False
    assert told["error_message"]
    for address, prefix in ((SINGLE, ""), (CHOOSER, "image-chooser-upload-")):
        file = SimpleUploadedFile(name, data)
        answer = browser.post(address, {f"{prefix}title": "T", f"{prefix}file": file})
        assert answer.status_code == 200
    with pytest.raises(ValidationError):
        add_picture(data=data, file_name="wire.jpg", title="From the wire")
    assert peak() - before < MOST
    assert not Picture.objects.exists()
    media = Path(settings.MEDIA_ROOT)
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", POLYGLOTS)
def test_readers_never_get_the_bytes_of_a_file_that_is_two_things(
    browser: Client, settings: Any, name: str
) -> None:
    assert upload(browser, POLYGLOTS[name](), name)["success"] is True
    assert run_until_empty().failed == 0
    picture = Picture.objects.get()
    made = list(picture.renditions.all())
    assert made
    for rendition in made:
        with rendition.file.open() as file:
            assert SCRIPT not in file.read()
        answer = browser.get(f"/media/{rendition.file.name}")
        assert answer.headers["Content-Type"].startswith("image/")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/media/{picture.file.name}").status_code == 404


def test_every_shared_bomb_is_refused(tmp_path: Path, browser: Client) -> None:
    script = shared_folder("score") / "make_bombs.py"
    if not script.is_file():
        pytest.skip("the shared data is not on this machine: no make_bombs.py")
    subprocess.run(
        [sys.executable, script, "files", tmp_path], check=True, stdout=subprocess.DEVNULL
    )
    kinds = {".png", ".gif", ".webp", ".bmp", ".svg"}
    files = [path for path in sorted(tmp_path.iterdir()) if path.suffix in kinds]
    assert len(files) >= 6
    for path in files:
        before = peak()
        told = upload(browser, path.read_bytes(), path.name)
        assert told["success"] is False, path.name
        assert told["error_message"], path.name
        assert peak() - before < MOST, path.name
