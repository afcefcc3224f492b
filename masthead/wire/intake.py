"""Wire files from a folder onto the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from masthead.kernel.text import shorten
from masthead.stories.addresses import story_address
from masthead.stories.models import Section, Story
from masthead.wire import records
from masthead.wire.dispatch import Reading, Refused
from masthead.wire.files import files_below, pictures_beside, read_whole, shown
from masthead.wire.formats import read
from masthead.wire.models import Item, Received, Source
from masthead.wire.services import Filing, file_dispatch, keep_received, publish_item

# The column's.
_LONGEST_SOURCE = 100


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one item of a file, or of the file when it was refused.

    ``state`` is one of new, newer (a newer version of an item that was there), older, unchanged,
    killed, withheld, published, held (it was to be published and stays on the desk) or refused;
    ``reason`` says why. ``left_out`` lists what of the item was not published. ``address`` is the
    public one, empty while there is none.
    """

    file: str
    state: str
    guid: str = ""
    item_id: int | None = None
    story_id: int | None = None
    headline: str = ""
    address: str = ""
    reason: str = ""
    left_out: tuple[str, ...] = ()


def ingest_files(
    paths: Sequence[Path],
    *,
    publish: bool,
    section: str | None = None,
    source: str = "Files",
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Outcome]:
    """Take in each file of ``paths`` (folders with all below them), one after the other.

    Yields an outcome for each item as it is done; ``progress`` gets files done and files in all.
    Interrupted and started again, it goes on where it was: what is there is left unchanged.
    Raises `Section.DoesNotExist` for a section that no edition has.
    """
    target = Section.objects.select_related("edition").filter(slug=section).first()
    if section is not None and target is None:
        raise Section.DoesNotExist(f"no edition has a section “{section}”")
    origin, _ = Source.objects.get_or_create(
        name=shorten(records.storable(source), _LONGEST_SOURCE)
    )
    files = [file for path in paths for file in files_below(path)]
    for number, path in enumerate(files, start=1):
        yield from ingest_file(path, source=origin, publish=publish, section=target)
        if progress is not None:
            progress(number, len(files))


def ingest_file(
    path: Path, *, source: Source, publish: bool, section: Section | None
) -> Iterator[Outcome]:
    """Take in one file: keep its bytes, read them, file and perhaps publish what they hold."""
    name = shown(path)
    try:
        data = read_whole(path)
    except Refused as refusal:
        yield Outcome(file=name, state="refused", reason=refusal.reason)
        return
    received = keep_received(source=source, data=data, name=shown(Path(path.name)))
    reading = read_received(received, data=data)
    if reading is None:
        yield Outcome(file=name, state="refused", reason=received.reason)
        return
    for position, dispatch in enumerate(reading.dispatches):
        filing = file_dispatch(
            received=received,
            position=position,
            dispatch=dispatch,
            attachments=pictures_beside(path, dispatch),
        )
        yield _outcome(name, filing, publish=publish, section=section)


def read_received(received: Received, *, data: bytes) -> Reading | None:
    """Read kept bytes and note what they are; None, with the reason on the row, when refused."""
    try:
        reading = read(data, received.headers)
    except Refused as refusal:
        received.state = Received.State.REFUSED
        received.reason = records.storable(str(refusal))
        received.save(update_fields=["state", "reason"])
        return None
    if not reading.dispatches:
        received.state = Received.State.REFUSED
        told = "; ".join(remark.what for remark in reading.remarks)
        received.reason = records.storable(told) or "it holds no item"
        received.save(update_fields=["state", "reason"])
        return None
    received.state = Received.State.READ
    received.format = reading.format[:30]
    received.reason = ""
    received.remarks = records.storable([asdict(remark) for remark in reading.remarks])
    received.save(update_fields=["state", "format", "reason", "remarks"])
    return reading


def _outcome(name: str, filing: Filing, *, publish: bool, section: Section | None) -> Outcome:
    item = filing.item
    state: str = filing.state
    reason = ""
    story = item.story
    left_out: tuple[str, ...] = ()
    if item.status != Item.Status.USABLE:
        if filing.state != "unchanged":
            state = "killed" if item.status == Item.Status.CANCELED else "withheld"
    elif publish and story is None:
        published = publish_item(item=item, section=section)
        story, reason, left_out = published.story, published.hold, published.left_out
        state = "held" if reason else "published"
    return Outcome(
        file=name,
        state=state,
        guid=item.guid,
        item_id=item.pk,
        story_id=story.pk if story else None,
        headline=item.headline,
        address=_public_address(story),
        reason=reason,
        left_out=left_out,
    )


def _public_address(story: Story | None) -> str:
    if story is None:
        return ""
    publication = story.publication
    return story_address(publication) if publication.is_live else ""
