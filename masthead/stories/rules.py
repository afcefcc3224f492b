"""The rules of publishing: pure decisions, the same for form, schedule, wire and API."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class PictureUse:
    """A picture as one place of a story uses it. ``where`` is in words for an editor."""

    where: str
    alt: str
    caption: str
    credit: str
    rights_end_at: datetime | None = None
    # Why the picture was taken down; empty when it was not.
    taken_down: str = ""


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
    embargo_until: datetime | None = None
    # Who lifts the hold the story is under; empty when it is under none.
    held_for: str = ""
    kind: str = "news"
    sponsor: str = ""


@dataclass(frozen=True)
class Gate:
    """A shut gate: the field it is about and what is wrong, in plain words.

    ``code`` names it in `GATES`, which says what to do; an act that no gate of publishing is
    about has none.
    """

    field: str
    message: str
    code: str = ""

    @property
    def advice(self) -> str:
        """What opens the gate."""
        return next((kind.advice for kind in GATES if kind.code == self.code), "")


@dataclass(frozen=True)
class GateKind:
    """A gate of publishing: what has to be so, and what to do while it is not."""

    code: str
    field: str
    wanted: str
    advice: str


# Every gate there is, in the order in which a checklist shows them: for the form, the schedule, the
# wire, bulk acts and whoever calls the services.
GATES = (
    GateKind("killed", "headline", "Not killed", "Nothing opens this: write a new story."),
    GateKind("hold", "headline", "Not on hold", "Ask the person named to lift the hold."),
    GateKind("headline", "headline", "A headline", "Write the headline."),
    GateKind("body", "body", "A text", "Write at least one paragraph."),
    GateKind("section", "section", "A section", "Choose the section where the story stands."),
    GateKind("alt", "pictures", "Pictures described", "Say what each picture shows."),
    GateKind("credit", "pictures", "Pictures credited", "Say whose picture it is."),
    GateKind("rights", "pictures", "Rights in the pictures", "Take another picture."),
    GateKind("taken-down", "pictures", "No picture taken down", "Take another picture."),
    GateKind(
        "sponsor",
        "sponsor",
        "Sponsored work labelled",
        "Choose the kind “Sponsored” and name who paid, or neither.",
    ),
    GateKind("correction", "change_note", "The correction in words", "Say what was corrected."),
    GateKind("expiry", "expire_at", "Time left", "Move the expiry, or take it away."),
    GateKind("embargo", "embargo_until", "No embargo", "Wait: publishing now schedules it."),
)


@dataclass(frozen=True)
class Check:
    """One gate of a story's checklist: open, or what is wrong. ``waits`` delays, no more."""

    kind: GateKind
    messages: tuple[str, ...] = ()
    waits: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in the way here."""
        return not self.messages

    @property
    def advice(self) -> str:
        """What to do, where the messages do not say it themselves."""
        is_needed = self.waits or self.kind.code in {"killed", "hold", "body"}
        return self.kind.advice if is_needed and (self.waits or self.messages) else ""


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
        message = "This story was killed. It can never be published again."
        return (Gate("headline", message, "killed"),)
    if facts.held_for:
        # As little: a hold is lifted, not argued with.
        return (Gate("headline", f"The story is on hold: {facts.held_for} lifts it.", "hold"),)
    gates = []
    if not has_words(facts.headline):
        gates.append(Gate("headline", "Give the story a headline.", "headline"))
    if not facts.has_text:
        gates.append(Gate("body", "The story has no text yet.", "body"))
    if not facts.has_home:
        gates.append(Gate("section", "Choose the section where the story stands.", "section"))
    if facts.change == "correction" and not facts.is_first and not has_words(facts.change_note):
        gates.append(
            Gate("change_note", "Say in words for readers what was corrected.", "correction")
        )
    if facts.expire_at and facts.expire_at <= at:
        message = "The story’s time will have run out: move its expiry first."
        gates.append(Gate("expire_at", message, "expiry"))
    gates += _sponsor_gates(facts)
    for use in facts.pictures:
        gates += decide_picture_use(use, at=at)
    return tuple(gates)


def _sponsor_gates(facts: StoryFacts) -> list[Gate]:
    """What somebody paid for says so, and by whom; what nobody paid for names no sponsor."""
    is_labelled, is_named = facts.kind == "sponsored", has_words(facts.sponsor)
    if is_labelled and not is_named:
        message = "A sponsored story names who paid for it: fill in the sponsor."
        return [Gate("sponsor", message, "sponsor")]
    if is_named and not is_labelled:
        message = "The story has a sponsor but not the label: choose the kind “Sponsored”."
        return [Gate("kind", message, "sponsor")]
    return []


def checklist(facts: StoryFacts, *, at: datetime) -> tuple[Check, ...]:
    """Every gate of a publication at ``at`` (UTC) with its state, in the order of `GATES`."""
    shut = decide_publication(facts, at=at)
    checks = []
    for kind in GATES:
        messages = tuple(gate.message for gate in shut if gate.code == kind.code)
        if kind.code == "embargo" and facts.embargo_until and facts.embargo_until > at:
            checks.append(Check(kind, waits=True))
        elif kind.code not in _ONLY_WHEN_SHUT or messages:
            checks.append(Check(kind, messages))
    return tuple(checks)


# Gates that hardly any story ever meets: a checklist that named them each time would not be read.
_ONLY_WHEN_SHUT = {
    "killed",
    "hold",
    "taken-down",
    "correction",
    "expiry",
    "embargo",
    "sponsor",
}


def decide_picture_use(use: PictureUse, *, at: datetime) -> tuple[Gate, ...]:
    """The gates that are shut for one use of a picture."""
    gates = []
    if not has_words(use.alt):
        gates.append(
            Gate(use.where, f"The {use.where} has no alternative text: say what it shows.", "alt")
        )
    elif use.caption and is_same_words(use.alt, use.caption):
        gates.append(
            Gate(
                use.where,
                f"The alternative text of the {use.where} repeats its caption: "
                "say what the picture shows instead.",
                "alt",
            )
        )
    if not has_words(use.credit):
        message = f"The {use.where} has no credit: say whose picture it is."
        gates.append(Gate(use.where, message, "credit"))
    if use.rights_end_at and use.rights_end_at <= at:
        message = f"Our rights in the {use.where} have run out: take another picture."
        gates.append(Gate(use.where, message, "rights"))
    if use.taken_down:
        message = f"The {use.where} was taken down ({use.taken_down}): take another picture."
        gates.append(Gate(use.where, message, "taken-down"))
    return tuple(gates)


def decide_release(
    *, go_live_at: datetime | None, embargo_until: datetime | None, at: datetime
) -> datetime | None:
    """When a publication asked for at ``at`` may happen: None for now, else the later moment."""
    due = max((moment for moment in (go_live_at, embargo_until) if moment), default=None)
    return due if due and due > at else None


def too_early(due: datetime) -> Gate:
    """The gate that is shut until ``due`` to a story that nobody has edited: it cannot wait."""
    return Gate(
        "embargo_until",
        f"It may not be published before {due.astimezone(UTC):%d %B %Y, %H:%M} UTC. Save a draft "
        "of it: what somebody has edited can be scheduled.",
    )


LiftedState = Literal["live", "withdrawn", "expired"]


def decide_return(
    *,
    wanted: bool,
    expire_at: datetime | None,
    embargo_until: datetime | None,
    at: datetime,
) -> LiftedState:
    """What a story that was live before a hold is after it, if ``wanted`` to be live again.

    What happened by the clock meanwhile has happened: a story whose time ran out has expired, one
    that came under an embargo waits for somebody to schedule it.
    """
    if expire_at and expire_at <= at:
        return "expired"
    if not wanted or (embargo_until and embargo_until > at):
        return "withdrawn"
    return "live"


# Two seconds are what a schedule promises.
LATE_AFTER = timedelta(seconds=2)


def is_late(*, due_at: datetime, done_at: datetime) -> bool:
    """Whether what was due at ``due_at`` came later than a schedule promises."""
    return done_at - due_at > LATE_AFTER


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
