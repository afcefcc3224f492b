"""Who gets what at every address of the newsroom, Wagtail's and allauth's too.

``addresses.txt`` is the one table of it. An address that is not in the table is open to nobody:
the test fails with its name and the line to write, once somebody has thought about it.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, Page, Site, Task, Workflow

from masthead.accounts.granting import ensure_roles, give_role
from masthead.accounts.invitations import invite
from masthead.accounts.models import User
from masthead.accounts.roles import Role
from masthead.accounts.services import make_sign_in_link
from masthead.newsroom.approval import ensure_approval
from masthead.stories.models import Edition, Recording, Topic
from masthead.stories.services.notes import write_note
from tests.factories.stories import (
    make_author,
    make_picture,
    make_published,
    make_section,
    make_user,
)
from tests.factories.wire import make_item
from tests.newsroom.walking import TABLE, WHO, Address, Walker, addresses, gives, written
from tests.sponsors.situations import make_sponsorship

pytestmark = pytest.mark.django_db

ROLES = {
    "M": Role.MODERATOR,
    "R": Role.REPORTER,
    "P": Role.PRODUCER,
    "E": Role.EDITOR,
    "A": Role.ADMINISTRATOR,
}


def person(letter: str) -> User | None:
    """Who stands behind a column of the table."""
    if letter == "N":
        return None
    user = make_user(is_superuser=False, first_name=WHO[letter])
    if letter in ROLES:
        give_role(user=user, role=ROLES[letter], by=None)
    elif letter == "O":
        give_role(user=user, role=Role.ADMINISTRATOR, by=None)
    return User.objects.get(pk=user.pk)


def walker(letter: str) -> Walker:
    """Their browser."""
    client = Client(headers={"host": "localhost"})
    if (user := person(letter)) is not None:
        client.force_login(user)
        if letter == "O":
            User.objects.filter(pk=user.pk).update(is_active=False)
    return Walker(client)


def things(edition: Edition) -> dict[str, Any]:
    """Something that is there for every part of an address."""
    section = make_section(edition)
    story = make_published(section=section)
    item = make_item()
    chief = make_user(first_name="Ada")
    other = make_user(first_name="Tom")
    recording = Recording(title="Bells", kind=Recording.Kind.AUDIO)
    recording.file.save("bells.wav", ContentFile(b"RIFF"))
    sent = invite(
        email="new@station.example", role=Role.REPORTER, by=chief, link_of=lambda secret: secret
    )
    kind = ContentType.objects.get_for_model(story)
    page = Page.objects.order_by("pk").first()
    task, workflow = Task.objects.first(), Workflow.objects.last()
    root = Collection.get_first_root_node()
    assert page and task and workflow and root
    picture = make_picture()
    standing = edition.standing_pages.first()
    assert standing
    key = Authenticator.objects.create(user=chief, type="webauthn", data={})
    return {
        "pk": story.pk,
        "object_id": story.pk,
        "app_label": "stories",
        "model_name": "story",
        "app_name": "stories",
        "action": "delete",
        "content_type_id": kind.pk,
        "content_type_app_name": "stories",
        "number": 1,
        "person": chief.pk,
        "secret": "never-was",
        "revision_id": 1,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": 1,
        "action_name": "approve",
        "id": 1,
        "slug": "none",
        "page_id": page.pk,
        "parent_page_id": page.pk,
        "page_to_move_id": page.pk,
        "destination_id": page.pk,
        "presence_id": 1,
        "task_id": task.pk,
        "workflow_id": workflow.pk,
        "task_pk": task.pk,
        "image_id": picture.pk,
        "picture": picture.pk,
        "filename": "none.jpg",
        "filter_spec": "max-100x100",
        "uploaded_file_id": 1,
        "document_id": 1,
        "doc_id": 1,
        "collection_id": root.pk,
        "redirect_id": 1,
        "signature": "none",
        "session_id": 1,
        # Patterns that are expressions: an address that matches.
        "^:": "nothing-here/",
        "account_reset_password_from_key:": "password_reset/key/1-none/",
        "newsroom_users:": "users/",
        "newsroom_users_bulk:": "bulk/accounts/user/delete/",
        "newsroom_not_here:": "pages/",
        "newsroom_enter:secret": make_sign_in_link(user=other),
        "newsroom_join:secret": sent.link,
        "newsroom_invite:pk": sent.invitation.pk,
        "newsroom_person:pk": other.pk,
        "newsroom_users:pk": other.pk,
        "page_pk": page.pk,
        **{
            f"wagtailsnippetchoosers_{label}:pk": row.pk
            for label, row in {
                "stories_edition": edition,
                "stories_section": section,
                "stories_recording": recording,
                "stories_author": make_author(),
                "stories_topic": Topic.objects.create(name="Ferries", slug="ferries"),
                "wire_source": item.source,
                "standing_standingpage": standing,
            }.items()
        },
        "newsroom_item:pk": item.pk,
        "newsroom_as_received:pk": item.take_id,
        "newsroom_raw_bytes:pk": item.take_id,
        "newsroom_note_resolve:pk": write_note(story=story, by=chief, text="Check").pk,
        "newsroom_source:pk": item.source_id,
        "wagtailsnippets_stories_edition:pk": edition.pk,
        "newsroom_front:pk": edition.pk,
        "newsroom_menus:pk": edition.pk,
        "newsroom_sponsors:pk": edition.pk,
        "newsroom_sponsorship:pk": make_sponsorship(edition).pk,
        "wagtailsnippets_standing_standingpage:pk": standing.pk,
        "wagtailsnippets_stories_section:pk": section.pk,
        "wagtailsnippets_stories_author:pk": make_author().pk,
        "wagtailsnippets_stories_topic:pk": Topic.objects.create(name="Port", slug="port").pk,
        "wagtailsnippets_stories_recording:pk": recording.pk,
        "wagtailsnippets_wire_source:pk": item.source_id,
        "wagtailimages:pk": picture.pk,
        "wagtailusers_groups:pk": Group.objects.order_by("pk").values_list("pk", flat=True)[0],
        "wagtailusers_users:pk": other.pk,
        "wagtailadmin_collections:pk": root.pk,
        "wagtailadmin_workflows:pk": workflow.pk,
        "wagtailadmin_pages:pk": page.pk,
        "wagtailsites:pk": Site.objects.values_list("pk", flat=True).first() or 1,
        "mfa_:pk": key.pk,
    }


def test_every_address_gives_each_role_what_the_table_says_and_no_more(edition: Edition) -> None:
    ensure_roles()
    ensure_approval()
    known = list(addresses(things(edition)))
    walkers = {letter: walker(letter) for letter in WHO}
    broken: list[str] = []
    found = {each.name: _walk(each, walkers, broken) for each in known}
    if "MASTHEAD_WRITE_ADDRESSES" in os.environ:
        lines = (f"{name:<64} {get} {post}" for name, (get, post) in sorted(found.items()))
        head = [line for line in TABLE.read_text().splitlines() if line.startswith("#")]
        TABLE.write_text("\n".join([*head, "", *lines]) + "\n")
    assert broken == []
    table = written()
    differing = [
        f"{name:<64} {get} {post}   (the table: {' '.join(table.get(name, ('not there',)))})"
        for name, (get, post) in sorted(found.items())
        if table.get(name) != (get, post)
    ]
    assert differing == [], "\n" + "\n".join(differing)
    assert sorted(set(table) - set(found)) == []


def _walk(each: Address, walkers: dict[str, Walker], broken: list[str]) -> tuple[str, str]:
    given = []
    for method in ("GET", "POST"):
        column = ""
        for letter, browser in walkers.items():
            response = browser.ask(method, each.path)
            if response.status_code >= 500:
                broken.append(f"{method} {each.name} as {WHO[letter]}: {response.status_code}")
            column += letter if gives(response) else "-"
        given.append(column)
    return given[0], given[1]


def test_nobody_and_who_is_switched_off_get_what_signing_in_needs_and_nothing_else() -> None:
    open_to_all = {name for name, (get, post) in written().items() if "N" in get + post}
    assert open_to_all == {
        "account_inactive",
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "newsroom_enter",
        "newsroom_join",
        "newsroom_push_worker",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
    for get, post in written().values():
        assert ("N" in get, "N" in post) == ("O" in get, "O" in post)


def test_no_role_gets_more_than_its_name_says() -> None:
    for name, (get, post) in written().items():
        given = set(get + post)
        if given & set("MRP") and "A" not in given:
            raise AssertionError(f"{name} is open to others and not to administrators")
        if name.startswith(("newsroom_person", "newsroom_invite", "newsroom_mail")):
            assert given <= set("A-"), name
        if name.startswith(("wagtailusers", "wagtailsnippets_stories_edition:add")):
            assert given <= set("A-"), name
        if name in {"newsroom_kill", "newsroom_withdraw"}:
            assert given <= set("EA-"), name
