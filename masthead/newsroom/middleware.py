"""What the newsroom says when a rule of publishing refuses an act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from masthead.stories.rules import PublicationRefused

# Addresses whose ``pk`` is a story's, beside those of Wagtail's own story screens.
_STORY_SCREENS = {
    "newsroom_withdraw",
    "newsroom_kill",
    "newsroom_versions",
    "newsroom_hide_version",
    "newsroom_hold",
    "newsroom_lift",
    "newsroom_restore",
    "newsroom_note_write",
    "newsroom_correct",
    "newsroom_breaking",
    "newsroom_breaking_end",
}


class RefusalMiddleware:
    """Turns a refusal from anywhere in the admin into words on the page the editor came from.

    The form checks the gates first; this is for every other way to publish: workflow approval,
    a revert, a race between two editors; and for opening an item that its agency killed. The
    database's refusal to delete what others need is told in words as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show the gates of a refusal, or what is needed; leave every other exception alone."""
        if not request.path.startswith(settings.NEWSROOM_PATH):
            return None
        if isinstance(exception, ProtectedError | RestrictedError):
            messages.error(request, f"This cannot be deleted: {_needed_by(exception)}.")
            # The page that asks whether to delete; a GET that deletes would only come round again.
            is_asked = request.method == "POST"
            return HttpResponseRedirect(request.get_full_path() if is_asked else _page_of(request))
        if not isinstance(exception, PublicationRefused):
            return None
        if not request.accepts("text/html"):
            # Autosave shows what it is told beside its own indicator.
            return JsonResponse(
                {"success": False, "error_code": "refused", "error_message": str(exception)},
                status=400,
            )
        for gate in exception.gates:
            messages.error(request, gate.message)
        return HttpResponseRedirect(_page_of(request))


def _needed_by(error: ProtectedError | RestrictedError) -> str:
    """What holds on to a row that was to be deleted: “it is needed by 2 versions, 1 note”."""
    holders = (
        error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    )
    counts = Counter(type(holder) for holder in holders)
    names = ", ".join(
        f"{count} {kind._meta.verbose_name if count == 1 else kind._meta.verbose_name_plural}"
        for kind, count in counts.items()
    )
    return f"it is needed by {names}"


def _page_of(request: HttpRequest) -> str:
    """The page that the refused act was about; the desk if it was about none."""
    match = request.resolver_match
    number = match.kwargs.get("pk") if match else None
    if match is None or number is None:
        return reverse("newsroom_desk")
    story_screens = "wagtailsnippets_stories_story"
    if story_screens in match.namespaces or match.url_name in _STORY_SCREENS:
        return reverse(f"{story_screens}:edit", args=[number])
    if match.url_name == "newsroom_item_open":
        return reverse("newsroom_item", args=[number])
    return reverse("newsroom_desk")
