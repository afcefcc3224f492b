"""Who may see which of our own screens."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from masthead.accounts.models import User

# A screen names the permission it asks for; these are the ones in use.
EDIT = "stories.change_story"
WITHDRAW = "stories.withdraw_story"
KILL = "stories.kill_story"
HOLD = "stories.hold_story"
PUBLISH = "stories.publish_story"
READ_WIRE = "wire.view_item"
TAKE_WORK = "newsroom.take_work"
ASSIGN_WORK = "newsroom.assign_work"
READ_SOURCES = "wire.view_source"
CHANGE_SOURCES = "wire.change_source"


def member_of(request: HttpRequest) -> User:
    """Who is signed in. Raises `PermissionDenied` for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class PermissionNeeded:
    """Refuses who lacks ``permission``.

    Wagtail's `require_admin_access` is around every address of the newsroom and sends strangers to
    the sign-in page; this is about staff.
    """

    permission: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise `PermissionDenied`, which Wagtail turns into words, or go on."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
