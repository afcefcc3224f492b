"""Where files lie, and which paths and hosts can have any."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.delivery.layout import etag_of, file_name, host_folder, is_storable


@pytest.mark.parametrize(
    "path", ["/", "/news", "/feed.xml", "/section/kultur-ö", "/2026/11/25/a-1/history", "/a;b"]
)
def test_an_address_of_ours_has_a_place(path: str) -> None:
    assert is_storable(path.encode())


@pytest.mark.parametrize(
    "path",
    ["", "news", "//", "/news/", "//news", "/a//b", "/..", "/../x", "/a/../b", "/.", "/a/./b",
     "/.store/index.sqlite3", "/a/.hidden", "/a\x00b", "/a\nb", "/a\x7f", "/" + "a" * 201,
     "/" + "/".join(["a" * 100] * 11)],
)  # fmt: skip
def test_a_path_that_could_leave_its_folder_or_break_a_disk_has_none(path: str) -> None:
    assert not is_storable(path.encode())


@given(st.binary(max_size=60))
def test_no_bytes_lead_out_of_the_folder(path: bytes) -> None:
    if is_storable(path):
        segments = path.split(b"/")[1:]
        assert b".." not in segments
        assert b"\x00" not in path
        assert path == b"/" or all(segments)


@pytest.mark.parametrize(
    ("header", "folder"),
    [
        ("post.example", "post.example"),
        ("POST.Example:8000", "post.example"),
        ("post.example.", "post.example"),
        ("post.example.:80", "post.example"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("localhost", "localhost"),
        ("", None),
        (".", None),
        ("..", None),
        (".store", None),
        ("post.example..", None),
        (".post.example", None),
        ("post..example", None),
        ("post.example/..", None),
        ("post.example:", None),
        ("post.example:x", None),
        ("post.example:80:80", None),
        ("user@post.example", None),
        ("post.example, evil.example", None),
        ("[::1]:80", None),
        ("post.example\n", None),
        ("é.example", None),
        ("a" * 300, None),
    ],
)
def test_a_host_header_leads_to_one_folder_or_to_none(header: str, folder: str | None) -> None:
    assert host_folder(header) == folder


@given(st.text(max_size=40))
def test_no_host_header_leads_out_of_the_store(header: str) -> None:
    folder = host_folder(header)
    assert folder is None or re.fullmatch(r"[a-z0-9][a-z0-9.-]*", folder)


def test_names_and_validators_are_those_that_nginx_would_make() -> None:
    assert (file_name("/feed.xml"), file_name("/news")) == ("page.xml", "page.html")
    assert etag_of(mtime=0x6553F100, size=0x674) == '"6553f100-674"'
