"""The audit log: every act with person, time, before and after; read by filters, page by page."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from masthead.accounts.models import User
from masthead.newsroom.audit import PAGE, Wanted, all_entries, audit_page
from masthead.stories.models import Edition, Story
from masthead.stories.services.placing import place_at_home, set_limits
from masthead.stories.services.publication import kill_story, withdraw_story
from tests.factories.stories import make_published, make_section, make_user
from tests.stories.situations import ahead, fresh

pytestmark = pytest.mark.django_db

AUDIT = "/newsroom/audit/"


@pytest.fixture
def story(edition: Edition, editor: User) -> Story:
    """A story that went through every hand."""
    story = make_published(section=make_section(edition), headline="Ferry back in service")
    place_at_home(story=story, section=edition.sections.get(slug="sport"), by=editor)
    set_limits(story=story, embargo_until=None, expire_at=ahead(hours=5), by=editor)
    withdraw_story(story=fresh(story), by=editor, reason="A doubt")
    kill_story(story=fresh(story), by=editor, reason="A court said so")
    return story


def words_of(wanted: Wanted) -> list[str]:
    """The sentences of a page, oldest first."""
    return [entry.words for entry in reversed(audit_page(wanted).entries)]


def test_each_act_says_in_words_what_was_before_and_what_is_after(story: Story) -> None:
    words = words_of(Wanted(story=story.pk))
    assert words[1] == "Moved from News to Sport"
    assert words[2].startswith("Set limits: expiry ")
    assert words[2].endswith("(was none)")
    assert words[3] == "Withdrawn: A doubt (was published, is withdrawn)"
    assert words[4] == "Killed: A court said so (was withdrawn, is killed)"


def test_the_storys_own_history_says_the_same(browser: Client, story: Story) -> None:
    page = browser.get(f"/newsroom/snippets/stories/story/history/{story.pk}/").content.decode()
    assert "Withdrawn: A doubt (was published, is withdrawn)" in page


def test_filters_by_person_act_story_and_time(story: Story, editor: User) -> None:
    make_published()
    assert {entry.person for entry in audit_page(Wanted(person=editor.pk)).entries} == {"Mara"}
    kills = audit_page(Wanted(act="masthead.kill")).entries
    assert [entry.title for entry in kills] == ["Ferry back in service"]
    assert audit_page(Wanted(since=ahead(minutes=1))).entries == ()
    assert audit_page(Wanted(until=ahead(minutes=-1))).entries == ()
    every = audit_page(Wanted(since=ahead(minutes=-1), until=ahead(minutes=1))).entries
    assert len(every) == ModelLogEntry.objects.count()


def test_pages_go_back_without_a_gap_at_a_fixed_cost(story: Story, browser: Client) -> None:
    kind = ContentType.objects.get_for_model(Story)

    def write(count: int) -> None:
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=kind,
                object_id=str(story.pk),
                label="Ferry",
                action="wagtail.edit",
                timestamp=timezone.now(),
            )
            for _ in range(count)
        )

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(AUDIT)
        return len(queries)

    cost()
    few = cost()
    write(3 * PAGE)
    assert cost() == few
    seen: list[int] = []
    before = None
    while True:
        page = audit_page(Wanted(), before=before)
        seen += [entry.number for entry in page.entries]
        before = page.older
        if before is None:
            break
    assert seen == list(ModelLogEntry.objects.order_by("-id").values_list("id", flat=True))
    assert [entry.number for entry in all_entries(Wanted())] == seen


def test_the_screen_shows_and_filters(browser: Client, story: Story, editor: User) -> None:
    page = browser.get(f"{AUDIT}?person={editor.pk}&act=masthead.kill").content.decode()
    assert "Killed: A court said so" in page
    assert "A doubt" not in page
    page = browser.get(f"{AUDIT}?since=yesterday").content.decode()
    assert "Enter a valid date" in page


def body_of(response: Any) -> str:
    """All of a streamed answer."""
    return b"".join(response.streaming_content).decode()


def test_downloads_hold_what_the_filters_leave(browser: Client, story: Story) -> None:
    address = f"{AUDIT}audit-log.{{}}?story={story.pk}"
    rows = list(csv.DictReader(io.StringIO(body_of(browser.get(address.format("csv"))))))
    entries = json.loads(body_of(browser.get(address.format("json"))))
    assert [row["words"] for row in rows] == [entry["words"] for entry in entries]
    assert rows[0]["words"].startswith("Killed")
    assert browser.get(address.format("xml")).status_code == 404
    assert browser.get(f"{AUDIT}audit-log.csv?story=none").status_code == 400


def test_no_cell_is_a_formula_to_a_spreadsheet(browser: Client, edition: Edition) -> None:
    story = make_published(section=make_section(edition), headline="=cmd|'/c calc'!A1")
    withdraw_story(story=story, by=None)
    text = body_of(browser.get(f"{AUDIT}audit-log.csv?act=masthead.withdraw"))
    assert "'=cmd" in text


def test_signing_in_and_out_and_settings_are_in_the_log(edition: Edition) -> None:
    chief = make_user(first_name="Olu")
    client = Client(headers={"host": "localhost"})
    client.force_login(chief)
    client.post(
        f"/newsroom/snippets/stories/edition/edit/{edition.pk}/",
        {
            "name": "The Port Ash Post",
            "tagline": "",
            "host": edition.host,
            "zone": edition.zone,
            "language": edition.language,
        },
    )
    entries = {entry.words: entry for entry in audit_page(Wanted(person=chief.pk)).entries}
    assert "Signed in" in entries
    changed = "Changed name: “The Harbour Post” became “The Port Ash Post”"
    assert entries[changed].person == "Olu"
    client.logout()
    assert audit_page(Wanted(act="masthead.sign_out")).entries[0].person == "Olu"


def test_a_role_that_changed_says_which_it_was(edition: Edition) -> None:
    from masthead.accounts.granting import ensure_roles, give_role
    from masthead.accounts.roles import Role

    ensure_roles()
    user = make_user(is_superuser=False)
    give_role(user=user, role=Role.REPORTER, by=None)
    give_role(user=user, role=Role.EDITOR, by=None)
    assert words_of(Wanted(act="accounts.role"))[-1] == "Role changed: was Reporter, is Editor"


def test_only_who_may_hold_stories_reads_the_log(edition: Edition) -> None:
    client = Client(headers={"host": "localhost"})
    user = make_user(is_superuser=False)
    from django.contrib.auth.models import Permission

    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "change_story", "publish_story"])
    )
    client.force_login(user)
    assert client.get(AUDIT).status_code == 302
    assert "Audit log" not in client.get("/newsroom/").content.decode()
