"""Pictures, their sizes, and recordings."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from PIL import Image

from masthead.jobs.queue import run_until_empty
from masthead.stories.models import Picture, Recording, Rendition
from masthead.stories.renditions import current_renditions, make_renditions, sizes_for
from masthead.stories.services.pictures import add_picture
from masthead.stories.tasks import make_first_sizes, make_small_sizes
from tests.factories.stories import make_jpeg, make_picture, make_story

pytestmark = pytest.mark.django_db


def picture_of(mode: str = "RGB", size: tuple[int, int] = (64, 48), kind: str = "PNG") -> bytes:
    """The bytes of a small picture in some mode and format."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind)
    return buffer.getvalue()


def test_the_same_bytes_and_credit_are_kept_once() -> None:
    data = make_jpeg()
    one = add_picture(data=data, file_name="a.jpg", title="A", credit="Ada")
    two = add_picture(data=data, file_name="b.jpg", title="B", credit="Ada")
    assert one == two
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", make_jpeg()[:40]]
)
def test_bytes_that_are_no_picture_are_refused(data: bytes) -> None:
    with pytest.raises(ValidationError):
        add_picture(data=data, file_name="a.jpg", title="A")
    assert Picture.objects.count() == 0


def test_a_picture_with_too_many_pixels_is_refused(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64 * 48 - 1
    with pytest.raises(ValidationError, match="too many pixels"):
        add_picture(data=picture_of(), file_name="a.png", title="A")


def test_a_name_that_lies_about_its_format_or_folder_is_not_kept() -> None:
    picture = add_picture(data=picture_of(), file_name="../../etc/evil.php.jpg", title="")
    assert picture.file.name.endswith(".png")
    assert ".." not in picture.file.name
    assert picture.file.name.startswith("original_images/")


def _jobs() -> int:
    """How many jobs of ours are waiting; Wagtail has some of its own."""
    ours = DBTaskResult.objects.filter(task_path__startswith="masthead.stories")
    return len(list(ours))


def test_the_job_is_enqueued_in_the_writers_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_picture()
        assert _jobs() == 2
        raise ZeroDivisionError
    assert _jobs() == 0
    make_picture()
    assert _jobs() == 2


def test_sizes_are_made_once_jpeg_first() -> None:
    picture = add_picture(data=make_jpeg(700, 500), file_name="a.jpg", title="A")
    first = make_renditions(picture)
    formats = [rendition.filter_spec.split("format-")[1].split("|")[0] for rendition in first]
    assert formats == sorted(formats, key=["jpeg", "webp", "avif"].index)
    numbers = {rendition.pk for rendition in first}
    assert {rendition.pk for rendition in make_renditions(picture)} == numbers
    assert Rendition.objects.count() == len(numbers) == len(sizes_for(picture))


def test_the_worker_makes_the_sizes_and_a_second_run_changes_nothing() -> None:
    picture = add_picture(data=make_jpeg(500, 400), file_name="a.jpg", title="A")
    assert run_until_empty().failed == 0
    count = Rendition.objects.count()
    assert count == len(sizes_for(picture))
    picture.save()
    run_until_empty()
    assert Rendition.objects.count() == count


def test_the_sizes_of_a_picture_deleted_meanwhile_are_none() -> None:
    assert make_first_sizes.func(987654321) == 0
    assert make_small_sizes.func(987654321) == 0


def test_every_picture_gets_its_jpegs_before_any_gets_the_costly_formats() -> None:
    pictures = [make_picture() for _ in range(3)]
    run_until_empty()
    made = list(Rendition.objects.order_by("pk"))
    first = [rendition for rendition in made if "format-jpeg" in rendition.filter_spec]
    assert made[: len(first)] == first
    assert {rendition.image_id for rendition in first} == {picture.pk for picture in pictures}


def test_a_focal_point_that_moved_makes_new_cards() -> None:
    picture = add_picture(data=make_jpeg(600, 900), file_name="a.jpg", title="A")
    run_until_empty()
    before = {
        rendition.pk
        for size, rendition in current_renditions(picture, picture.renditions.all())
        if size.shape == "card"
    }
    picture.focal_point_x, picture.focal_point_y = 100, 800
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    picture = Picture.objects.get(pk=picture.pk)
    assert not [
        rendition
        for size, rendition in current_renditions(picture, picture.renditions.all())
        if size.shape == "card"
    ]
    run_until_empty()
    after = {
        rendition.pk
        for size, rendition in current_renditions(picture, picture.renditions.all())
        if size.shape == "card"
    }
    assert after
    assert not after & before


def test_a_thumbnail_is_made_from_a_size_that_is_there_and_not_from_the_original() -> None:
    picture = add_picture(data=make_jpeg(900, 600), file_name="a.jpg", title="A")
    run_until_empty()
    Path(picture.file.path).unlink()
    picture = Picture.objects.get(pk=picture.pk)
    thumbnail = picture.get_rendition("max-165x165")
    assert (thumbnail.width, thumbnail.height) == (165, 110)


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (300, 2), (480, 320), (239, 159)])
def test_tiny_and_thin_pictures_are_never_made_larger(size: tuple[int, int]) -> None:
    picture = add_picture(data=picture_of(size=size), file_name="a.png", title="A")
    for rendition in make_renditions(picture):
        assert 1 <= rendition.width <= max(size[0], 1)
        assert 1 <= rendition.height <= max(size[1], 1)


