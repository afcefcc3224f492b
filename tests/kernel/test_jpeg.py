"""No picture that readers get says where it was taken."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from masthead.kernel.jpeg import without_metadata

_GPS, _DESCRIPTION = 0x8825, 0x010E


def photograph() -> bytes:
    """A JPEG with a position, a description, a comment and a colour profile."""
    exif = Image.Exif()
    exif.get_ifd(_GPS)[1] = "N"
    exif[_DESCRIPTION] = "garden of the witness"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(
        out, "JPEG", exif=exif, comment=b"for the desk only", icc_profile=profile
    )
    return out.getvalue()


def test_position_description_and_comment_go() -> None:
    stripped = without_metadata(photograph())
    with Image.open(io.BytesIO(stripped)) as image:
        assert dict(image.getexif()) == {}
    assert b"witness" not in stripped
    assert b"for the desk" not in stripped


def test_the_picture_and_its_colours_stay() -> None:
    before, after = photograph(), without_metadata(photograph())
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert old.tobytes() == new.tobytes()
        assert old.info["icc_profile"] == new.info["icc_profile"]


@given(st.binary(max_size=200))
def test_what_is_no_jpeg_comes_back_as_it_is(data: bytes) -> None:
    assert without_metadata(data) == data or data.startswith(b"\xff\xd8")
    broken = b"\xff\xd8" + data
    assert without_metadata(broken) is not None
