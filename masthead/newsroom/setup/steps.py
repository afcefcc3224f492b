"""The steps, in their order. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """A page of the first steps."""

    STATION = "station"
    SECTIONS = "sections"
    YOU = "you"
    MAIL = "mail"
    FEED = "feed"


TITLES: dict[Step, str] = {
    Step.STATION: "Your newspaper",
    Step.SECTIONS: "Sections",
    Step.YOU: "You",
    Step.MAIL: "Mail",
    Step.FEED: "A first source",
}

# What a newsroom can do without for a while.
MAY_BE_SKIPPED = {Step.MAIL, Step.FEED}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A step as the list above the form shows it."""

    title: str
    is_current: bool
    is_done: bool


def next_step(step: Step) -> Step | None:
    """The step after ``step``; None after the last."""
    order = list(Step)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None


def is_open(step: Step, *, reached: Step) -> bool:
    """Whether ``step`` can be shown to somebody who has come to ``reached``."""
    order = list(Step)
    return order.index(step) <= order.index(reached)


def shown(current: Step, *, reached: Step) -> list[Shown]:
    """All steps, for the list above the form."""
    order = list(Step)
    return [
        Shown(
            title=TITLES[step],
            is_current=step is current,
            is_done=order.index(step) < order.index(reached) and step is not current,
        )
        for step in order
    ]