def test_a_portrait_keeps_its_shape_and_its_card_is_cut() -> None:
    picture = add_picture(data=make_jpeg(600, 900), file_name="a.jpg", title="A")
    for size, rendition in current_renditions(picture, make_renditions(picture)):
        ratio = rendition.width / rendition.height
        assert ratio == pytest.approx(2 / 3 if size.shape == "whole" else 3 / 2, rel=0.02)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"),
     ("P", "GIF"), ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_kind_of_picture_gets_its_sizes(mode: str, kind: str) -> None:
    picture = add_picture(data=picture_of(mode, kind=kind), file_name="a", title="A")
    made = make_renditions(picture)
    assert len(made) == len(sizes_for(picture))


def test_a_picture_of_sixteen_bits_a_pixel_is_refused_with_a_remedy() -> None:
    """Pillow writes none of our formats from it: its sizes would fail for ever."""
    with pytest.raises(ValidationError, match="8 bits"):
        add_picture(data=picture_of("I;16"), file_name="a.png", title="A")


def sound(seconds: int) -> bytes:
    """A silent WAV file."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    return buffer.getvalue()


def test_a_recording_knows_its_length_and_size() -> None:
    data = sound(3)
    recording = Recording(title="Sea", kind="audio", file=ContentFile(data, "sea.WAV"))
    recording.save()
    assert (recording.seconds, recording.byte_count) == (3, len(data))
    assert str(recording.file.name).startswith("recordings/")
    assert str(recording.file.name).endswith(".wav")


def test_a_length_that_the_editor_gave_stands() -> None:
    recording = Recording(title="Sea", kind="audio", seconds=7, file=ContentFile(sound(1), "a.wav"))
    recording.save()
    assert recording.seconds == 7


@pytest.mark.parametrize("data", [b"", b"nothing that plays" * 20, sound(1)[:20]])
def test_a_recording_that_does_not_say_its_length_has_none(data: bytes) -> None:
    recording = Recording(title="Sea", kind="audio", file=ContentFile(data, "a.mp3"))
    recording.save()
    assert recording.seconds is None
    assert recording.byte_count == len(data)


def test_a_picture_that_a_story_leads_with_is_not_deleted() -> None:
    picture = make_picture()
    make_story(lead_picture=picture, lead_alt="A boat", lead_credit="Ada")
    with pytest.raises(Exception, match="protected"):
        picture.delete()
