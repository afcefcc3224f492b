"""Accept-Encoding and conditions, as RFC 9110 has them."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.delivery.negotiation import choose_encoding, has_already

ETAG = '"6553f100-674"'
MTIME = 0x6553F100


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("*, br;q=0", "gzip"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("identity;q=0, *;q=0.1", "br"),
        ("br ; q = 1", "identity"),
        ("br;q=2", "identity"),
        ("br;q=-1, gzip;q=0.2", "gzip"),
        ("br;level=5", "identity"),
        ("brotli, gzipped", "identity"),
        (",,;;q=,", "identity"),
    ],
)
def test_the_coding_that_is_liked_best_is_chosen(header: str | None, encoding: str) -> None:
    assert choose_encoding(header) == encoding


@given(st.text(max_size=60))
def test_junk_is_read_without_complaint(header: str) -> None:
    assert choose_encoding(header) in {"br", "gzip", "identity"}
    assert has_already(if_none_match=header, if_modified_since=None, etag=ETAG, mtime=MTIME) in {
        True,
        False,
    }
    assert has_already(if_none_match=None, if_modified_since=header, etag=ETAG, mtime=MTIME) in {
        True,
        False,
    }


@pytest.mark.parametrize(
    ("tags", "is_known"),
    [
        (ETAG, True),
        (f"W/{ETAG}", True),
        (f'"other", {ETAG}', True),
        (f'W/"a,b" ,W/{ETAG},"c"', True),
        ("*", True),
        (" * ", True),
        ('"*"', False),
        ('"other"', False),
        ("6553f100-674", False),
        ('"6553f100-674', False),
        ("", False),
    ],
)
def test_tags_are_compared_weakly_and_one_by_one(tags: str, is_known: bool) -> None:
    # A date beside tags is not looked at (RFC 9110 section 13.1.3).
    for date in (None, formatdate(MTIME + 10, usegmt=True)):
        assert (
            has_already(if_none_match=tags, if_modified_since=date, etag=ETAG, mtime=MTIME)
            is is_known
        )


@pytest.mark.parametrize(
    ("date", "is_known"),
    [
        (formatdate(MTIME, usegmt=True), True),
        (formatdate(MTIME + 1, usegmt=True), True),
        (formatdate(MTIME - 1, usegmt=True), False),
        ("yesterday", False),
        ("", False),
        ("Tue, 99 Nov 2023 22:13:20 GMT", False),
    ],
)
def test_a_date_counts_when_there_are_no_tags(date: str, is_known: bool) -> None:
    assert (
        has_already(if_none_match=None, if_modified_since=date, etag=ETAG, mtime=MTIME) is is_known
    )
