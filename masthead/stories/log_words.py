"""What each act of ours was, in a sentence for the history of a story and the audit log.

A sentence says what was before and what is after, where the entry knows. Wagtail's own acts have
Wagtail's words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.log_actions import LogFormatter

from masthead.kernel.clock import parse_moment

Data = Mapping[str, Any]

_STATES = {
    "unpublished": "not published",
    "live": "published",
    "withdrawn": "withdrawn",
    "expired": "expired",
    "killed": "killed",
    "held": "on hold",
}


def _time(text: str | None) -> str:
    """A moment of an entry in the newsroom's zone; “none” when there is none."""
    moment: datetime | None = parse_moment(text) if text else None
    return f"{timezone.localtime(moment):%-d %b %Y, %H:%M:%S %Z}" if moment else "none"


def _because(text: str, data: Data, key: str = "reason") -> str:
    reason = str(data.get(key) or "").strip()
    return f"{text}: {reason}" if reason else text


def _states(data: Data) -> str:
    before, after = str(data.get("before") or ""), str(data.get("after") or "")
    if not before or before == after:
        return ""
    return f" (was {_STATES.get(before, before)}, is {_STATES.get(after, after)})"


def _limit(data: Data) -> str:
    before = data.get("before") or {}
    parts = []
    for key, name in (("embargo_until", "embargo"), ("expire_at", "expiry")):
        now, then = data.get(key), before.get(key)
        if before and now == then:
            continue
        was = f" (was {_time(then)})" if before else ""
        parts.append(f"{name} {_time(now)}{was}")
    return "Set limits: " + (", ".join(parts) or "nothing changed")


def _move(data: Data) -> str:
    before = f" from {data['before']}" if data.get("before") else ""
    return f"Moved{before} to {data.get('section') or 'another section'}"


def _changes(data: Data) -> str:
    changes = data.get("changes") or {}
    parts = [f"{name}: “{was}” became “{is_now}”" for name, (was, is_now) in changes.items()]
    return "Changed " + ("; ".join(parts) or "nothing that is kept in words")


# The act's name for a filter, and its sentence.
WORDS: dict[str, tuple[str, Callable[[Data], str]]] = {
    "masthead.withdraw": ("Withdraw", lambda d: _because("Withdrawn", d) + _states(d)),
    "masthead.restore": ("Give back", lambda d: "Given back to readers" + _states(d)),
    "masthead.expire": ("Expire", lambda d: "Expired: its time ran out"),
    "masthead.kill": ("Kill", lambda d: _because("Killed", d) + _states(d)),
    "masthead.hold": (
        "Put on hold",
        lambda d: _because(f"Put on hold until {d.get('lifter')} lifts it", d) + _states(d),
    ),
    "masthead.lift": ("Lift a hold", lambda d: _because("Hold lifted", d, "note") + _states(d)),
    "masthead.move": ("Move", _move),
    "masthead.limit": ("Set limits", _limit),
    "masthead.translate": ("Translate", lambda d: "Said what it translates"),
    "masthead.missed": (
        "Miss",
        lambda d: _because(f"Fell due at {_time(d.get('due'))} and was refused", d),
    ),
    "masthead.late": (
        "Come late",
        lambda d: f"Was due at {_time(d.get('due'))}, done at {_time(d.get('done'))}: late",
    ),
    "masthead.acknowledge_missed": (
        "Acknowledge",
        lambda d: _because("Acknowledged a missed moment", d, "moment"),
    ),
    "masthead.hide_version": (
        "Hide version",
        lambda d: _because(f"Hid published version {d.get('version')}", d),
    ),
    "masthead.unschedule": (
        "Unschedule",
        lambda d: f"Unscheduled: was due at {_time(d.get('due'))}",
    ),
    "masthead.placement_start": (
        "Begin placement",
        lambda d: f"Placement in {d.get('edition')} began",
    ),
    "masthead.placement_end": ("End placement", lambda d: f"Placement in {d.get('edition')} ended"),
    "masthead.rights_ahead": (
        "Warn of rights",
        lambda d: f"Our rights in “{d.get('picture')}” end at {_time(d.get('at'))}",
    ),
    "masthead.rights_end": (
        "Rights ended",
        lambda d: f"Our rights in “{d.get('picture')}” ended: the picture is off every page",
    ),
    "masthead.picture_takedown": (
        "Take down picture",
        lambda d: _because(f"Took “{d.get('picture')}” down everywhere", d),
    ),
    "masthead.picture_replace": (
        "Replace picture",
        lambda d: _because(f"Replaced “{d.get('picture')}” everywhere", d),
    ),
    "masthead.picture_back": (
        "Give picture back",
        lambda d: _because(f"Gave “{d.get('picture')}” back to its pages", d),
    ),
    "masthead.note_resolve": ("Resolve note", lambda d: _because("Note done", d, "note")),
    "masthead.bulk": (
        "Bulk act",
        lambda d: _because(f"{d.get('act')} of {d.get('count')} stories asked for at once", d),
    ),
    "masthead.settings": ("Change settings", _changes),
    "masthead.sign_in": ("Sign in", lambda d: "Signed in"),
    "masthead.sign_out": ("Sign out", lambda d: "Signed out"),
}


def register(actions: Any) -> None:
    """Register every act of `WORDS` that nobody has registered."""
    for action, (label, sentence) in WORDS.items():
        if action not in actions.formatters:
            actions.register_action(action)(_formatter(label, sentence))


def _formatter(label: str, sentence: Callable[[Data], str]) -> type[LogFormatter]:
    class Formatter(LogFormatter):  # type: ignore[misc,unused-ignore]
        """One act's sentence."""

        def format_message(self, log_entry: Any) -> str:
            """The sentence for this entry."""
            return sentence(log_entry.data or {})

    Formatter.label = label
    return Formatter
