"""The acts on alerts, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Give each act its words for the log."""
    actions.register_action("masthead.acknowledge", "Acknowledge", "Acknowledged an alert")
    actions.register_action("masthead.on_call", "Put on call", "Put somebody on call")
    actions.register_action("masthead.off_call", "Take off call", "Took somebody off call")
