"""How a demo story came to stand as it does: its versions one after the other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from masthead.demo.content import shapes


@dataclass(frozen=True)
class Step:
    """One publication: minutes after the first, what it was, its words, and the body then."""

    minutes_after: int
    change: Literal["update", "correction"]
    note: str
    body: tuple[shapes.Block, ...]


def steps_of(story: shapes.Story) -> list[Step]:
    """The versions of ``story`` in order; the last one's body is the story's own."""
    changes: list[shapes.Correction | shapes.Update] = [*story.corrections]
    if story.update:
        changes.append(story.update)
    changes.sort(key=lambda entry: entry.minutes_after)
    steps = [Step(0, "update", "", _body(story, changes))]
    for number, entry in enumerate(changes, start=1):
        is_correction = isinstance(entry, shapes.Correction)
        steps.append(
            Step(
                minutes_after=entry.minutes_after,
                change="correction" if is_correction else "update",
                note=entry.text if isinstance(entry, shapes.Correction) else entry.note,
                body=_body(story, changes[number:]),
            )
        )
    return steps


def _body(
    story: shapes.Story, ahead: Sequence[shapes.Correction | shapes.Update]
) -> tuple[shapes.Block, ...]:
    """The body before the changes in ``ahead`` were made."""
    body = story.body
    for entry in ahead:
        if isinstance(entry, shapes.Update):
            body = body[: entry.blocks_before]
    for entry in ahead:
        if isinstance(entry, shapes.Correction):
            body = tuple(_as_it_stood(block, entry) for block in body)
    return body


def _as_it_stood(block: shapes.Block, correction: shapes.Correction) -> shapes.Block:
    if isinstance(block, shapes.Paragraph):
        return replace(block, html=block.html.replace(correction.now, correction.stood))
    return block
