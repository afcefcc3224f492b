"""What a camera noted stays in the newsroom."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from masthead.stories.renditions import make_renditions
from masthead.stories.services.pictures import add_picture
from tests.factories.stories import make_picture

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


@pytest.mark.django_db
def test_the_name_of_a_size_tells_nothing_of_the_uploaders_and_cannot_be_guessed() -> None:
    picture = make_picture(file_name="jane-doe-witness.jpg")
    names = [str(rendition.file.name) for rendition in make_renditions(picture)]
    stems = {re.fullmatch(rf"images/{picture.pk}-([0-9a-f]{{16}})\.\w+", name) for name in names}
    assert None not in stems
    assert len({stem[1] for stem in stems if stem}) == len(names) > 3
