"""A wrong picture goes everywhere in one act: taken down, replaced, given back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from wagtail.images.models import SourceImageIOError
from wagtail.models import ModelLogEntry

from masthead.jobs.queue import run_until_empty
from masthead.kernel.clock import now
from masthead.stories.models import Edition, GoneFile, Note, Picture, Publication, Story
from masthead.stories.picture_uses import uses_of
from masthead.stories.renditions import make_renditions
from masthead.stories.rules import PublicationRefused
from masthead.stories.services.holds import place_on_hold
from masthead.stories.services.publication import publish_story
from masthead.stories.services.takedown import (
    give_back_picture,
    replace_picture,
    take_down_picture,
)
from masthead.stories.tasks import delete_gone_files, make_first_sizes
from tests.factories.stories import (
    make_author,
    make_jpeg,
    make_picture,
    make_published,
    make_section,
    make_story,
    make_user,
    paragraph,
)
from tests.readers import path_of
from tests.stories.situations import fresh, publish_with, revise

pytestmark = pytest.mark.django_db

WORDS = {"lead_alt": "A crane at the quay", "lead_credit": "Bob"}
RIGHT = {"description": "A tug in fog", "credit": "Cleo", "reason": "Wrong ship"}


def made_picture() -> Picture:
    """A picture with all its sizes."""
    picture = make_picture(title="Crane")
    run_until_empty()
    return picture


def addresses_in(page: bytes) -> set[str]:
    """The addresses of pictures that a page has."""
    return set(re.findall(r"/media/images/[\w.-]+", page.decode()))


def files_of(picture: Picture, settings: Any) -> list[Path]:
    """What lies on the disk of a picture's sizes."""
    return list(Path(settings.MEDIA_ROOT, "images").glob(f"{picture.pk}-*"))


def test_a_picture_taken_down_is_gone_from_pages_addresses_and_disk(
    reader: Client, edition: Edition, settings: Any
) -> None:
    picture = made_picture()
    inline = {"type": "picture", "value": {"picture": picture.pk, "alt": "It", "caption": "",
                                           "credit": "Bob"}}  # fmt: skip
    story = make_published(
        section=make_section(edition), lead_picture=picture, body=[paragraph("A."), inline], **WORDS
    )
    paths = ["/", "/news", "/feed.xml", path_of(story)]
    page = reader.get(path_of(story)).content
    old = addresses_in(page)
    assert old
    assert b"og:image" in page
    assert all(reader.get(address).status_code == 200 for address in old)
    take_down_picture(picture=picture, by=make_user(), reason="It shows a child")
    for address in old:
        answer = reader.get(address)
        assert answer.status_code == 410
        assert answer.headers["Cache-Control"] == "no-store"
    for path in paths:
        answer = reader.get(path)
        assert answer.status_code == 200
        assert not addresses_in(answer.content)
        assert b"A crane at the quay" not in answer.content
        assert b"og:image" not in answer.content
    run_until_empty()
    assert files_of(picture, settings) == []
    assert reader.get(sorted(old)[0]).status_code == 410
    picture.refresh_from_db()
    assert Path(picture.file.path).exists()


def test_the_history_says_nothing_of_a_picture_that_was_taken_down(
    reader: Client, edition: Edition
) -> None:
    picture = made_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    publish_with(story, lead_alt="A crane at work")
    assert b"crane at" in reader.get(f"{path_of(story)}/history").content
    take_down_picture(picture=picture, by=make_user(), reason="Wrong")
    assert b"crane at" not in reader.get(f"{path_of(story)}/history").content


def test_editors_see_why_and_nobody_publishes_it_again(edition: Edition) -> None:
    picture = made_picture()
    live = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    draft = make_story(section=make_section(edition), lead_picture=picture, **WORDS)
    take_down_picture(picture=picture, by=make_user(), reason="It shows a child")
    for story in (live, draft):
        (note,) = Note.objects.filter(story=story)
        assert "It shows a child" in note.text
        acts = ModelLogEntry.objects.filter(object_id=str(story.pk))
        assert "masthead.picture_takedown" in acts.values_list("action", flat=True)
    with pytest.raises(PublicationRefused, match="It shows a child"):
        publish_story(story=fresh(draft), by=None)


