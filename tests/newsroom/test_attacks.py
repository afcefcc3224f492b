"""What a reporter, a moderator or somebody signed out tries on stories, by every way there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.newsroom.approval import ensure_approval
from masthead.stories.models import Breaking, Edition, Hold, Story, Version
from masthead.stories.services.breaking import USUAL
from masthead.stories.services.holds import place_on_hold
from masthead.stories.services.publication import withdraw_story
from tests.factories.stories import make_published, make_section, make_story, make_user
from tests.newsroom.posting import EDIT, story_form
from tests.stories.situations import ahead, fresh, revise

pytestmark = pytest.mark.django_db

_LASTS = int(USUAL.total_seconds())
STORY = "/newsroom/snippets/stories/story/"


class Situation:
    """A draft, a published story, a withdrawn one, one on hold, and who tries."""

    def __init__(self, edition: Edition) -> None:
        ensure_roles()
        ensure_approval()
        self.section = make_section(edition)
        self.editor = make_user(first_name="Mara")
        self.draft = make_story(section=self.section)
        self.revision = revise(self.draft, headline="As the editor left it")
        self.live = make_published(section=self.section)
        self.gone = make_published(section=self.section)
        withdraw_story(story=self.gone, by=None)
        self.held = make_published(section=self.section)
        place_on_hold(story=self.held, by=self.editor, reason="A doubt", lifter=self.editor)

    def client(self, role: Role) -> Client:
        """The browser of somebody with a role."""
        user: User = make_user(is_superuser=False)
        user.groups.add(Group.objects.get(name=role.value))
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        return client

    def form(self, **more: Any) -> dict[str, Any]:
        """A story's form, filled in."""
        return story_form(section=self.section, headline="By a trick") | more

    def state(self) -> tuple[object, ...]:
        """What readers get."""
        stories = [
            fresh(story).publication for story in (self.draft, self.live, self.gone, self.held)
        ]
        return (
            [(row.state, row.is_held, row.version_id, row.home_id) for row in stories],
            list(Version.objects.order_by("pk").values_list("pk", "headline")),
            list(Hold.objects.values_list("pk", "lifted_at")),
            Breaking.objects.count(),
            Story.objects.filter(publication__state="live").count(),
            # Nothing waits for the clock to publish it.
            list(fresh(self.draft).revisions.filter(approved_go_live_at__isnull=False)),
        )


Post = Callable[[Situation], tuple[str, dict[str, Any]]]

ATTACKS: dict[str, Post] = {
    "the form's publish button": lambda here: (
        EDIT.format(here.draft.pk),
        here.form(**{"action-publish": "action-publish"}),
    ),
    "publish with a time": lambda here: (
        EDIT.format(here.draft.pk),
        here.form(
            go_live_at=f"{ahead(minutes=5):%Y-%m-%d %H:%M}",
            **{"action-publish": "action-publish"},
        ),
    ),
    "a new text over a live story": lambda here: (
        EDIT.format(here.live.pk),
        here.form(**{"action-publish": "action-publish"}),
    ),
    "publish an old revision": lambda here: (
        EDIT.format(here.draft.pk),
        here.form(revision=here.revision.pk, **{"action-publish": "action-publish"}),
    ),
    "publish a new story": lambda here: (
        f"{STORY}add/",
        here.form(**{"action-publish": "action-publish"}),
    ),
    "approve one's own text": lambda here: (
        EDIT.format(here.draft.pk),
        here.form(
            **{"action-workflow-action": "true", "workflow-action-name": "approve"},
        ),
    ),
    "wagtail's unpublish": lambda here: (f"{STORY}unpublish/{here.live.pk}/", {}),
    "wagtail's delete": lambda here: (f"{STORY}delete/{here.draft.pk}/", {}),
    "wagtail's bulk delete": lambda here: (
        f"/newsroom/bulk/stories/story/delete/?id={here.draft.pk}",
        {},
    ),
    "wagtail's unschedule": lambda here: (
        f"{STORY}history/{here.draft.pk}/revisions/{here.revision.pk}/unschedule/",
        {},
    ),
    "publish many": lambda here: (
        "/newsroom/bulk/",
        {"act": "publish", "stories": [here.draft.pk], "confirm": "yes"},
    ),
    "withdraw many": lambda here: (
        "/newsroom/bulk/",
        {"act": "withdraw", "stories": [here.live.pk], "confirm": "yes", "reason": "x"},
    ),
    "withdraw": lambda here: (f"/newsroom/stories/{here.live.pk}/withdraw/", {"reason": "x"}),
    "kill": lambda here: (f"/newsroom/stories/{here.live.pk}/kill/", {"reason": "x"}),
    "correct": lambda here: (
        f"/newsroom/stories/{here.live.pk}/correct/",
        {"headline": "By a trick", "note": "x"},
    ),
    "hold": lambda here: (
        f"/newsroom/stories/{here.live.pk}/hold/",
        {"reason": "x", "lifter": here.editor.pk},
    ),
    "lift": lambda here: (f"/newsroom/stories/{here.held.pk}/lift/", {"give_it_back": "yes"}),
    "restore": lambda here: (f"/newsroom/stories/{here.gone.pk}/restore/", {}),
    "breaking": lambda here: (
        f"/newsroom/stories/{here.live.pk}/breaking/",
        {"text": "By a trick", "editions": [here.section.edition_id], "lasts": _LASTS},
    ),
}


@pytest.fixture
def here(edition: Edition) -> Situation:
    """The newsroom that is attacked."""
    return Situation(edition)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR, None], ids=str)
def test_nothing_that_readers_get_changes(here: Situation, attack: Post, role: Role | None) -> None:
    client = here.client(role) if role else Client(headers={"host": "localhost"})
    before = here.state()
    address, posted = attack(here)
    response = client.post(address, posted, follow=True)
    assert response.status_code in (200, 403, 404, 405)
    assert here.state() == before


def test_the_same_posts_change_it_when_an_editor_sends_them(here: Situation) -> None:
    """So that the attacks above are what they say they are."""
    client = Client(headers={"host": "localhost"})
    client.force_login(here.editor)
    for name in ("the form's publish button", "lift", "restore", "breaking", "withdraw many"):
        before = here.state()
        address, posted = ATTACKS[name](here)
        client.post(address, posted, follow=True)
        assert here.state() != before, name


@pytest.mark.parametrize("role", [Role.MODERATOR, None], ids=str)
def test_a_draft_is_read_by_nobody_who_writes_none(here: Situation, role: Role | None) -> None:
    client = here.client(role) if role else Client(headers={"host": "localhost"})
    for address in (
        EDIT.format(here.draft.pk),
        f"{STORY}history/{here.draft.pk}/",
        f"{STORY}preview/{here.draft.pk}/",
        f"{STORY}history/{here.draft.pk}/revisions/{here.revision.pk}/view/",
        f"{STORY}history/{here.draft.pk}/revisions/compare/earliest...latest/",
        f"/newsroom/read/{here.draft.pk}/",
        "/newsroom/search/?q=editor+left",
        "/newsroom/desk/changes/",
        "/newsroom/chooser/stories/story/",
    ):
        page = client.get(address, follow=True).content.decode()
        assert "As the editor left it" not in page, address
