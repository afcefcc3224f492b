"""Wagtail's admin made into a newsroom: what is added, what leads nowhere here and goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from masthead.fronts.services import ARRANGE
from masthead.newsroom import addresses, people_menu  # noqa: F401 (registers its hooks)
from masthead.newsroom.access import EDIT, HOLD, READ_SOURCES, WITHDRAW
from masthead.newsroom.permitted_item import PermittedItem
from masthead.newsroom.views.alerts import READ_ALERTS
from masthead.newsroom.viewsets.setup import RecordingViewSet, SetUpGroup
from masthead.newsroom.viewsets.story import StoryViewSet
from masthead.newsroom.work.history import register_work_actions
from masthead.sponsors.services import CHANGE as CHANGE_SPONSORS
from masthead.stories.models import Story

register_snippet(StoryViewSet)
register_snippet(RecordingViewSet)
register_snippet(SetUpGroup)


@hooks.register("register_admin_urls")
def our_addresses() -> list[URLPattern]:
    """Our own screens, guarded like Wagtail's."""
    return addresses.urlpatterns


@hooks.register("insert_global_admin_css")
def our_stylesheet() -> SafeString:
    """The newsroom's looks."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("masthead/newsroom/newsroom.css")
    )


@hooks.register("insert_global_admin_css")
def alert_and_phone_styles() -> SafeString:
    """The band of alerts, and what makes every screen fit a hand."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("masthead/newsroom/alerts.css"),
        static("masthead/newsroom/phone.css"),
    )


@hooks.register("insert_global_admin_js")
def our_starter() -> SafeString:
    """What starts Wagtail's widgets without inline scripts."""
    return format_html('<script src="{}"></script>', static("masthead/newsroom/start.js"))


@hooks.register("register_admin_menu_item")
def desk_entry() -> MenuItem:
    """The desk, first of all."""
    return PermittedItem(
        [EDIT], "Desk", reverse("newsroom_desk"), name="desk", icon_name="desktop", order=1
    )


@hooks.register("register_admin_menu_item")
def wire_entry() -> MenuItem:
    """How the wire's sources are doing."""
    return PermittedItem(
        [READ_SOURCES],
        "Wire",
        reverse("newsroom_sources"),
        name="wire",
        icon_name="download",
        order=125,
    )


@hooks.register("register_admin_menu_item")
def alerts_entry() -> MenuItem:
    """What went wrong, and who is on call."""
    return PermittedItem(
        [READ_ALERTS],
        "Alerts",
        reverse("newsroom_alerts"),
        name="alerts",
        icon_name="warning",
        order=120,
    )


hooks.register("register_log_actions", register_work_actions)


@hooks.register("register_admin_menu_item")
def work_entry() -> MenuItem:
    """Who is to do what by when."""
    return PermittedItem(
        [EDIT], "Work", reverse("newsroom_work"), name="work", icon_name="tasks", order=105
    )


@hooks.register("register_admin_menu_item")
def next_entry() -> MenuItem:
    """What the clock will do, and what it could not."""
    return PermittedItem(
        [EDIT],
        "What happens next",
        reverse("newsroom_next"),
        name="next",
        icon_name="time",
        order=115,
    )


@hooks.register("register_admin_menu_item")
def front_entry() -> MenuItem:
    """The front page, as its editors arrange it."""
    return PermittedItem(
        [ARRANGE],
        "Front page",
        reverse("newsroom_front"),
        name="front",
        icon_name="home",
        order=107,
    )


@hooks.register("register_admin_menu_item")
def sponsors_entry() -> MenuItem:
    """Who pays for a place on the pages."""
    return PermittedItem(
        [CHANGE_SPONSORS],
        "Sponsors",
        reverse("newsroom_sponsors"),
        name="sponsors",
        icon_name="tag",
        order=320,
    )


@hooks.register("register_log_actions")
def register_front_actions(actions: Any) -> None:
    """Give each act on a front its words for the audit log."""
    actions.register_action("masthead.front", "Publish front", "Published a front page")
    actions.register_action("masthead.front_restore", "Restore front", "Brought a front page back")
    actions.register_action("masthead.front_call_off", "Call off front", "Called a front page off")


@hooks.register("register_reports_menu_item")
def audit_entry() -> MenuItem:
    """Who did what: in the place of Wagtail's site history, which reads the whole log."""
    return PermittedItem(
        [HOLD], "Audit log", reverse("newsroom_audit"), name="audit", icon_name="history", order=100
    )


