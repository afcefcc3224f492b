"""Entries of the newsroom's menus, each for those who may go there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermittedItem(MenuItem):
    """An entry that only who has all of ``permissions`` sees; the rest is Wagtail's."""

    def __init__(self, permissions: Sequence[str], label: str, url: str, **options: Any) -> None:
        self.permissions = permissions
        super().__init__(label, url, **options)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether it is shown to this person."""
        return request.user.has_perms(self.permissions)
