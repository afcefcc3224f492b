"""Files: what is public, whole and in part, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import FileExtensionValidator
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from masthead.public.mediatypes import media_type_of
from masthead.public.ranges import LARGEST_PART, Slice, parse_range
from masthead.stories.models import Picture, Recording, Rendition
from masthead.stories.models.media import rendition_stem
from tests.factories.stories import make_picture
from tests.readers import ask
from tests.shared_data import shared_folder
from tests.stories.situations import ago, ahead

DATA = bytes(range(256)) * 4
SECRET = b"where the picture was taken"


@pytest.fixture
def files(settings: Any) -> Path:
    """A media folder with one public file of each kind, and what lies beside it."""
    root = Path(settings.MEDIA_ROOT)
    for folder in ("images", "recordings", "original_images", "wire", "images/deeper"):
        (root / folder).mkdir(parents=True)
    for name in ("a.jpg", ".hidden"):
        (root / "images" / name).write_bytes(DATA)
    for name in ("a.mp3", "a.mp4", "a.vtt", "a.html"):
        (root / "recordings" / name).write_bytes(DATA)
    (root / "recordings" / "empty.mp3").write_bytes(b"")
    for name in ("original_images/a.jpg", "wire/a.jpg", "secret.jpg", "images/deeper/a.jpg"):
        (root / name).write_bytes(SECRET)
    (root.parent / "masthead.toml").write_bytes(SECRET)
    return root


def made_size(picture: Picture | None = None, *, suffix: str = ".jpg") -> str:
    """The address of a size of a picture, with bytes that a test can count."""
    picture = picture or make_picture()
    name = default_storage.save(f"images/{rendition_stem(picture)}{suffix}", ContentFile(DATA))
    Rendition.objects.create(image=picture, filter_spec=suffix, file=name, width=8, height=8)
    return f"/media/{name}"


def body(answer: HttpResponseBase) -> bytes:
    """The bytes of an answer; reading a file to its end closes it."""
    content: bytes = answer.getvalue() if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content


def test_a_file_is_whole_cached_for_good_and_inert(reader: Client, files: Path) -> None:
    answer = reader.get(made_size(), headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert body(answer) == DATA
    assert answer.headers["Content-Length"] == "1024"
    told = "public, max-age=31536000, s-maxage=86400, immutable"
    assert answer.headers["Cache-Control"] == told
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Encoding" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("recordings/a.mp3", "audio/mpeg"),
        ("recordings/a.mp4", "video/mp4"), ("recordings/a.vtt", "text/vtt; charset=utf-8"),
        # Whatever somebody managed to put there is bytes, never a page.
        ("recordings/a.html", "application/octet-stream"),
    ],
)  # fmt: skip
def test_a_files_type_is_that_of_our_own_table(
    reader: Client, files: Path, name: str, media_type: str
) -> None:
    answer = reader.get(f"/media/{name}")
    assert body(answer) == DATA
    assert answer.headers["Content-Type"] == media_type


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".jpg", "image/jpeg"), (".webp", "image/webp"), (".avif", "image/avif")],
)
def test_a_pictures_type_is_that_of_its_format(
    reader: Client, suffix: str, media_type: str
) -> None:
    assert reader.get(made_size(suffix=suffix)).headers["Content-Type"] == media_type


def test_a_picture_is_gone_at_its_address_when_its_rights_have_ended(reader: Client) -> None:
    picture = make_picture()
    address = made_size(picture)
    assert body(reader.get(address)) == DATA
    Picture.objects.filter(pk=picture.pk).update(rights_end_at=ago(seconds=1))
    answer = reader.get(address)
    assert answer.status_code == 404
    assert DATA not in body(answer)


@pytest.mark.parametrize(
    ("left", "low", "high"), [({"days": 90}, 86400, 86400), ({"seconds": 90}, 80, 90)]
)
def test_no_cache_keeps_a_picture_beyond_a_day_or_the_end_of_its_rights(
    reader: Client, left: dict[str, float], low: int, high: int
) -> None:
    picture = make_picture()
    Picture.objects.update(rights_end_at=ahead(**left))
    address = made_size(picture)
    told = reader.get(address).headers["Cache-Control"]
    start, _, seconds = told.partition("=")
    assert start == "public, max-age"
    assert low <= int(seconds) <= high


def test_a_size_of_a_picture_takes_one_query(reader: Client) -> None:
    address = made_size()
    reader.get("/nothing")
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    assert len(queries) == 1


def test_a_file_that_no_picture_has_is_not_served(reader: Client, files: Path) -> None:
    picture = make_picture()
    stray = files / "images" / f"{picture.pk}-0123456789abcdef.jpg"
    stray.write_bytes(SECRET)
    for name in (stray.name, "a.jpg", f"{'9' * 18}-0123456789abcdef.jpg"):
        assert reader.get(f"/media/images/{name}").status_code == 404


def test_every_kind_of_recording_that_is_taken_has_a_type() -> None:
    for field in ("file", "captions"):
        validators = getattr(Recording._meta.get_field(field), "validators", [])
        (extensions,) = [
            each.allowed_extensions
            for each in validators
            if isinstance(each, FileExtensionValidator)
        ]
        for extension in extensions or ():
            assert media_type_of(f"a.{extension}") != "application/octet-stream", extension


@pytest.mark.parametrize(
    "path",
    [
        "original_images/a.jpg", "wire/a.jpg", "secret.jpg", "images/deeper/a.jpg", "images/",
        "images", "images/deeper", "images/.", "images/..", "images/../secret.jpg",
        "images/..%2fsecret.jpg", "images/%2e%2e/secret.jpg", "images/..%5csecret.jpg",
        "images//a.jpg", "/images/a.jpg", "images/a.jpg/", "images/a.jpg%00", "images/a.jpg%0a",
        "Images/a.jpg", "images/a.jpg%20", "recordings/../original_images/a.jpg",
        "..%2f..%2fmasthead.toml", "images/" + "a" * 256, "images/" + "a" * 5000,
        "images/%F0%9F%94%A5.jpg", "images/none.jpg", "",
    ],
)  # fmt: skip
def test_nothing_else_is_served(reader: Client, files: Path, path: str) -> None:
    answer = ask(reader, f"/media/{path}")
    assert answer.status_code == 404
    assert SECRET not in body(answer)


def test_no_hostile_path_reaches_a_file(reader: Client, files: Path) -> None:
    lines = (shared_folder("data/hostile") / "paths.jsonl").read_text().splitlines()
    assert lines
    for line in lines:
        path = json.loads(line)["input"].encode(errors="replace").decode()
        for start in ("/media/", "/media/images/", "/media/recordings/../", "/static/", "/"):
            answer = reader.get("/", PATH_INFO=(start + path).encode().decode("latin-1"))
            assert answer.status_code in {200, 301, 404}, path
            # The front page is what an empty path or a run of slashes may name.
            assert answer.status_code != 200 or not start.startswith(("/media", "/static")), path
            assert SECRET not in body(answer)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", (0, 0)), ("bytes=0-", (0, 1023)), ("bytes=100-199", (100, 199)),
        ("bytes=-1", (1023, 1023)), ("bytes=-5000", (0, 1023)), ("bytes=1023-", (1023, 1023)),
        ("bytes=1000-99999", (1000, 1023)), ("Bytes=0-9", (0, 9)),
    ],
)  # fmt: skip
def test_a_part_is_the_bytes_it_says(
    reader: Client, files: Path, asked: str, part: tuple[int, int]
) -> None:
    answer = reader.get(
        "/media/recordings/a.mp3", headers={"range": asked, "accept-encoding": "gzip"}
    )
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {part[0]}-{part[1]}/1024"
    assert body(answer) == DATA[part[0] : part[1] + 1]
    assert answer.headers["Content-Length"] == str(part[1] - part[0] + 1)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_that_is_not_there_is_416_with_the_size(
    reader: Client, files: Path, asked: str
) -> None:
    answer = reader.get("/media/recordings/a.mp3", headers={"range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */1024"
    assert body(answer) == b""


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-9", "bytes=9-5", "bytes=-", "bytes=", "bytes", "items=0-5", "bytes=a-b",
     "bytes=0x1-5", "bytes=1-2-3", "bytes=\u0661-", "", "bytes=0-1\r\nX: y"],
)  # fmt: skip
def test_a_range_that_is_not_understood_is_no_range(
    reader: Client, files: Path, asked: str
) -> None:
    answer = reader.get("/media/recordings/a.mp3", headers={"range": asked})
    assert answer.status_code == 200
    assert body(answer) == DATA


def test_ranges_are_for_get_and_for_the_file_as_it_was(reader: Client, files: Path) -> None:
    head = reader.head("/media/recordings/a.mp3", headers={"range": "bytes=0-9"})
    assert (head.status_code, head.headers["Content-Length"]) == (200, "1024")
    assert body(head) == b""
    # RFC 9110 section 13.1.5: a validator that does not match asks for the whole.
    answer = reader.get(
        "/media/recordings/a.mp3", headers={"range": "bytes=0-9", "if-range": '"old"'}
    )
    assert answer.status_code == 200
    assert body(answer) == DATA


def test_an_empty_file_has_no_part(reader: Client, files: Path) -> None:
    assert (
        reader.get("/media/recordings/empty.mp3", headers={"range": "bytes=0-"}).status_code == 416
    )
    answer = reader.get("/media/recordings/empty.mp3")
    assert (answer.status_code, body(answer)) == (200, b"")


@given(
    st.text(max_size=40) | st.from_regex(r"bytes=\d*-\d*", fullmatch=True), st.integers(0, 10**9)
)
def test_whatever_is_asked_a_part_lies_within_the_file(header: str, size: int) -> None:
    part = parse_range(header, size=size)
    if isinstance(part, Slice):
        assert 0 <= part.start <= part.end < size
        assert part.length <= LARGEST_PART
