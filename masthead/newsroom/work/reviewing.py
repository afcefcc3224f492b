"""Where a story stands on its way past an editor's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import WorkflowState

from masthead.accounts.models import User
from masthead.stories.models import Story


@dataclass(frozen=True, kw_only=True)
class Review:
    """What an editor or a reporter has to know: it waits, or somebody asked for changes."""

    is_waiting: bool
    by: User | None
    since: datetime
    comment: str = ""


def review_of(story: Story) -> Review | None:
    """The review that is under way, or was answered with a wish for changes; one query."""
    if story.pk is None:
        return None
    state = (
        story.workflow_states.filter(
            status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]
        )
        .select_related("requested_by", "current_task_state__finished_by")
        .order_by("-created_at")
        .first()
    )
    if state is None:
        return None
    task = state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES and task is not None:
        return Review(
            is_waiting=False,
            by=task.finished_by,
            since=task.finished_at or state.created_at,
            comment=task.comment,
        )
    since = task.started_at if task is not None else state.created_at
    return Review(is_waiting=True, by=state.requested_by, since=since)
