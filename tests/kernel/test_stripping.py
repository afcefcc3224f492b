"""Metadata goes from every format that we serve; the picture stays."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from masthead.kernel.stripping import without_metadata
from tests.kernel.photographs import SECRET, exif_of, photograph, said, xmp

PACKET = xmp(said("dc:description", SECRET.decode()))
TRACES = (SECRET, b"Exif", b"EXIF", b"eXIf", b"xpacket", b"ns.adobe.com", b"adobe:ns:meta", b"XMP ")


def written(kind: str) -> bytes:
    """A photograph with all that a format can carry."""
    return photograph(kind, packet=PACKET, exif=exif_of())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_what_was_written_is_left_and_every_pixel_is(kind: str) -> None:
    before = written(kind)
    assert SECRET in before
    after = without_metadata(before)
    assert not [trace for trace in TRACES if trace in after]
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert old.tobytes() == new.tobytes()


def test_what_is_appended_to_a_png_goes() -> None:
    stripped = without_metadata(written("PNG") + b"<script>alert(1)</script>")
    assert b"<script>" not in stripped


@given(st.binary(max_size=200), st.sampled_from(["PNG", "WEBP", "JPEG"]), st.integers(0, 400))
def test_damage_never_raises(damage: bytes, kind: str, place: int) -> None:
    whole = photograph(kind, packet=PACKET, size=(8, 8))
    without_metadata(whole[:place] + damage + whole[place:])
    without_metadata(whole[:place])
