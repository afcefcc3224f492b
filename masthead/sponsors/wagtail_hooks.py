"""The acts on sponsorships, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Give each act its words for the log."""
    actions.register_action("masthead.sponsor", "Book sponsor", "Booked a sponsor")
    actions.register_action("masthead.sponsor_change", "Change sponsor", "Changed a sponsor")
    actions.register_action("masthead.sponsor_pause", "Pause sponsor", "Paused a sponsor")
    actions.register_action("masthead.sponsor_resume", "Resume sponsor", "Resumed a sponsor")
    actions.register_action("masthead.sponsor_end", "End sponsor", "Ended a sponsor early")
    actions.register_action("masthead.sponsor_delete", "Delete sponsor", "Deleted a sponsor")
