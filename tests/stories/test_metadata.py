"""What a camera noted stays in the newsroom."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from masthead.stories.renditions import make_renditions
from masthead.stories.services.pictures import add_picture

_GPS = 0x8825


@pytest.mark.django_db
def test_no_size_of_a_picture_says_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif.get_ifd(_GPS)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "#357").save(out, "JPEG", exif=exif)
    picture = add_picture(data=out.getvalue(), file_name="garden.jpg", title="Garden")

    for rendition in make_renditions(picture):
        with rendition.file.open() as file, Image.open(file) as image:
            assert dict(image.getexif()) == {}, rendition.filter_spec
            assert image.getexif().get_ifd(_GPS) == {}
