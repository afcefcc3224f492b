"""Notes among editors."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from masthead.stories.services.notes import mentions_in, resolve_note, write_note
from tests.factories.stories import make_story, make_user
from tests.stories.situations import fresh

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@ada please look", {"ada"}),
        ("(@ada) and @BEN.", {"ada", "ben"}),
        ("@ada@station.example, thanks", {"ada"}),
        ("write to ada@station.example", set()),
        ("@adam", set()),
        ("@gone", set()),
        ("@", set()),
        ("@ada @ada", {"ada"}),
    ],
)
def test_mentions_are_people_named_with_an_at_sign(text: str, expected: set[str]) -> None:
    people = {name: make_user(email=f"{name}@station.example") for name in ("ada", "ben")}
    make_user(email="gone@station.example", is_active=False)
    assert set(mentions_in(text).people) == {people[name] for name in expected}


def test_a_name_that_is_one_persons_alone_mentions_her() -> None:
    ada = make_user(email="al@station.example", first_name="Ada", last_name="Berg")
    ben = make_user(email="bo@station.example", first_name="Ben", last_name="Ode")
    other = make_user(email="bx@station.example", first_name="Ben", last_name="Lund")
    found = mentions_in("@Ada @ben @benode @ben.lund @nobody")
    assert set(found.people) == {ada, ben, other}
    assert found.unclear == ("ben", "nobody")


def test_a_note_keeps_who_what_and_whom_and_touches_no_revision() -> None:
    story, ada = make_story(), make_user(email="ada@station.example")
    by = make_user()
    note = write_note(story=story, by=by, text="  @ada is this right? ")
    assert (note.text, note.written_by, note.resolved_at) == ("@ada is this right?", by, None)
    assert list(note.mentions.all()) == [ada]
    assert fresh(story).latest_revision is None


def test_an_empty_note_is_refused() -> None:
    with pytest.raises(ValueError, match="words"):
        write_note(story=make_story(), by=make_user(), text=" \n")


def test_a_note_is_resolved_once_and_keeps_who_did_it_first() -> None:
    first, second = make_user(), make_user()
    note = write_note(story=make_story(), by=first, text="Check the name")
    resolve_note(note=note, by=first)
    resolved_at = note.resolved_at
    assert resolved_at is not None
    resolve_note(note=note, by=second)
    assert (note.resolved_by, note.resolved_at) == (first, resolved_at)


def test_notes_are_for_those_who_may_edit_stories() -> None:
    story, stranger = make_story(), make_user(is_superuser=False)
    with pytest.raises(PermissionDenied):
        write_note(story=story, by=stranger, text="Hello")
    note = write_note(story=story, by=make_user(), text="Hello")
    with pytest.raises(PermissionDenied):
        resolve_note(note=note, by=stranger)
    note.refresh_from_db()
    assert note.resolved_at is None
