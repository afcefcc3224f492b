"""What a guard is: one trigger that refuses a statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One trigger: before ``event`` on ``table``, refuse with ``message`` when ``condition``.

    In the condition ``{soon}`` stands for a minute from now in the database's words, and ``{lock}``
    for a clause that makes the statement wait for others that change the row read.
    """

    name: str
    table: str
    event: str
    condition: str
    message: str
