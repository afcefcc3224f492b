"""The help with the keyboard shortcuts of a screen."""

from __future__ import annotations

from typing import Any

from django import template

from masthead.newsroom.desk.shortcuts import SCREENS

register = template.Library()


@register.inclusion_tag("newsroom/desk/shortcuts.html")
def shortcuts(screen: str) -> dict[str, Any]:
    """The dialog that lists the shortcuts of ``screen``; the scripts read it. KeyError if none."""
    return {"screen": screen, "shortcuts": SCREENS[screen]}
