"""What the public site asks of comments."""

from __future__ import annotations

from collections.abc import Sequence


def comment_counts(story_ids: Sequence[int]) -> dict[int, int]:
    """How many comments each of these stories has; a story that takes none is not in the answer.

    No story takes comments yet, so no page shows a count.
    """
    return {}
