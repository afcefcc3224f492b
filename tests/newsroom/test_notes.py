"""Notes on the story's screen."""

from __future__ import annotations

import pytest
from django.test import Client

from masthead.accounts.models import User
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