def test_taking_down_twice_is_as_once(edition: Edition) -> None:
    picture = made_picture()
    make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    first = take_down_picture(picture=picture, by=make_user(), reason="First")
    again = take_down_picture(picture=picture, by=make_user(), reason="Second")
    assert again.taken_down_reason == "First"
    assert again.taken_down_at == first.taken_down_at
    assert Note.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_nothing_is_taken_down_without_a_reason_or_permission(reason: str) -> None:
    picture = make_picture()
    with pytest.raises(PublicationRefused):
        take_down_picture(picture=picture, by=make_user(), reason=reason)
    with pytest.raises(PermissionDenied):
        take_down_picture(picture=picture, by=make_user(is_superuser=False), reason="Wrong")
    assert Picture.objects.get(pk=picture.pk).taken_down_at is None


def test_the_job_that_deletes_files_runs_twice_and_after_a_crash(settings: Any) -> None:
    picture = made_picture()
    count = len(files_of(picture, settings))
    take_down_picture(picture=picture, by=make_user(), reason="Wrong")
    # A worker that died after the files and before its note of them.
    for file in files_of(picture, settings)[:3]:
        file.unlink()
    assert delete_gone_files.func(picture.pk) == count
    assert delete_gone_files.func(picture.pk) == 0
    assert files_of(picture, settings) == []


def test_a_size_that_was_being_made_meanwhile_is_never_found(settings: Any) -> None:
    picture = make_picture()
    stale = Picture.objects.get(pk=picture.pk)
    take_down_picture(picture=picture, by=make_user(), reason="Wrong")
    with pytest.raises(SourceImageIOError):
        make_renditions(stale)
    assert not picture.renditions.exists()
    assert make_first_sizes.func(picture.pk) == 0
    give_back_picture(picture=picture, by=make_user(), reason="It was right")
    stale = Picture.objects.get(pk=picture.pk)
    replace_picture(picture=picture, data=make_jpeg(300, 200), file_name="b.jpg", by=make_user(),
                    **RIGHT)  # fmt: skip
    with pytest.raises(SourceImageIOError, match="replaced"):
        make_renditions(stale)
    assert not picture.renditions.exists()


def test_what_was_taken_down_comes_back_at_new_addresses(reader: Client, edition: Edition) -> None:
    picture = made_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    old = addresses_in(reader.get(path_of(story)).content)
    take_down_picture(picture=picture, by=make_user(), reason="Wrong")
    run_until_empty()
    give_back_picture(picture=picture, by=make_user(), reason="It was right")
    run_until_empty()
    new = addresses_in(reader.get(path_of(story)).content)
    assert new
    assert not new & old
    assert all(reader.get(address).status_code == 200 for address in new)
    assert all(reader.get(address).status_code == 410 for address in old)


def test_a_replaced_picture_has_new_addresses_and_its_own_words(
    reader: Client, edition: Edition, settings: Any
) -> None:
    picture = made_picture()
    story = make_published(
        section=make_section(edition), lead_picture=picture, lead_caption="The quay", **WORDS
    )
    wrong = Path(picture.file.path)
    old = addresses_in(reader.get(path_of(story)).content)
    replaced = replace_picture(
        picture=picture, data=make_jpeg(900, 600, "#aa3311"), file_name="tug.jpg", by=make_user(),
        **RIGHT,
    )  # fmt: skip
    page = reader.get(path_of(story)).content
    # No size is made yet: the page has a placeholder, and waits for nothing.
    assert not addresses_in(page)
    for told, is_there in ((b"A tug in fog", True), (b"Cleo", True), (b"A crane", False),
                           (b"Bob", False), (b"The quay", True)):  # fmt: skip
        assert (told in page) is is_there, told
    assert run_until_empty().failed == 0
    new = addresses_in(reader.get(path_of(story)).content)
    assert new
    assert not new & old
    assert all(reader.get(address).status_code == 410 for address in old)
    assert not wrong.exists()
    assert Path(Picture.objects.get(pk=picture.pk).file.path).exists()
    assert replaced.replaced_at is not None
    publish_with(story, lead_alt="A tug, towing", lead_credit="Cleo B")
    assert b"A tug, towing" in reader.get(path_of(story)).content


