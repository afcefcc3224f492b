"""Folders, files and what lies beside them. No database."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from masthead.kernel.blocks import PictureBlock
from masthead.wire.dispatch import Dispatch, Refused, Rendition, WirePicture
from masthead.wire.files import files_below, pictures_beside, read_whole, shown


def item_with(*hrefs: str, width: int | None = None) -> Dispatch:
    """A dispatch with one picture for each name."""
    pictures = tuple(WirePicture(renditions=(Rendition(href=href, width=width),)) for href in hrefs)
    return Dispatch(guid="urn:one", headline="Ferry", pictures=pictures)


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A folder with an item, within one that holds what is nobody's business."""
    (tmp_path / "secret").write_bytes(b"secret")
    folder = tmp_path / "delivery"
    (folder / "pictures").mkdir(parents=True)
    (folder / "item.xml").write_bytes(b"<item/>")
    (folder / "quay.jpg").write_bytes(b"quay")
    (folder / "pictures" / "at sea.jpg").write_bytes(b"sea")
    (folder / ".hidden.jpg").write_bytes(b"secret")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_bytes(b"secret")
    (folder / "link.jpg").symlink_to(tmp_path / "secret")
    (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    (folder / "loop.jpg").symlink_to("loop.jpg")
    (folder / "alias.jpg").symlink_to("quay.jpg")
    os.mkfifo(folder / "pipe.jpg")
    return folder / "item.xml"


def test_files_come_in_the_order_of_their_names_all_folders_included(tmp_path: Path) -> None:
    for name in ("b/2.xml", "b/10.xml", "a.xml", "c.xml", "b/a/deep.xml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)]
    assert found == ["a.xml", "b/10.xml", "b/2.xml", "b/a/deep.xml", "c.xml"]


def test_hidden_files_and_links_in_a_folder_are_passed_over(delivery: Path) -> None:
    found = {path.name for path in files_below(delivery.parent)}
    assert found == {"item.xml", "quay.jpg", "at sea.jpg", "pipe.jpg"}


def test_a_file_that_is_named_is_taken_though_hidden_or_a_link(delivery: Path) -> None:
    for name in (".hidden.jpg", "alias.jpg"):
        assert list(files_below(delivery.parent / name)) == [delivery.parent / name]


def test_folders_may_be_nested_deeper_than_python_recurses(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(1500):
        folder = folder / "d"
        folder.mkdir()
    (folder / "item.xml").touch()
    assert list(files_below(tmp_path)) == [folder / "item.xml"]
    # pytest's own cleaning recurses.
    (folder / "item.xml").unlink()
    while folder != tmp_path:
        folder.rmdir()
        folder = folder.parent


def test_a_file_is_read_to_the_last_byte_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "item.xml"
    path.write_bytes(b"x" * 100)
    assert read_whole(path, limit=100) == b"x" * 100
    with pytest.raises(Refused, match="larger than"):
        read_whole(path, limit=99)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing: reading it would not end in this test
    with pytest.raises(Refused, match="larger than 50 MB"):
        read_whole(path)


def test_a_pipe_a_socket_and_a_device_are_refused_and_not_waited_for(delivery: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(delivery.parent / "s"))
        for path in (delivery.parent / "pipe.jpg", delivery.parent / "s", Path("/dev/zero")):
            with pytest.raises(Refused, match="no file"):
                read_whole(path)


@pytest.mark.parametrize("name", ["gone.xml", "loop.jpg", "x" * 300, "item.xml/below"])
def test_what_cannot_be_opened_is_refused_with_the_systems_reason(
    delivery: Path, name: str
) -> None:
    path = delivery.parent / name
    assert list(files_below(path)) == [path]
    with pytest.raises(Refused, match=r"cannot be opened: \w+"):
        read_whole(path)


def test_a_folder_that_may_not_be_listed_comes_back_and_is_refused(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may list every folder")
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    assert list(files_below(tmp_path)) == [closed]
    with pytest.raises(Refused, match="cannot be opened"):
        read_whole(closed)
    closed.chmod(0o700)


def test_a_name_that_is_no_utf_8_is_shown_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.xml")
    assert shown(path) == f"{tmp_path}/caf\ufffd.xml"


@pytest.mark.parametrize("href", ["quay.jpg", "./quay.jpg", "pictures/at%20sea.jpg", "alias.jpg"])
def test_a_picture_in_the_folder_or_below_comes_along(delivery: Path, href: str) -> None:
    assert list(pictures_beside(delivery, item_with(href))) == [href]


@pytest.mark.parametrize(
    "href",
    [
        "../secret", "../../secret", "pictures/../../secret", "%2e%2e/secret", "%2E%2E%2Fsecret",
        "..%2fsecret", "/etc/passwd", "//etc/passwd", "///etc/passwd", "%2fetc%2fpasswd",
        "file:///etc/passwd", "file:quay.jpg", "https://wire.example/quay.jpg",
        "//wire.example/quay.jpg", "C:quay.jpg", "..\\secret", "link.jpg", "up/secret",
        "loop.jpg", "pipe.jpg", ".hidden.jpg", ".git/config", "pictures/../.hidden.jpg",
        "item.xml", "./item.xml", "pictures/../item.xml", "pictures", "", ".", "?", "#x",
        "http://[", "[", "quay.jpg\x00", "\x00", "quay%00.jpg", "\ud800.jpg", "x" * 300, "x/" * 450,
        "x" * 5000, "./" * 600 + "quay.jpg", "gone.jpg", "quay.jpg/below", "~root/.profile",
    ],
)  # fmt: skip
def test_no_name_reads_anything_that_is_not_a_picture_beside_the_item(
    delivery: Path, href: str
) -> None:
    assert pictures_beside(delivery, item_with(href)) == {}


def test_of_one_picture_the_widest_file_that_is_there_comes_along(delivery: Path) -> None:
    renditions = tuple(
        Rendition(href=href, width=width)
        for href, width in (("quay.jpg", 400), ("gone.jpg", 4000), ("pictures/at sea.jpg", 800))
    )
    item = Dispatch(guid="", headline="", pictures=(WirePicture(renditions=renditions),))
    assert pictures_beside(delivery, item) == {"pictures/at sea.jpg": b"sea"}


def test_a_picture_above_the_limit_stays_where_it_is(delivery: Path) -> None:
    with (delivery.parent / "huge.jpg").open("wb") as file:
        file.truncate(31 * 1024 * 1024)
    assert pictures_beside(delivery, item_with("huge.jpg", "quay.jpg")) == {"quay.jpg": b"quay"}


def test_one_large_file_under_many_names_does_not_fill_the_memory(delivery: Path) -> None:
    with (delivery.parent / "large.jpg").open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    names = [f"{'./' * number}large.jpg" for number in range(400)]
    found = pictures_beside(delivery, item_with(*names))
    assert sum(map(len, found.values())) <= 200 * 1024 * 1024


def test_a_picture_that_stands_in_the_text_is_found_too(delivery: Path) -> None:
    body = tuple(
        PictureBlock(href=href, alt="", caption="", credit="", width=None, height=None)
        for href in ("quay.jpg", "../secret")
    )
    item = Dispatch(guid="", headline="", body=body)
    assert pictures_beside(delivery, item) == {"quay.jpg": b"quay"}
