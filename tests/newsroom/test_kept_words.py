"""Autosave keeps words beside the story; a save writes over nobody's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from masthead.accounts.models import User
from masthead.newsroom.models import KeptWords
from masthead.stories.models import Edition, Section, Story
from masthead.stories.services.publication import publish_story
from tests.factories.stories import make_published, make_section, make_story, make_user
from tests.newsroom.posting import EDIT, paragraph_block, publish_form, story_form

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
NEW = "/newsroom/snippets/stories/story/add/"


@pytest.fixture
def news(edition: Edition) -> Section:
    return make_section(edition)


@pytest.fixture
def colleague(editor: User) -> Client:
    """Another editor at another browser."""
    user = make_user(is_superuser=False, email="ben@station.example", first_name="Ben")
    user.groups.set(editor.groups.all())
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def loaded(client: Client, story: Story) -> str:
    """The fingerprints that the story's form carries when it is opened."""
    page = client.get(EDIT.format(story.pk)).content.decode()
    found = re.search(r'name="loaded_fields" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&quot;", '"')


def words(story: Story, **fields: Any) -> dict[str, Any]:
    """A form of ``story`` as it is saved, with ``fields`` typed over it."""
    latest = story.get_latest_revision_as_object()
    return story_form(
        **(
            {
                "headline": latest.headline,
                "dek": latest.dek,
                "section": story.publication.home.section,
                "body": [paragraph_block("The council agreed the plan on Monday.")],
            }
            | fields
        )
    )


def test_autosave_writes_no_revision_no_history_and_leaves_the_story_alone(
    browser: Client, news: Section
) -> None:
    story = make_published(section=news)
    before = story.headline
    for text in ("One", "One two", "One two three"):
        answer = browser.post(EDIT.format(story.pk), words(story, headline=text), headers=JSON)
        assert answer.json()["saved"].startswith("Saved ")
    story.refresh_from_db()
    assert (story.headline, story.revisions.count()) == (before, 0)
    assert not ModelLogEntry.objects.filter(object_id=story.pk, action="wagtail.edit").exists()
    assert KeptWords.objects.get().headline == "One two three"


def test_kept_words_are_in_the_form_again_and_can_be_thrown_away(
    browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), words(story, headline="Half a sent"), headers=JSON)
    page = browser.get(EDIT.format(story.pk)).content.decode()
    assert 'value="Half a sent"' in page
    assert "These are your words of" in page
    page = browser.post(f"/newsroom/stories/{story.pk}/words/drop/", follow=True).content.decode()
    assert 'value="Half a sent"' not in page
    assert story.headline in page


def test_what_no_form_could_hold_is_kept_all_the_same(browser: Client, news: Section) -> None:
    story = make_story(section=news)
    posted = words(story, headline="", embargo_until="soon") | {"bylines-0-id": "nobody"}
    assert browser.post(EDIT.format(story.pk), posted, headers=JSON).status_code == 200
    page = browser.get(EDIT.format(story.pk))
    assert page.status_code == 200
    assert 'value="soon"' in page.content.decode()


def test_a_save_takes_what_was_kept_with_it(browser: Client, news: Section) -> None:
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), words(story, headline="Kept"), headers=JSON)
    posted = words(story, headline="Kept") | {"loaded_fields": loaded(browser, story)}
    assert browser.post(EDIT.format(story.pk), posted).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.revisions.count()) == ("Kept", 1)
    assert not KeptWords.objects.exists()


@pytest.mark.parametrize("late", ["Kept", "Kept, and more typed in another window"])
def test_an_autosave_that_arrives_after_its_own_save_keeps_no_saved_words(
    browser: Client, news: Section, late: str
) -> None:
    story = make_story(section=news)
    before = {"loaded_fields": loaded(browser, story), "loaded_revision_id": ""}
    saved = words(story, headline="Kept") | before
    assert browser.post(EDIT.format(story.pk), saved).status_code == 302
    answer = browser.post(EDIT.format(story.pk), saved | {"headline": late}, headers=JSON)
    assert answer.json()["success"] is True
    assert answer.json()["saved"].startswith("Saved ")
    assert KeptWords.objects.exists() is (late != "Kept")


def test_whoever_publishes_publishes_no_kept_words(
    browser: Client, news: Section, editor: User
) -> None:
    story = make_story(section=news)
    browser.post(EDIT.format(story.pk), words(story, headline="Half a sent"), headers=JSON)
    published = publish_story(story=story, by=editor)
    assert published.publication.version is not None
    assert published.publication.version.headline == story.headline
    assert KeptWords.objects.get().headline == "Half a sent"


