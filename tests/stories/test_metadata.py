"""What a camera noted stays in the newsroom."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from masthead.stories.renditions import make_renditions
from masthead.stories.services.pictures import add_picture
from tests.factories.stories import make_picture
from tests.kernel.photographs import SECRET, data_set, exif_of, photograph, said, xmp

_GPS = 0x8825
# What a file would have in it that carries any of them, whoever reads it.
TRACES = (SECRET, b"Exif\x00", b"EXIF", b"eXIf", b"adobe:ns:meta", b"Photoshop 3.0", b"8BIM")


def written(kind: str) -> bytes:
    """A picture in some format with everything in it that the format can carry."""
    packet = xmp(said("dc:description", SECRET.decode()))
    iim = data_set(120, SECRET) if kind == "JPEG" else b""
    return photograph(kind, packet=packet, exif=exif_of(), iim=iim)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_size_of_a_picture_says_what_its_file_said(kind: str) -> None:
    data = written(kind)
    assert SECRET in data
    picture = add_picture(data=data, file_name=f"garden.{kind}", title="Garden")
    made = make_renditions(picture)
    # Those of Wagtail's own screens, which keep a format of their own.
    made += [picture.get_rendition("max-165x165"), picture.get_rendition("original")]
    for rendition in made:
        with rendition.file.open() as file:
            data = file.read()
        assert not [trace for trace in TRACES if trace in data], rendition.filter_spec
        with Image.open(io.BytesIO(data)) as image:
            assert dict(image.getexif()) == {}, rendition.filter_spec
            assert image.getexif().get_ifd(_GPS) == {}
            assert not {"xmp", "exif", "comment", "photoshop"} & set(image.info)


@pytest.mark.django_db
def test_the_name_of_a_size_tells_nothing_of_the_uploaders_and_cannot_be_guessed() -> None:
    picture = make_picture(file_name="jane-doe-witness.jpg")
    names = [str(rendition.file.name) for rendition in make_renditions(picture)]
    stems = {re.fullmatch(rf"images/{picture.pk}-([0-9a-f]{{16}})\.\w+", name) for name in names}
    assert None not in stems
    assert len({stem[1] for stem in stems if stem}) == len(names) > 3
