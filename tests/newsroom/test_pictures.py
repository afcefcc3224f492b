"""Pictures in the newsroom: many uploads, words from the file, twins, and the acts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from masthead.accounts.models import User
from masthead.jobs.queue import run_until_empty
from masthead.stories.models import Edition, Picture
from masthead.stories.services.pictures import add_picture
from tests.factories.stories import (
    make_author,
    make_jpeg,
    make_picture,
    make_published,
    make_section,
    make_user,
)
from tests.kernel.photographs import data_set, photograph, said, xmp
from tests.newsroom.test_bombs import upload

pytestmark = pytest.mark.django_db

WORDS = {"lead_alt": "A crane at the quay", "lead_credit": "Bob"}


def page(browser: Client, picture: Picture, act: str = "") -> str:
    """A screen of a picture."""
    own = f"/newsroom/images/{picture.pk}/"
    answer = browser.get(f"/newsroom/pictures/{picture.pk}/{act}/" if act else own)
    assert answer.status_code == 200
    return answer.content.decode()


def act(browser: Client, picture: Picture, name: str, **fields: Any) -> str:
    """Post an act and follow where it leads."""
    answer = browser.post(f"/newsroom/pictures/{picture.pk}/{name}/", fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_the_file_says_fills_the_form(browser: Client) -> None:
    iim = data_set(105, b"The ferry leaves") + data_set(110, b"Reuters") + data_set(90, b"Port Ash")
    packet = xmp(
        said("Iptc4xmpCore:AltTextAccessibility", "A white ferry")
        + said("dc:description", "The ferry leaves Port Ash.")
    )
    told = upload(browser, photograph(iim=iim, packet=packet), "IMG_0042.jpg")
    assert told["success"] is True
    assert "A white ferry" in told["form"]
    picture = Picture.objects.get()
    assert (picture.title, picture.description) == ("The ferry leaves", "A white ferry")
    assert picture.caption == "The ferry leaves Port Ash."
    assert (picture.credit, picture.place) == ("Reuters", "Port Ash")


def test_what_somebody_wrote_goes_before_what_the_file_says(browser: Client) -> None:
    iim = data_set(105, b"Headline") + data_set(120, b"Caption") + data_set(110, b"Reuters")
    browser.post(
        "/newsroom/images/add/",
        {
            "title": "My own title",
            "caption": "My own caption",
            "file": SimpleUploadedFile("a.jpg", photograph(iim=iim)),
        },
    )
    picture = Picture.objects.get()
    assert (picture.title, picture.caption) == ("My own title", "My own caption")
    assert picture.credit == "Reuters"


def test_alternative_text_is_asked_for_with_a_hint(browser: Client) -> None:
    told = upload(browser, make_jpeg(), "a.jpg")
    assert "Alternative text" in told["form"]
    assert "one sentence for those who cannot see it" in told["form"]


def test_a_file_that_is_here_already_is_shown_and_either_is_kept(browser: Client) -> None:
    data = make_jpeg(300, 200)
    upload(browser, data, "a.jpg")
    first = Picture.objects.get()
    told = upload(browser, data, "b.jpg")
    assert told["duplicate"] is True
    assert f"/newsroom/images/{first.pk}/" in told["confirm_duplicate_upload"]
    assert "Keep both" in told["confirm_duplicate_upload"]
    assert Picture.objects.count() == 2
    second = Picture.objects.exclude(pk=first.pk).get()
    browser.post(f"/newsroom/images/multiple/{second.pk}/delete/",
                 headers={"x-requested-with": "XMLHttpRequest"})  # fmt: skip
    assert list(Picture.objects.all()) == [first]


def test_the_page_of_a_picture_makes_no_size_and_says_where_it_is_used(
    browser: Client, edition: Edition
) -> None:
    picture = make_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    author = make_author(portrait=picture)
    shown = page(browser, picture)
    assert "making the sizes" in shown
    assert not picture.renditions.exists()
    assert f"/newsroom/snippets/stories/story/edit/{story.pk}/" in shown
    assert f"/newsroom/snippets/stories/author/edit/{author.pk}/" in shown
    run_until_empty()
    assert "focal-point-chooser" in page(browser, picture)
    assert 'name="file"' not in page(browser, picture)


def test_an_editor_takes_a_picture_down_and_gives_it_back(
    browser: Client, edition: Edition
) -> None:
    picture = make_picture()
    story = make_published(section=make_section(edition), lead_picture=picture, **WORDS)
    assert str(story) in page(browser, picture, "take-down")
    assert "Say why." in act(browser, picture, "take-down", reason="")
    assert "is taken down" in act(browser, picture, "take-down", reason="It shows a child")
    assert "It shows a child" in page(browser, picture)
    assert "already" in page(browser, picture, "take-down")
    assert (
        "It shows a child"
        in browser.get(f"/newsroom/snippets/stories/story/edit/{story.pk}/").content.decode()
    )
    assert picture.title not in browser.get("/newsroom/images/chooser/").content.decode()
    assert "is back" in act(browser, picture, "give-back", reason="It was right")
    assert Picture.objects.get(pk=picture.pk).taken_down_at is None
    assert browser.get("/newsroom/images/").status_code == 200


def test_what_was_taken_down_does_not_come_in_again_and_breaks_no_screen(
    browser: Client, editor: User
) -> None:
    data = make_jpeg(300, 200)
    upload(browser, data, "a.jpg")
    picture = Picture.objects.get()
    act(browser, picture, "take-down", reason="It shows a child")
    told = upload(browser, data, "b.jpg")
    assert told["success"] is False
    assert "It shows a child" in told["error_message"]
    with pytest.raises(ValidationError, match="It shows a child"):
        add_picture(data=data, file_name="wire.jpg", title="From the wire")
    assert Picture.objects.count() == 1
    assert "Taken down" in browser.get("/newsroom/images/").content.decode()
    for path in ("images/", f"images/chooser/chosen/{picture.pk}/", f"images/{picture.pk}/"):
        assert browser.get(f"/newsroom/{path}").status_code == 200, path
    assert not picture.renditions.exists()


def test_an_editor_replaces_a_picture(browser: Client) -> None:
    picture = make_picture()
    right = SimpleUploadedFile("b.jpg", make_jpeg(300, 200))
    said_words = {"description": "A tug", "credit": "Cleo", "reason": "Wrong ship"}
    lacking = act(browser, picture, "replace", file=right, description="A tug")
    assert "Say whose picture it is." in lacking
    broken = SimpleUploadedFile("b.jpg", b"<html>")
    assert "is no JPEG" in act(browser, picture, "replace", file=broken, **said_words)
    right.seek(0)
    assert "is replaced" in act(browser, picture, "replace", file=right, **said_words)
    picture = Picture.objects.get(pk=picture.pk)
    assert (picture.width, picture.description, picture.credit) == (300, "A tug", "Cleo")


def test_who_may_not_take_pictures_down_is_not_offered_it(editor: User) -> None:
    picture = make_picture()
    reporter = make_user(is_superuser=False)
    client = Client(headers={"host": "localhost"})
    client.force_login(reporter)
    for name in ("take-down", "replace", "give-back"):
        answer = client.post(f"/newsroom/pictures/{picture.pk}/{name}/", {"reason": "x"})
        assert answer.status_code in {302, 403}
    assert Picture.objects.get(pk=picture.pk).taken_down_at is None
