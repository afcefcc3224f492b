"""Entries of the menu about people, mail and reading; imported by `wagtail_hooks`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from masthead.accounts.people import MANAGE
from masthead.newsroom.access import EDIT
from masthead.newsroom.permitted_item import PermittedItem
from masthead.newsroom.views.reading import READ
from masthead.newsroom.views.safety import MAIL


class ForReadersAlone(MenuItem):
    """An entry for those who read stories and have no desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is shown to this person."""
        return request.user.has_perm(READ) and not request.user.has_perm(EDIT)


@hooks.register("register_admin_menu_item")
def reading_entry() -> MenuItem:
    """What readers have."""
    return ForReadersAlone(
        "Published", reverse("newsroom_reading"), name="reading", icon_name="doc-full", order=1
    )


@hooks.register("register_admin_menu_item")
def people_entry() -> MenuItem:
    """Everybody here."""
    return PermittedItem(
        [MANAGE, MAIL],
        "People",
        reverse("newsroom_people"),
        name="people",
        icon_name="group",
        order=390,
    )


@hooks.register("register_settings_menu_item")
def mail_entry() -> MenuItem:
    """The mail server."""
    return PermittedItem(
        [MANAGE, MAIL], "Mail", reverse("newsroom_mail"), name="mail", icon_name="mail", order=500
    )


@hooks.register("construct_main_menu")
def what_moderators_have(request: HttpRequest, entries: list[Any]) -> None:
    """Nothing that would be refused to them."""
    if getattr(request.user, "only_moderates", False):
        entries[:] = [entry for entry in entries if entry.name == "reading"]


@hooks.register("construct_settings_menu")
def without_wagtails_people(request: HttpRequest, entries: list[Any]) -> None:
    """Users and groups are on the screen of people."""
    entries[:] = [entry for entry in entries if entry.name not in {"users", "groups"}]


@hooks.register("construct_search")
def without_wagtails_users(request: HttpRequest, areas: list[Any]) -> None:
    """The search for users leads to Wagtail's screen, which is not here."""
    areas[:] = [area for area in areas if area.name != "users"]


@hooks.register("register_account_menu_item")
def security_entry(request: HttpRequest) -> dict[str, Any]:
    """Password, passkeys, app and devices."""
    return {
        "url": reverse("mfa_index"),
        "label": "How you sign in",
        "help_text": "Password, passkeys, authenticator app, recovery codes and devices.",
    }
