"""Notes on the story's screen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from masthead.accounts.models import Letter, User
from masthead.stories.models import Edition, Note
from masthead.stories.services.notes import write_note
from tests.factories.stories import make_section, make_story, make_user
from tests.newsroom.posting import EDIT

pytestmark = pytest.mark.django_db


def test_a_note_is_written_and_says_whose_desk_it_is_on(browser: Client, edition: Edition) -> None:
    colleague = make_user(email="ana@station.example", first_name="Ana", last_name="Lee")
    story = make_story(section=make_section(edition))
    response = browser.post(
        f"/newsroom/stories/{story.pk}/notes/", {"text": "@ana is this right?"}, follow=True
    )
    page = response.content.decode()
    assert "on the desk of Ana Lee" in page
    assert "is this right?" in page
    assert list(Note.objects.get().mentions.all()) == [colleague]


def test_a_note_without_words_is_refused(browser: Client, edition: Edition) -> None:
    story = make_story(section=make_section(edition))
    response = browser.post(f"/newsroom/stories/{story.pk}/notes/", {"text": "  "}, follow=True)
    assert "A note needs words." in response.content.decode()
    assert not Note.objects.exists()


def test_a_note_is_marked_as_done(browser: Client, edition: Edition, editor: User) -> None:
    story = make_story(section=make_section(edition))
    note = write_note(story=story, by=editor, text="@mara check")
    assert "Notes for you" in browser.get("/newsroom/").content.decode()
    response = browser.post(f"/newsroom/notes/{note.pk}/resolve/", follow=True)
    assert response.redirect_chain == [(EDIT.format(story.pk), 302)]
    note.refresh_from_db()
    assert note.resolved_by == editor
    assert "Notes for you" not in browser.get("/newsroom/").content.decode()


def test_the_forms_in_the_panel_carry_their_token(edition: Edition, editor: User) -> None:
    """A component is rendered apart from the page; without the token every note is refused."""
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    strict.force_login(editor)
    story = make_story(section=make_section(edition))
    page = strict.get(EDIT.format(story.pk)).content.decode()
    panel = page[page.index('class="note-new"') :]
    token = panel.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    response = strict.post(
        f"/newsroom/stories/{story.pk}/notes/", {"text": "Check", "csrfmiddlewaretoken": token}
    )
    assert response.status_code == 302
    assert Note.objects.count() == 1


def test_a_mention_is_told_by_mail_once(
    browser: Client, edition: Edition, settings: Any, editor: User
) -> None:
    settings.MASTHEAD_MAIL_URL = "smtp://mail.example"
    settings.MASTHEAD_MAIL_FROM = "desk@station.example"
    make_user(email="ana@station.example", first_name="Ana", last_name="Lee")
    story = make_story(section=make_section(edition))
    text = "@ana is this right? @mara too"
    browser.post(f"/newsroom/stories/{story.pk}/notes/", {"text": text})
    letter = Letter.objects.get()
    assert letter.recipient == "ana@station.example"
    assert "is this right?" in letter.text
    assert f"/newsroom/snippets/stories/story/edit/{story.pk}/" in letter.text


def test_a_name_that_is_nobodys_is_said_to_the_writer(browser: Client, edition: Edition) -> None:
    story = make_story(section=make_section(edition))
    page = browser.post(
        f"/newsroom/stories/{story.pk}/notes/", {"text": "@anna look"}, follow=True
    ).content.decode()
    assert "“@anna” is nobody’s name here" in page


def test_the_panel_offers_colleagues(browser: Client, edition: Edition, editor: User) -> None:
    story = make_story(section=make_section(edition))
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert '{"handle": "mara", "name": "Mara"}' in page
