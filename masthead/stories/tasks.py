"""Background work of stories. A task that runs twice has the effect of one."""

from collections.abc import Sequence

from django_tasks import task

from masthead.stories.models import Picture
from masthead.stories.renditions import Format, make_renditions

# All pictures get their JPEGs before any gets the formats that cost more: a page that waits for a
# picture waits for the first file, not for the best.
FIRST = 10


@task(queue_name="pictures", priority=FIRST)
def make_first_sizes(picture_id: int) -> int:
    """Make a picture's JPEGs, which every browser shows; returns how many there are.

    A picture deleted in the meantime has none: that is no error.
    """
    return _make(picture_id, ("jpeg",))


@task(queue_name="pictures")
def make_small_sizes(picture_id: int) -> int:
    """Make a picture's WebP and AVIF files, which spare readers bytes."""
    return _make(picture_id, ("webp", "avif"))


def _make(picture_id: int, formats: Sequence[Format]) -> int:
    picture = Picture.objects.filter(pk=picture_id).first()
    return len(make_renditions(picture, formats=formats)) if picture else 0
