"""The demo's pictures: the same each time, of the sizes that layouts are tried with, and quick."""

from __future__ import annotations

import wave
from io import BytesIO

import pytest
from PIL import Image, ImageStat

from masthead.demo.content.newsroom import AUTHORS
from masthead.demo.content.shapes import Gallery, Photo
from masthead.demo.content.stories import STORIES
from masthead.demo.drawing.canvas import Canvas, mix
from masthead.demo.drawing.pictures import SCENES, draw, encode_jpeg
from masthead.demo.drawing.sound import bell_wav


@pytest.mark.parametrize("key", sorted(SCENES))
def test_a_picture_fills_its_frame_with_more_than_one_tone(key: str) -> None:
    picture = draw(key)
    assert picture.mode == "RGB"
    assert picture.size in {(1600, 1067), (2000, 1000), (1000, 1400), (800, 1000)}
    assert max(ImageStat.Stat(picture).stddev) > 20


@pytest.mark.parametrize("key", ["harbour-morning", "storm-waves", "portrait-idris"])
def test_a_key_gives_the_same_picture_each_time(key: str) -> None:
    assert draw(key).tobytes() == draw(key).tobytes()


def test_different_keys_give_different_pictures() -> None:
    first, second = Canvas("one"), Canvas("two")
    assert first.ridge(500, 100, "#000000") != second.ridge(500, 100, "#000000")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("no-such-picture")


def test_a_jpeg_has_the_size_of_its_picture_and_a_bearable_weight() -> None:
    data = encode_jpeg("harbour-fire")
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 1067))
    assert len(data) < 700_000


def test_every_picture_is_used_by_a_story_or_an_author() -> None:
    used = {author.portrait for author in AUTHORS}
    for story in STORIES:
        used |= {story.lead.picture} if story.lead else set()
        for block in story.body:
            if isinstance(block, Photo):
                used.add(block.picture)
            elif isinstance(block, Gallery):
                used |= {photo.picture for photo in block.photos}
    assert used == SCENES.keys()


def test_mixing_colours_meets_both_ends() -> None:
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"


def test_the_bell_is_seven_seconds_of_mono_sound_that_does_not_clip() -> None:
    with wave.open(BytesIO(bell_wav())) as sound:
        assert sound.getnchannels() == 1
        assert sound.getnframes() / sound.getframerate() == pytest.approx(7.0)
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert 8_000 < max(frames) < 32_767