def test_a_replacement_has_to_be_another_picture_with_words() -> None:
    data = make_jpeg(300, 200)
    picture = make_picture(data=data)
    acts: list[tuple[type[Exception], dict[str, Any]]] = [
        (ValidationError, {"data": data}),
        (ValidationError, {"data": b"no picture"}),
        (PublicationRefused, {"description": " "}),
        (PublicationRefused, {"credit": ""}),
        (PublicationRefused, {"reason": ""}),
        (PermissionDenied, {"by": make_user(is_superuser=False)}),
    ]
    given: dict[str, Any] = {"data": make_jpeg(31, 20), "file_name": "b.jpg", "by": make_user(),
                             **RIGHT}  # fmt: skip
    for refusal, wrong in acts:
        with pytest.raises(refusal):
            replace_picture(picture=picture, **(given | wrong))
    assert Picture.objects.get(pk=picture.pk).file.name == picture.file.name
    assert not GoneFile.objects.exists()


def test_a_hold_keeps_the_file_and_lets_the_picture_be_taken_down(edition: Edition) -> None:
    picture = made_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    editor = make_user()
    place_on_hold(story=story, by=editor, reason="A letter", lifter=editor)
    with pytest.raises(PublicationRefused, match="on hold"):
        replace_picture(
            picture=picture, data=make_jpeg(31, 20), file_name="b.jpg", by=editor, **RIGHT
        )
    taken = take_down_picture(picture=picture, by=editor, reason="A letter")
    assert taken.taken_down_at is not None


def test_every_use_is_found(edition: Edition) -> None:
    picture = made_picture()
    section = make_section(edition)
    live = make_published(section=section, lead_picture=picture, **WORDS)
    draft = make_story(section=section, lead_picture=picture, **WORDS)
    earlier = make_published(section=section, lead_picture=picture, **WORDS)
    publish_with(earlier, lead_picture=None)
    changed = make_published(section=section)
    inline = {"type": "picture", "value": {"picture": picture.pk, "alt": "x", "caption": "",
                                           "credit": "y"}}  # fmt: skip
    revise(changed, body=Story(body=[paragraph("B."), inline]).body)
    author = make_author(portrait=picture)
    run_until_empty()
    uses = uses_of(picture)
    assert [row.pk for row in uses.live] == [live.pk]
    assert {story.pk for story in uses.drafts} == {draft.pk, changed.pk}
    assert [row.pk for row in uses.earlier] == [earlier.pk]
    assert list(uses.authors) == [author]
    assert uses.count == 5


def test_the_number_of_queries_for_the_uses_does_not_grow(
    edition: Edition, django_assert_max_num_queries: Any
) -> None:
    picture = made_picture()
    for _ in range(6):
        make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    with django_assert_max_num_queries(9):
        assert len(uses_of(picture).live) == 6


def test_rights_that_ended_and_a_taking_down_do_not_hide_each_other(
    reader: Client, edition: Edition
) -> None:
    picture = made_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    address = sorted(addresses_in(reader.get(path_of(story)).content))[0]
    Picture.objects.filter(pk=picture.pk).update(rights_end_at=now())
    assert reader.get(address).status_code == 404
    take_down_picture(picture=picture, by=make_user(), reason="Wrong")
    assert reader.get(address).status_code == 410
    assert Publication.objects.get(pk=story.pk).is_live


def test_the_address_of_a_picture_that_was_deleted_says_that_it_is_gone(reader: Client) -> None:
    picture = made_picture()
    name = picture.renditions.latest("pk").file.name
    assert reader.get(f"/media/{name}").status_code == 200
    picture.delete()
    assert reader.get(f"/media/{name}").status_code == 410
    assert reader.get(f"/media/images/{picture.pk}-0123456789abcdef.jpg").status_code == 404


def test_a_picture_deleted_while_its_sizes_are_made_gets_none() -> None:
    picture = make_picture()
    stale = Picture.objects.get(pk=picture.pk)
    picture.delete()
    with pytest.raises(SourceImageIOError):
        make_renditions(stale)
    assert make_first_sizes.func(stale.pk) == 0