def test_a_locked_story_keeps_the_words_of_who_was_locked_out(
    browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    Story.objects.filter(pk=story.pk).update(locked=True, locked_by=make_user())
    answer = browser.post(EDIT.format(story.pk), words(story, headline="Mine"), headers=JSON)
    assert answer.json()["success"] is True
    assert browser.post(EDIT.format(story.pk), words(story, headline="Mine")).status_code == 200
    story.refresh_from_db()
    assert story.headline != "Mine"


def test_a_story_that_autosave_began_bears_its_newest_headline(
    browser: Client, news: Section
) -> None:
    answer = browser.post(NEW, story_form(headline="Fi", section=news), headers=JSON).json()
    story = Story.objects.get(pk=answer["pk"])
    assert answer["field_updates"]["loaded_fields"]
    browser.post(EDIT.format(story.pk), story_form(headline="Fire at the quay"), headers=JSON)
    story.refresh_from_db()
    assert story.headline == "Fire at the quay"
    assert story.revisions.count() == 1


def test_words_that_a_browser_kept_come_back_without_being_saved(
    browser: Client, news: Section
) -> None:
    story = make_story(section=news)
    posted = words(story, headline="From the train") | {"restore": "yes", "loaded_fields": "{}"}
    page = browser.post(EDIT.format(story.pk), posted)
    assert 'value="From the train"' in page.content.decode()
    assert story.revisions.count() == 0
    page = browser.post(NEW, story_form(headline="Begun at sea") | {"restore": "yes"})
    assert 'value="Begun at sea"' in page.content.decode()
    assert Story.objects.count() == 1


def test_two_who_changed_different_fields_are_merged(
    browser: Client, colleague: Client, news: Section
) -> None:
    story = make_story(section=news, dek="Old dek")
    mine = words(story, dek="My dek") | {"loaded_fields": loaded(browser, story)}
    theirs = words(story, headline="Their headline") | {"loaded_fields": loaded(colleague, story)}
    assert colleague.post(EDIT.format(story.pk), theirs).status_code == 302
    page = browser.post(EDIT.format(story.pk), mine, follow=True).content.decode()
    story.refresh_from_db()
    assert (story.headline, story.dek) == ("Their headline", "My dek")
    assert "What somebody else changed meanwhile is kept: Headline." in page


def test_where_both_wrote_nothing_is_saved_until_somebody_chooses(
    browser: Client, colleague: Client, news: Section
) -> None:
    story = make_story(section=news)
    mine = words(story, body=[paragraph_block("My text.")])
    mine["loaded_fields"] = loaded(browser, story)
    theirs = words(story, body=[paragraph_block("Their text.")])
    theirs["loaded_fields"] = loaded(colleague, story)
    colleague.post(EDIT.format(story.pk), theirs)
    refused = browser.post(EDIT.format(story.pk), mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Ben saved this story" in page
    assert "Their text." in page
    assert "My text." in page
    assert story.revisions.count() == 1
    for side, text in (("theirs", "Their text."), ("mine", "My text.")):
        choice = re.search(rf'name="keep-body" value="({side}:\w+)"', page)
        assert choice is not None
        answer = browser.post(EDIT.format(story.pk), mine | {"keep-body": choice[1]})
        assert answer.status_code == 302
        latest = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
        assert text in str(latest.body)


def test_a_choice_made_before_a_third_save_does_not_count(
    browser: Client, colleague: Client, news: Section
) -> None:
    story = make_story(section=news)
    mine = words(story, headline="Mine") | {"loaded_fields": loaded(browser, story)}
    for headline in ("Theirs", "Theirs again"):
        theirs = words(story, headline=headline) | {"loaded_fields": loaded(colleague, story)}
        colleague.post(EDIT.format(story.pk), theirs)
        page = browser.post(EDIT.format(story.pk), mine)
        assert page.status_code == 409
        choice = re.search(r'name="keep-headline" value="(mine:\w+)"', page.content.decode())
        assert choice is not None
        mine["keep-headline"] = choice[1]
    assert browser.post(EDIT.format(story.pk), mine).status_code == 302


def test_a_stale_form_moves_no_story_back(
    browser: Client, colleague: Client, edition: Edition
) -> None:
    news, sport = edition.sections.all()
    story = make_story(section=news)
    mine = words(story, dek="Mine", section=news) | {"loaded_fields": loaded(browser, story)}
    theirs = words(story, section=sport) | {"loaded_fields": loaded(colleague, story)}
    colleague.post(EDIT.format(story.pk), theirs)
    assert browser.post(EDIT.format(story.pk), mine).status_code == 302
    story.publication.refresh_from_db()
    assert story.publication.home is not None
    assert story.publication.home.section == sport


def test_bylines_of_another_survive_a_save(
    browser: Client, colleague: Client, news: Section
) -> None:
    story = make_story(section=news, bylines=["Ada Writer"])
    mine = words(story, dek="Mine") | {"loaded_fields": loaded(browser, story)}
    byline = story.bylines.get()
    mine |= {
        "bylines-TOTAL_FORMS": "1",
        "bylines-INITIAL_FORMS": "1",
        "bylines-0-id": str(byline.pk),
        "bylines-0-name": "Ada Writer",
        "bylines-0-ORDER": "1",
    }
    theirs = dict(mine) | {"dek": "", "bylines-0-name": "Ben Writer"}
    colleague.post(EDIT.format(story.pk), theirs)
    assert browser.post(EDIT.format(story.pk), mine).status_code == 302
    story = Story.objects.get(pk=story.pk)
    assert [line.name for line in story.bylines.all()] == ["Ben Writer"]
    assert story.dek == "Mine"


def test_publishing_over_another_save_is_refused_in_the_same_way(
    browser: Client, colleague: Client, news: Section
) -> None:
    story = make_story(section=news)
    mine = publish_form(section=news, headline="Mine") | {"loaded_fields": loaded(browser, story)}
    theirs = words(story, headline="Theirs") | {"loaded_fields": loaded(colleague, story)}
    colleague.post(EDIT.format(story.pk), theirs)
    assert browser.post(EDIT.format(story.pk), mine).status_code == 409
    story.publication.refresh_from_db()
    assert not story.publication.is_live


def test_a_colleague_reads_words_that_are_not_saved(
    browser: Client, colleague: Client, news: Section, editor: User
) -> None:
    story = make_story(section=news)
    posted = words(story, body=[paragraph_block("Typed on a train.")])
    browser.post(EDIT.format(story.pk), posted, headers=JSON)
    page = colleague.get(EDIT.format(story.pk)).content.decode()
    address = f"/newsroom/stories/{story.pk}/words/{editor.pk}/"
    assert address in page
    assert "Typed on a train." not in page
    page = colleague.get(address).content.decode()
    assert "Typed on a train." in page
    assert "The council agreed the plan on Monday." in page
    assert "Headline" not in page.split("newsroom-page")[1]
