"""Telling people what is being done: a spinner on a terminal, a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Steps:
    """Announces steps on the error output, so that the output proper stays for results."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def step(self, doing: str) -> Iterator[None]:
        """Say that something is being done, and when it is done, how long it took."""
        began = time.monotonic()
        if self._console.is_terminal:
            with self._console.status(f"{doing} …"):
                yield
        else:
            yield
        self._console.print(f"{doing}: done in {time.monotonic() - began:.1f} s")

    def say(self, sentence: str) -> None:
        """Print one line."""
        self._console.print(sentence)
