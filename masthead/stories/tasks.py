"""Background work of stories. A task that runs twice has the effect of one."""

from collections.abc import Sequence

from django.core.files.storage import default_storage
from django_tasks import task
from wagtail.images.models import SourceImageIOError

from masthead.delivery.purging import bump, purge
from masthead.jobs.queue import enqueue
from masthead.kernel.clock import now
from masthead.stories import brand
from masthead.stories.models import BulkAct, Edition, GoneFile, Picture
from masthead.stories.page_keys import keys_in_every_edition
from masthead.stories.renditions import Format, make_renditions
from masthead.stories.services.bulk import carry_out, is_many

# All pictures get their JPEGs before any gets the formats that cost more: a page that waits for a
# picture waits for the first file, not for the best.
FIRST = 10
# What nobody may have any more goes before what somebody waits for.
GONE = 50


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
    if picture is None:
        return 0
    try:
        made = len(make_renditions(picture, formats=formats))
    except SourceImageIOError:
        # Taken down or replaced while we worked: whoever did so has asked for what is next.
        if not Picture.objects.filter(pk=picture.pk, file=picture.file, taken_down_at=None):
            return 0
        raise
    # Pages that were drawn without these sizes; also when an earlier run died before it said so.
    purge(keys_in_every_edition("picture", [picture.pk]))
    return made


@task(queue_name="pictures", priority=FIRST)
def make_brand_files(edition_id: int) -> int:
    """Make an edition's logo and icons in the sizes that pages need; returns how many there are."""
    edition = Edition.objects.filter(pk=edition_id).first()
    if edition is None:
        return 0
    made = brand.make_brand_files(edition)
    # The name's place is taken by the logo on every page.
    bump(edition.pk)
    return made


@task(queue_name="pictures", priority=GONE)
def delete_gone_files(picture_id: int) -> int:
    """Take the files of a picture that are gone off the disk; returns how many this run took.

    A file that is not there (any more) is no error.
    """
    gone = list(GoneFile.objects.filter(picture_id=picture_id, deleted_at=None))
    for file in gone:
        default_storage.delete(file.name)
        GoneFile.objects.filter(pk=file.pk).update(deleted_at=now())
    return len(gone)


@task()
def run_bulk_act(bulk_id: int) -> int:
    """Do what still waits of a bulk act; returns how many stories this run did."""
    bulk = BulkAct.objects.filter(pk=bulk_id).first()
    return carry_out(bulk) if bulk else 0


def begin_bulk_act(bulk: BulkAct) -> None:
    """Do a bulk act: at once when it is about few stories, in the worker when about many."""
    if is_many(bulk):
        enqueue(run_bulk_act, bulk.pk, key=f"bulk:{bulk.pk}")
    else:
        carry_out(bulk)