@hooks.register("register_admin_search_area")
def desk_search() -> SearchArea:
    """The search in the sidebar looks through items and stories."""
    return SearchArea("Stories", reverse("newsroom_search"), name="desk", order=1)


# Pages and documents are Wagtail's own kinds of content; Masthead has none of them, and a screen
# that is always empty is a question nobody asked. Editions take the place of Wagtail's sites.
_NOT_HERE = {
    "main": {"explorer", "documents", "snippets"},
    "reports": {"locked-pages", "aging-pages", "page-types-usage", "site-history"},
    "settings": {"sites", "redirects", "locales"},
}


def _without(names: Iterable[str], entries: list[Any]) -> None:
    entries[:] = [entry for entry in entries if entry.name not in names]


@hooks.register("construct_main_menu")
def trim_menu(request: HttpRequest, entries: list[Any]) -> None:
    """Take out what leads nowhere; call pictures pictures."""
    _without(_NOT_HERE["main"], entries)
    for entry in entries:
        if entry.name == "images":
            entry.label = "Pictures"


@hooks.register("construct_reports_menu")
def trim_reports(request: HttpRequest, entries: list[Any]) -> None:
    """Take out the reports about pages."""
    _without(_NOT_HERE["reports"], entries)


@hooks.register("construct_settings_menu")
def trim_settings(request: HttpRequest, entries: list[Any]) -> None:
    """Take out settings of Wagtail's pages."""
    _without(_NOT_HERE["settings"], entries)


@hooks.register("construct_help_menu")
def trim_help(request: HttpRequest, entries: list[Any]) -> None:
    """Keep the keyboard shortcuts; the rest is about Wagtail, on another site."""
    entries[:] = [entry for entry in entries if entry.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_search")
def trim_search(request: HttpRequest, areas: list[Any]) -> None:
    """One search: ours."""
    areas[:] = [area for area in areas if area.name in {"desk", "images", "users"}]


@hooks.register("construct_image_chooser_queryset")
def without_taken_down(pictures: Any, request: HttpRequest) -> Any:
    """Offer no picture for a story that was taken down."""
    return pictures.filter(taken_down_at=None)


class WithdrawMenuItem(ActionMenuItem):
    """Withdraw, in the place of Wagtail's “unpublish”."""

    name = "action-unpublish"
    label = "Withdraw…"
    icon_name = "download"
    order = 90

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Only for what readers have."""
        story = context.get("instance")
        user = context["request"].user
        return bool(story and story.live and user.has_perm(WITHDRAW))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Where the reason is asked."""
        return reverse("newsroom_withdraw", args=[parent_context["instance"].pk])


@hooks.register("construct_snippet_action_menu")
def our_acts(entries: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Withdraw instead of unpublish; a killed story offers no publishing at all."""
    if context["model"] is not Story:
        return
    _without({"action-unpublish"}, entries)
    story = context.get("instance")
    if story is not None and (story.publication.is_killed or story.publication.is_held):
        _without({"action-publish", "action-submit"}, entries)
        return
    withdraw = WithdrawMenuItem()
    if withdraw.is_shown(context):
        entries.append(withdraw)


@hooks.register("before_delete_snippet")
def keep_what_was_published(request: HttpRequest, instances: Any) -> HttpResponse | None:
    """Refuse to delete a story that readers once had: its history and its address are promises.

    One that was killed stays too: that it was, by whom and why, is for good.
    """
    stories = [instance for instance in instances if isinstance(instance, Story)]
    known = [story for story in stories if story.publication.is_killed or story.versions.exists()]
    if known:
        return _refuse_to_delete(request, known)
    return None


def _refuse_to_delete(request: HttpRequest, known: list[Story]) -> HttpResponse:
    for story in known:
        if story.publication.is_killed:
            reason = "was killed and cannot be deleted: the record of it stays."
        else:
            reason = "was published and cannot be deleted. Withdraw it, or kill it for good."
        messages.error(request, f"“{story}” {reason}")
    if len(known) == 1:
        return HttpResponseRedirect(
            reverse("wagtailsnippets_stories_story:edit", args=[known[0].pk])
        )
    return HttpResponseRedirect(reverse("newsroom_desk"))
