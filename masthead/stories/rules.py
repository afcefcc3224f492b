"""The rules of publishing: pure decisions, the same for form, schedule, wire and API."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class PictureUse:
    """A picture as one place of a story uses it. ``where`` is in words for an editor."""

    where: str
    alt: str
    caption: str
    credit: str
    rights_end_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StoryFacts:
    """What the rules need to know of a story that somebody wants to publish."""

    headline: str
    has_text: bool
    is_killed: bool
    has_home: bool
    pictures: tuple[PictureUse, ...]
    change: str
    change_note: str
    is_first: bool
    expire_at: datetime | None = None


@dataclass(frozen=True)
class Gate:
    """A shut gate: the field it is about and what to do, in plain words."""

    field: str
    message: str


class PublicationRefused(Exception):
    """A story may not be published (or acted on) as it stands; ``gates`` say why."""

    def __init__(self, *gates: Gate) -> None:
        super().__init__(" ".join(gate.message for gate in gates))
        self.gates = gates


# Unicode categories of which a reader sees nothing: controls, formats (zero width, soft hyphen,
# directions), and blanks of every kind.
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def has_words(text: str) -> bool:
    """Whether a reader sees anything of ``text``: blanks and zero-width signs alone are nothing."""
    return any(unicodedata.category(char) not in _INVISIBLE for char in text)


def is_storable(value: object) -> bool:
    """Whether every database can hold ``value``: a text, or JSON with texts in it.

    PostgreSQL stores no NUL (nor does its JSON), and UTF-8 has no half of a surrogate pair.
    """
    match value:
        case str():
            return _UNSTORABLE.search(value) is None
        case dict():
            return all(is_storable(part) for part in value.values())
        case list():
            return all(is_storable(part) for part in value)
        case _:
            return True


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_same_words(one: str, other: str) -> bool:
    """Whether two texts say the same to a listener: case, blanks and full stop aside."""
    return " ".join(one.lower().split()).rstrip(". ") == " ".join(other.lower().split()).rstrip(
        ". "
    )


def decide_publication(facts: StoryFacts, *, at: datetime) -> tuple[Gate, ...]:
    """The gates that are shut for a publication at ``at`` (UTC); empty means it may go out."""
    if facts.is_killed:
        # Killed is terminal: no other gate matters, and none can be opened.
        return (Gate("headline", "This story was killed. It can never be published again."),)
    gates = []
    if not has_words(facts.headline):
        gates.append(Gate("headline", "Give the story a headline."))
    if not facts.has_text:
        gates.append(Gate("body", "The story has no text yet."))
    if not facts.has_home:
        gates.append(Gate("section", "Choose the section where the story stands."))
    if facts.change == "correction" and not facts.is_first and not has_words(facts.change_note):
        gates.append(Gate("change_note", "Say in words for readers what was corrected."))
    if facts.expire_at and facts.expire_at <= at:
        gates.append(
            Gate("expire_at", "The story’s time will have run out: move its expiry first.")
        )
    for use in facts.pictures:
        gates += decide_picture_use(use, at=at)
    return tuple(gates)


def decide_picture_use(use: PictureUse, *, at: datetime) -> tuple[Gate, ...]:
    """The gates that are shut for one use of a picture."""
    gates = []
    if not has_words(use.alt):
        gates.append(
            Gate(use.where, f"The {use.where} has no alternative text: say what it shows.")
        )
    elif use.caption and is_same_words(use.alt, use.caption):
        gates.append(
            Gate(
                use.where,
                f"The alternative text of the {use.where} repeats its caption: "
                "say what the picture shows instead.",
            )
        )
    if not has_words(use.credit):
        gates.append(Gate(use.where, f"The {use.where} has no credit: say whose picture it is."))
    if use.rights_end_at and use.rights_end_at <= at:
        gates.append(
            Gate(use.where, f"Our rights in the {use.where} have run out: take another picture.")
        )
    return tuple(gates)


def decide_release(
    *, go_live_at: datetime | None, embargo_until: datetime | None, at: datetime
) -> datetime | None:
    """When a publication asked for at ``at`` may happen: None for now, else the later moment."""
    due = max((moment for moment in (go_live_at, embargo_until) if moment), default=None)
    return due if due and due > at else None


ChangeKind = Literal["first", "fix", "update", "correction"]


def decide_change(
    *, asked: str, is_first: bool, is_text_changed: bool, is_said: bool = False
) -> ChangeKind | None:
    """What a publication is to the history: None when there is nothing new to keep.

    A correction is kept even if the text stands as it was: its words are the news. ``is_said``
    means that the version readers have is this very correction: publishing it again (after a
    withdrawal, say) does not correct twice.
    """
    if is_first:
        return "first"
    if is_said and not is_text_changed:
        return None
    if asked == "correction":
        return "correction"
    if not is_text_changed:
        return None
    return "fix" if asked == "fix" else "update"
