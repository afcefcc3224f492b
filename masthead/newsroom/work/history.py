"""Acts on work, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

ACTIONS = (
    ("masthead.assign", "Assign", "Gave this to somebody to do"),
    ("masthead.reassign", "Reassign", "Gave this to somebody else, or another time"),
    ("masthead.take", "Take", "Took this work"),
    ("masthead.finish", "Finish", "Said that the work is done"),
    ("masthead.reopen", "Reopen", "Said that the work is not done yet"),
    ("masthead.begin", "Begin", "Began the planned story"),
)


def register_work_actions(actions: Any) -> None:
    """Give each act its words for the history."""
    for name, label, message in ACTIONS:
        actions.register_action(name, label, message)
