"""The acts of publishing, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Give each act its words for the history of a story."""
    actions.register_action("masthead.withdraw", "Withdraw", "Withdrawn")
    actions.register_action("masthead.expire", "Expire", "Expired")
    actions.register_action("masthead.kill", "Kill", "Killed")
    actions.register_action("masthead.move", "Move", "Moved to another section")
    actions.register_action("masthead.limit", "Set limits", "Set the embargo or the expiry")
    actions.register_action("masthead.translate", "Translate", "Said what it translates")
    actions.register_action("masthead.missed", "Miss", "Fell due, and was refused")
    actions.register_action("masthead.hide_version", "Hide version", "Hid a published version")
