"""Which pictures and recordings a hold keeps: all that the story uses in any version or draft.

This module is below the models, as `masthead.stories.acts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from masthead.stories import snapshot
from masthead.stories.snapshot import Json

if TYPE_CHECKING:
    from masthead.stories.models import Hold, Story


def keep_media(hold: Hold) -> None:
    """Keep the pictures and recordings of every version, of the row and of the newest draft."""
    story = hold.story
    contents = [*story.versions.values_list("content", flat=True), snapshot.take_snapshot(story)]
    if story.latest_revision is not None:
        contents.append(snapshot.take_snapshot(story.latest_revision.as_object()))
    _keep(hold, contents)


def keep_draft(story: Story) -> None:
    """Keep those of a draft that is saved during a hold too; one query when there is none."""
    hold = story.holds.filter(lifted_at=None).first()
    if hold is not None:
        _keep(hold, [snapshot.take_snapshot(story)])


def _keep(hold: Hold, contents: list[Json]) -> None:
    """Write a row for each that is still there; what is kept already is kept once."""
    rows = hold.media.model
    used = {
        "picture": {number for content in contents for number in snapshot.picture_numbers(content)},
        "recording": {
            entry["recording"]
            for content in contents
            for entry in content["body"]
            if entry["type"] == "recording"
        },
    }
    kinds: dict[str, Any] = {name: rows._meta.get_field(name).related_model for name in used}
    rows.objects.bulk_create(
        [
            rows(hold=hold, **{name: found})
            for name, numbers in used.items()
            for found in kinds[name].objects.filter(pk__in=numbers)
        ],
        ignore_conflicts=True,
    )
