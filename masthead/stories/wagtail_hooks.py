"""The acts of publishing, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from masthead.stories import log_words


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Give each act its words for the history of a story."""
    actions.register_action("masthead.break", "Break", "Marked as breaking")
    actions.register_action("masthead.break_end", "End breaking", "No longer breaking")
    log_words.register(actions)
