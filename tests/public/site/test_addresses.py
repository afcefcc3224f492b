"""A story's address: one canonical form, every other leads there, and none leads elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

import pytest
from django.test import Client

from masthead.stories.models import Edition, Placement, Story
from masthead.stories.periodic import run_due
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from tests.factories.stories import make_edition, make_published, make_section, make_story
from tests.readers import ORIGIN, ask, path_of, text_of, tree_of
from tests.stories.situations import ago, ahead, publish_with

SECRET = "Mayor accused of theft"


@pytest.fixture
def story(edition: Edition) -> Story:
    """A story that readers get."""
    return make_published(section=make_section(edition), headline=SECRET)


def old_forms(path: str, suffix: str = "") -> list[str]:
    """Other ways in which somebody may have noted the address."""
    _, year, month, day, name = path.split("/")
    number = name.rpartition("-")[2]
    forms = [
        f"/{year}/{month}/{day}/another-slug-{number}",
        f"/1999/01/31/{name}",
        f"/0000/99/99/{name}",
        f"/{year}/{month}/{day}/{number}",
        f"/{year}/{month}/{day}/-{number}",
        f"/{year}/{month}/{day}/{name.upper()}",
        f"/{year}/{month}/{day}/{name.replace('-', '%20', 1)}",
        f"/{year}/{month}/{day}/%00-{number}",
        f"/{year}/{month}/{day}/%FF%FE-{number}",
        f"/{year}/{month}/{day}/a%5C%5Cevil.example-{number}",
        f"/{year}/{month}/{day}/@evil.example-{number}",
        f"/{year}/{month}/{day}/{quote('خبر')}-{number}",
        f"/{year}/{month}/{day}/{'x' * 3000}-{number}",
        f"/{year}/{month}/{day}/x-000{number}",
    ]
    return [f"{path}{suffix}/", *(form + suffix for form in forms)]


def test_the_canonical_address_answers_and_names_itself(reader: Client, story: Story) -> None:
    page = tree_of(reader.get(path_of(story)))
    assert page.xpath("//link[@rel='canonical']/@href") == [ORIGIN + path_of(story)]


def test_the_date_is_that_of_the_home_editions_zone_and_frozen(reader: Client) -> None:
    tokyo = make_edition(host="tokyo.example", zone="Asia/Tokyo")
    late = datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    story = publish_story(story=make_story(section=make_section(tokyo)), by=None, at=late)
    assert path_of(story).startswith("/2026/04/01/")
    publish_with(story, headline="A new day", slug="a-new-day")
    assert path_of(story) == f"/2026/04/01/a-new-day-{story.pk}"
    tokyo.zone = "America/Los_Angeles"
    tokyo.save()
    assert path_of(story).startswith("/2026/04/01/")


@pytest.mark.parametrize("suffix", ["", "/history"])
def test_every_other_form_leads_there_at_once_and_for_good(
    reader: Client, story: Story, suffix: str
) -> None:
    path = path_of(story)
    for form in old_forms(path, suffix):
        answer = reader.get(form)
        assert answer.status_code == 301, form
        assert answer.headers["Location"] == path + suffix, form
    assert reader.get(path + suffix).status_code == 200
    assert reader.get(f"{path}?utm_source=x").status_code == 200


def test_a_changed_slug_redirects_once(reader: Client, story: Story) -> None:
    before = path_of(story)
    publish_with(story, slug="second-thoughts")
    publish_with(story, slug="third-thoughts")
    answer = reader.get(before)
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{before.rpartition('/')[0]}/third-thoughts-{story.pk}"


@pytest.mark.parametrize(
    "slug", ["خبر-عاجل", "港の火事", "日本-2026", "café-2".replace("é", "e\u0301"), "עיתון"]
)
def test_an_address_in_any_script_answers_encoded_or_not(
    reader: Client, edition: Edition, slug: str
) -> None:
    story = make_published(section=make_section(edition), slug=slug)
    path = path_of(story)
    assert reader.get(quote(path)).status_code == 200
    # Lower-case escapes are the same address (RFC 3986 section 6.2.2.1).
    assert reader.get(quote(path).replace("%D", "%d")).status_code == 200
    answer = reader.get(path.replace(slug, "old"))
    assert answer.status_code == 301
    assert answer.headers["Location"].isascii()
    assert unquote(answer.headers["Location"]) == path
    assert reader.get(answer.headers["Location"]).status_code == 200


def test_a_headline_without_a_letter_still_has_an_address(reader: Client, edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="🔥🔥🔥")
    assert reader.get(path_of(story)).status_code == 200


def take_back(story: Story, how: str) -> None:
    """End a story the way that ``how`` names."""
    if how == "withdrawn":
        withdraw_story(story=story, by=None, reason="A complaint")
    elif how == "killed":
        kill_story(story=story, by=None, reason="Libel")
    else:
        set_limits(story=story, embargo_until=None, expire_at=ahead(days=1), by=None)
        type(story.publication).objects.filter(pk=story.pk).update(expire_at=ago(seconds=1))
        run_due()


@pytest.mark.parametrize("how", ["withdrawn", "killed", "expired"])
def test_a_story_that_ended_is_gone_at_every_form_and_says_nothing_of_itself(
    reader: Client, story: Story, how: str
) -> None:
    path = path_of(story)
    take_back(story, how)
    forms = [path, f"{path}/history", *old_forms(path), *old_forms(path, "/history")]
    for form in forms:
        answer = reader.get(form)
        assert answer.status_code == 410, form
        assert "Location" not in answer.headers
        assert "theft" not in text_of(answer)
    page = text_of(reader.get(path))
    assert "noindex" in page
    assert "complaint" not in page  # the reason is the newsroom's
    assert len(page) < 5000
    assert reader.head(path).status_code == 410


def test_a_withdrawn_story_that_is_published_again_is_back_at_its_address(
    reader: Client, story: Story
) -> None:
    path = path_of(story)
    withdraw_story(story=story, by=None)
    publish_story(story=story, by=None)
    assert path_of(story) == path
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize("is_killed", [False, True])
def test_a_story_that_was_never_published_was_never_there(
    reader: Client, edition: Edition, is_killed: bool
) -> None:
    story = make_story(section=make_section(edition), headline=SECRET)
    if is_killed:
        kill_story(story=story, by=None, reason="Hoax")
    for path in (f"/2026/01/01/x-{story.pk}", f"/2026/01/01/x-{story.pk}/history"):
        answer = reader.get(path)
        assert answer.status_code == 404
        assert SECRET not in text_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/2026/01/01/x-0",
        "/2026/01/01/x-999999999999999999",
        "/2026/01/01/x-9223372036854775808",
        f"/2026/01/01/x-{'9' * 400}",
        "/2026/01/01/x--5x",
        "/2026/1/1/x-1",
        "/%00",
        "/%F0%9F%94%A5",
        "//evil.example/",
        "//evil.example/2026/01/01/x-1",
        "/\\evil.example",
        "/%5C%5Cevil.example/%2e%2e",
        "/section/%00",
        "/section/no-such",
        "/topic/%F0%9F%94%A5",
        "/author/" + "a" * 3000,
        "/section/news/deeper",
    ],
)
def test_what_was_never_there_is_not_found_in_the_editions_looks(reader: Client, path: str) -> None:
    answer = ask(reader, path)
    assert answer.status_code == 404
    assert "The Harbour Post" in text_of(answer)


def test_no_redirect_leaves_the_host_whatever_the_path(reader: Client, story: Story) -> None:
    number = story.pk
    for start in ("//evil.example", "/\\evil.example", "/%2F%2Fevil.example", "/.//evil.example"):
        for rest in (f"/2026/01/01/x-{number}", "/news/", "/section/news/", "/NEWS", "//"):
            location = ask(reader, start + rest).headers.get("Location", "/")
            parts = urlsplit(location)
            assert (parts.scheme, parts.netloc) == ("", ""), start + rest
            assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("path", ["/news", "/feed.xml", "/section/news"])
def test_a_list_with_a_slash_after_it_leads_to_the_one_without(reader: Client, path: str) -> None:
    answer = reader.get(f"{path}/?before=1-1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{path}?before=1-1")
    assert reader.get(f"{path}/").headers["Location"] == path


def test_a_story_placed_in_a_second_edition_shows_there_and_names_its_home(
    reader: Client, story: Story
) -> None:
    other = make_edition(host="other.example")
    Placement.objects.create(
        story=story,
        edition=other,
        section=make_section(other),
        is_live=True,
        published_at=ago(hours=1),
    )
    there = Client(headers={"host": "other.example"})
    page = tree_of(there.get(path_of(story)))
    assert page.xpath("//link[@rel='canonical']/@href") == [ORIGIN + path_of(story)]
    assert there.get(path_of(story) + "/history").status_code == 200
    # An old form there leads to the right form there.
    assert there.get(path_of(story) + "/").headers["Location"] == path_of(story)


@pytest.mark.parametrize("suffix", ["", "/history"])
def test_a_story_that_does_not_stand_in_an_edition_is_sent_home(
    reader: Client, story: Story, suffix: str
) -> None:
    make_edition(host="other.example")
    there = Client(headers={"host": "other.example"})
    for form in (path_of(story), f"/1999/01/01/x-{story.pk}"):
        answer = there.get(form + suffix)
        assert answer.status_code == 301
        assert answer.headers["Location"] == ORIGIN + path_of(story) + suffix


def test_a_withdrawn_story_is_gone_in_every_edition(reader: Client, story: Story) -> None:
    make_edition(host="other.example")
    path = path_of(story)
    withdraw_story(story=story, by=None)
    assert Client(headers={"host": "other.example"}).get(path).status_code == 410


def test_head_says_what_get_says_without_the_body(reader: Client, story: Story) -> None:
    for path in ("/", "/news", "/section/news", "/feed.xml", path_of(story), "/nothing"):
        got, told = reader.get(path), reader.head(path)
        assert told.status_code == got.status_code
        assert told.content == b""
        for name in ("Content-Type", "Cache-Control", "Content-Security-Policy"):
            assert told.headers.get(name) == got.headers.get(name), (path, name)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_readers_pages_take_nothing(reader: Client, story: Story, method: str) -> None:
    for path in ("/", "/news", "/section/news", "/feed.xml", path_of(story), "/media/images/a.jpg"):
        answer = reader.generic(method, path)
        assert answer.status_code == 405, path
        assert not answer.cookies
