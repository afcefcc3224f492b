"""Every act that changes what readers see shows at once on every page that the store keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from masthead.delivery.housekeeping import keep_house
from masthead.delivery.models import Purge
from masthead.delivery.store import PageStore
from masthead.kernel.clock import now
from masthead.stories.models import (
    Author,
    Edition,
    Picture,
    Placement,
    Publication,
    RightsEnd,
    Section,
    Story,
    Topic,
)
from masthead.stories.periodic import run_due
from masthead.stories.services.breaking import break_story, end_breaking
from masthead.stories.services.history import hide_version
from masthead.stories.services.holds import lift_hold, place_on_hold
from masthead.stories.services.placing import join_translations, place_at_home
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.stories.services.takedown import (
    give_back_picture,
    replace_picture,
    take_down_picture,
)
from masthead.stories.tasks import make_first_sizes
from tests.delivery.stored import assert_as_fresh, decoded, files_of, is_stored
from tests.factories.stories import (
    make_author,
    make_edition,
    make_jpeg,
    make_picture,
    make_published,
    make_story,
    make_user,
    paragraph,
)
from tests.readers import path_of, text_of
from tests.stories.situations import fresh, publish_with

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Paper:
    """A small paper whose every page is in the store."""

    edition: Edition
    news: Section
    sport: Section
    topic: Topic
    author: Author
    picture: Picture
    story: Story
    beside: Story
    paths: list[str]


@pytest.fixture
def paper(store: PageStore, reader: Client, edition: Edition) -> Paper:
    """Two stories with all that a story can have, on all the pages there are."""
    news, sport = edition.sections.all()
    topic = Topic.objects.create(name="Harbour", slug="harbour")
    author = make_author(slug="ada", name="Ada Writer")
    picture = make_picture()
    facts = {"section": news, "topics": [topic], "bylines": [author], "lead_picture": picture,
             "lead_alt": "A crane", "lead_credit": "Bob"}  # fmt: skip
    story = make_published(headline="Old words here", **facts)
    inline = {"type": "related", "value": {"story": story.pk, "url": "", "title": "",
                                           "with_thumbnail": True}}  # fmt: skip
    beside = make_published(headline="Beside it", body=[paragraph("More."), inline], **facts)
    lists = ["/", "/news", "/feed.xml", "/section/news", "/section/sport", "/topic/harbour"]
    own = [path_of(story), f"{path_of(story)}/history", path_of(beside)]
    paths = [*lists, "/author/ada", *own]
    for path in paths:
        assert reader.get(path).status_code == 200
        assert is_stored(store, path), path
    return Paper(edition, news, sport, topic, author, picture, story, beside, paths)


def showing(reader: Client, paths: list[str], words: str) -> list[str]:
    """The pages whose text has ``words``."""
    return [path for path in paths if words in text_of(reader.get(path))]


def test_new_words_are_at_once_in_every_list_feed_and_card(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    everywhere = showing(reader, paper.paths, "Old words here")
    assert set(paper.paths) - set(everywhere) == {"/section/sport"}
    before = path_of(paper.story)
    publish_with(paper.story, headline="New words there")
    after = path_of(paper.story)
    assert reader.get(before).status_code == 301  # the headline is in the address
    paths = [path.replace(before, after) for path in paper.paths]
    assert showing(reader, paths, "New words there") == [
        path.replace(before, after) for path in everywhere
    ]
    assert showing(reader, paths, "Old words here") == [f"{after}/history"]
    assert_as_fresh(store, reader, paths)


def test_a_withdrawn_story_is_gone_at_once_and_nothing_names_it(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    path = path_of(paper.story)
    withdraw_story(story=paper.story, by=None)
    assert reader.get(path).status_code == 410
    assert reader.get(f"{path}/history").status_code == 410
    assert not showing(reader, paper.paths, "Old words here")
    assert not any(b"Old words here" in decoded(file) for file in files_of(store))
    assert_as_fresh(store, reader, paper.paths)
    publish_story(story=fresh(paper.story), by=None)
    assert reader.get(path).status_code == 200
    assert_as_fresh(store, reader, paper.paths)


def _publish_another(paper: Paper) -> None:
    make_published(section=paper.news, topics=[paper.topic], bylines=[paper.author])


def _correct(paper: Paper) -> None:
    publish_with(paper.story, body=Story(body=[paragraph("It was £3.")]).body,
                 change="correction", change_note="It said £4.")  # fmt: skip


def _hide(paper: Paper) -> None:
    publish_with(paper.story, headline="Second words")
    first = paper.story.versions.get(number=1)
    hide_version(version=first, by=make_user(), reason="Named a child")


def _expire(paper: Paper) -> None:
    Publication.objects.filter(pk=paper.story.pk).update(expire_at=now() - timedelta(seconds=1))
    run_due()


def _place_elsewhere(paper: Paper) -> None:
    Placement.objects.filter(story=paper.story).update(
        ends_at=now() - timedelta(seconds=1), starts_at=now() - timedelta(hours=1)
    )
    run_due()


def _start_placement(paper: Paper) -> None:
    other = make_edition(host="other.example")
    Placement.objects.create(
        story=paper.story,
        edition=other,
        section=other.sections.all()[0],
        starts_at=now() - timedelta(seconds=1),
    )
    run_due()


def _edit_placement(paper: Paper) -> None:
    placement = Placement.objects.get(story=paper.story)
    placement.headline = "As the front says it"
    placement.save()


def _translate(paper: Paper) -> None:
    translation = make_published(section=paper.news, language="es")
    join_translations(story=translation, original=paper.story, by=None)


def _leave_translations(paper: Paper) -> None:
    _translate(paper)
    other = Story.objects.exclude(pk=paper.story.pk).get(
        translation_group=fresh(paper.story).translation_group
    )
    join_translations(story=other, original=None, by=None)


def _withdraw_translation(paper: Paper) -> None:
    withdraw_story(
        story=make_published(
            section=paper.news, language="es", translation_group=paper.story.translation_group
        ),
        by=None,
    )


def _rename_author(paper: Paper) -> None:
    paper.author.name = "Ada Married-Writer"
    paper.author.save()


def _rename_topic(paper: Paper) -> None:
    paper.topic.name = "The Port"
    paper.topic.save()


def _rename_section(paper: Paper) -> None:
    paper.news.name = "All News"
    paper.news.save()


def _rename_edition(paper: Paper) -> None:
    paper.edition.name = "The New Post"
    paper.edition.save()


def _change_language(paper: Paper) -> None:
    paper.edition.language = "es"
    paper.edition.save()


def _make_sizes(paper: Paper) -> None:
    make_first_sizes.func(paper.picture.pk)


def _move_focus(paper: Paper) -> None:
    _make_sizes(paper)
    paper.picture.focal_point_x, paper.picture.focal_point_y = 10, 10
    paper.picture.focal_point_width = paper.picture.focal_point_height = 5
    paper.picture.save()


def _end_rights(paper: Paper) -> None:
    _make_sizes(paper)
    paper.picture.rights_end_at = now() - timedelta(seconds=1)
    paper.picture.save()


def _take_picture_down(paper: Paper) -> None:
    _make_sizes(paper)
    take_down_picture(picture=paper.picture, by=make_user(), reason="Wrong")


def _take_picture_down_and_give_back(paper: Paper) -> None:
    _take_picture_down(paper)
    give_back_picture(picture=paper.picture, by=make_user(), reason="It was right")
    _make_sizes(paper)


def _replace_picture(paper: Paper) -> None:
    _make_sizes(paper)
    replace_picture(
        picture=paper.picture,
        data=make_jpeg(300, 200),
        file_name="b.jpg",
        description="A tug",
        credit="Cleo",
        by=make_user(),
        reason="Wrong",
    )


def _replace_picture_and_make_sizes(paper: Paper) -> None:
    _replace_picture(paper)
    _make_sizes(paper)


def _set_picture(paper: Paper) -> None:
    publish_with(paper.story, lead_alt="A crane at work", lead_credit="Cleo")


def _change_topics(paper: Paper) -> None:
    other = Topic.objects.create(name="Rain", slug="rain")
    paper.paths.append("/topic/rain")
    publish_with(paper.story, topics=[other])


def _hold(paper: Paper) -> None:
    editor = make_user()
    place_on_hold(story=paper.story, by=editor, reason="A letter from lawyers", lifter=editor)


def _hold_and_lift(paper: Paper) -> None:
    _hold(paper)
    lift_hold(story=fresh(paper.story), by=get_user_model().objects.latest("pk"))


def _break(paper: Paper) -> None:
    break_story(story=paper.story, editions=[paper.edition], text="Crane down", by=make_user())


def _break_and_end(paper: Paper) -> None:
    _break(paper)
    end_breaking(story=paper.story, by=make_user())


def _withdraw_what_is_breaking(paper: Paper) -> None:
    _break(paper)
    withdraw_story(story=fresh(paper.story), by=None)


def _remove_placement(paper: Paper) -> None:
    other = make_edition(host="other.example")
    Placement.objects.create(story=paper.story, edition=other, section=other.sections.all()[0])
    Placement.objects.get(story=paper.story, edition=other).delete()


def _rename_slugs(paper: Paper) -> None:
    for row, slug in ((paper.sport, "games"), (paper.topic, "port"), (paper.author, "ada-w")):
        row.slug = slug
        row.save()


def _move_section_in_menu(paper: Paper) -> None:
    paper.news.position = 99
    paper.news.save()


def _remove_author_and_topic(paper: Paper) -> None:
    publish_with(paper.story, bylines=[], topics=[])


@pytest.mark.parametrize(
    "act",
    [
        _hold,
        _hold_and_lift,
        _break,
        _break_and_end,
        _withdraw_what_is_breaking,
        _remove_placement,
        _rename_slugs,
        _move_section_in_menu,
        _remove_author_and_topic,
        _publish_another,
        _correct,
        _hide,
        _expire,
        _place_elsewhere,
        _start_placement,
        _edit_placement,
        _translate,
        _leave_translations,
        _withdraw_translation,
        _rename_author,
        _rename_topic,
        _rename_section,
        _rename_edition,
        _change_language,
        _make_sizes,
        _move_focus,
        _end_rights,
        _take_picture_down,
        _take_picture_down_and_give_back,
        _replace_picture,
        _replace_picture_and_make_sizes,
        _set_picture,
        _change_topics,
        lambda paper: kill_story(story=paper.story, by=None, reason="Libel"),
        lambda paper: place_at_home(story=paper.story, section=paper.sport, by=None),
        lambda paper: make_story(section=paper.news, headline="Only a draft"),
    ],
)
def test_after_each_act_the_store_says_what_django_would(
    store: PageStore, reader: Client, paper: Paper, act: Callable[[Paper], object]
) -> None:
    act(paper)
    keep_house(store)  # what may lag for a minute: who stands in Related
    assert_as_fresh(store, reader, paper.paths)


def test_an_editor_who_becomes_an_author_is_named_in_the_history(
    store: PageStore, reader: Client, edition: Edition
) -> None:
    editor = make_user()
    story = publish_story(story=make_story(section=edition.sections.all()[0]), by=editor)
    path = f"{path_of(story)}/history"
    assert "Ada Editor" not in text_of(reader.get(path))
    assert is_stored(store, path)
    author = make_author(name="Ada Editor", account=editor)
    assert "Ada Editor" in text_of(reader.get(path))
    author.account = None
    author.save()
    assert "Ada Editor" not in text_of(reader.get(path))


def test_a_draft_touches_no_page(store: PageStore, reader: Client, paper: Paper) -> None:
    before = set(files_of(store))
    revision_words = "Secret draft words"
    fresh(paper.story).save_revision(clean=False)
    draft = fresh(paper.story)
    draft.headline = revision_words
    draft.save_revision(clean=False)
    assert set(files_of(store)) == before
    assert not any(revision_words.encode() in decoded(file) for file in before)


def test_a_story_elsewhere_leaves_other_pages_alone(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    before = set(files_of(store))
    make_published(section=make_edition(host="other.example").sections.all()[0])
    assert set(files_of(store)) == before


def test_a_new_story_in_a_section_leaves_the_pages_of_old_ones_for_the_moment(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    make_published(section=paper.news)
    assert is_stored(store, path_of(paper.story))
    assert not is_stored(store, "/section/news")
    keep_house(store)
    assert not is_stored(store, path_of(paper.story))


def test_a_bar_leads_to_its_storys_new_address_on_every_page(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    _break(paper)
    pages = [path for path in paper.paths if path_of(paper.story) not in path]
    for path in pages:
        reader.get(path)
    publish_with(paper.story, headline="New words there")
    assert f'href="{path_of(paper.story)}"' in text_of(reader.get("/section/sport"))
    assert_as_fresh(store, reader, pages)


def test_other_editions_name_the_new_host_of_an_edition_that_moved(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    other = make_edition(host="other.example")
    Placement.objects.create(
        story=paper.story, edition=other, section=other.sections.all()[0], is_live=True,
        published_at=now(),
    )  # fmt: skip
    there = Client(headers={"host": "other.example"})
    path = path_of(paper.story)
    assert "https://post.example" in text_of(there.get(path))
    assert is_stored(store, path, host="other.example")
    paper.edition.host = "moved.example"
    paper.edition.save()
    assert "https://moved.example" in text_of(there.get(path))
    assert "https://post.example" not in text_of(there.get(path))


def test_an_edition_that_moved_answers_no_more_at_its_old_host(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    paper.edition.host = "moved.example"
    paper.edition.save()
    assert not files_of(store)
    assert reader.get("/").status_code == 400
    assert reader.get("/", headers={"host": "moved.example"}).status_code == 200
    assert is_stored(store, "/", host="moved.example")


def test_an_edition_remembered_from_before_a_change_is_not_drawn_into_the_store(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    # The host's edition is remembered for a second: its name must not outlive the change in a file.
    reader.get("/news")
    paper.edition.name = "The Renamed Post"
    paper.edition.save()
    for path in paper.paths:
        assert "The Renamed Post" in text_of(reader.get(path)), path


def test_no_file_holds_a_cookie_a_token_or_a_draft(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    make_story(section=paper.news, headline="Secret draft words")
    reader.cookies["masthead_newsroom"] = "session-of-an-editor"
    for path in paper.paths:
        reader.get(path)
    for file in store.root.rglob("page.*"):
        page = decoded(file).lower()
        for secret in (b"csrf", b"session-of-an-editor", b"set-cookie", b"secret draft words"):
            assert secret not in page, file


def test_a_change_that_is_rolled_back_purges_nothing(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    before, rows = set(files_of(store)), Purge.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        publish_with(paper.story, headline="Never said")
        raise RuntimeError
    assert set(files_of(store)) == before
    assert Purge.objects.count() == rows


def test_no_stored_page_shows_a_picture_beyond_its_rights(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    make_first_sizes.func(paper.picture.pk)
    shown = f"/media/images/{paper.picture.pk}-"
    showing_it = [path for path in paper.paths if shown.encode() in reader.get(path).content]
    assert {"/", path_of(paper.story), path_of(paper.beside)} <= set(showing_it)
    # The moment was set long ago, and passes with nobody's act but the clock's.
    Picture.objects.filter(pk=paper.picture.pk).update(rights_end_at=now())
    RightsEnd.objects.create(picture=paper.picture, ends_at=now() - timedelta(seconds=1))
    run_due()
    keep_house(store)
    for path in paper.paths:
        assert shown.encode() not in reader.get(path).content, path
    assert not any(shown.encode() in decoded(file) for file in files_of(store))


def test_a_picture_taken_down_is_in_no_file_of_the_store(
    store: PageStore, reader: Client, paper: Paper
) -> None:
    make_first_sizes.func(paper.picture.pk)
    shown = f"/media/images/{paper.picture.pk}-".encode()
    assert any(shown in reader.get(path).content for path in paper.paths)
    take_down_picture(picture=paper.picture, by=make_user(), reason="Wrong")
    for path in paper.paths:
        assert shown not in reader.get(path).content, path
    assert not any(shown in decoded(file) for file in files_of(store))
