"""Wire files from a folder onto the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.db import transaction

from masthead.stories.addresses import story_address
from masthead.stories.models import Section, Story
from masthead.wire.dispatch import Dispatch, Reading, Refused
from masthead.wire.formats import LARGEST_FILE, read
from masthead.wire.models import Item, Received, Source
from masthead.wire.services import Filing, file_dispatch, keep_received, publish_item

# A picture that lies beside its item; the newsroom's own limit for an upload.
LARGEST_ATTACHMENT = 30 * 1024 * 1024


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
    origin, _ = Source.objects.get_or_create(name=source)
    files = [file for path in paths for file in _files_below(path)]
    for number, path in enumerate(files, start=1):
        yield from ingest_file(path, source=origin, publish=publish, section=target)
        if progress is not None:
            progress(number, len(files))


def _files_below(path: Path) -> Iterator[Path]:
    """The files at and below ``path`` in the order of their names; links are not followed."""
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.iterdir()):
        if not child.name.startswith(".") and not child.is_symlink():
            yield from _files_below(child)


def ingest_file(
    path: Path, *, source: Source, publish: bool, section: Section | None
) -> Iterator[Outcome]:
    """Take in one file: keep its bytes, read them, file and perhaps publish what they hold."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            limit = LARGEST_FILE // 1024 // 1024
            yield Outcome(
                file=str(path), state="refused", reason=f"the file is larger than {limit} MB"
            )
            return
        data = path.read_bytes()
    except OSError as error:
        yield Outcome(file=str(path), state="refused", reason=f"cannot be opened: {error.strerror}")
        return
    received = keep_received(source=source, data=data, name=path.name)
    reading = read_received(received, data=data)
    if reading is None:
        yield Outcome(file=str(path), state="refused", reason=received.reason)
        return
    for position, dispatch in enumerate(reading.dispatches):
        filing = file_dispatch(
            received=received,
            position=position,
            dispatch=dispatch,
            attachments=_beside(path, dispatch),
        )
        yield _outcome(path, filing, publish=publish, section=section)


def read_received(received: Received, *, data: bytes) -> Reading | None:
    """Read kept bytes and note what they are; None, with the reason on the row, when refused."""
    try:
        reading = read(data, received.headers)
    except Refused as refusal:
        received.state = Received.State.REFUSED
        received.reason = str(refusal).replace("\x00", "")
        received.save(update_fields=["state", "reason"])
        return None
    if not reading.dispatches:
        received.state = Received.State.REFUSED
        received.reason = "; ".join(remark.what for remark in reading.remarks) or "it holds no item"
        received.save(update_fields=["state", "reason"])
        return None
    received.state = Received.State.READ
    received.format = reading.format[:30]
    received.reason = ""
    received.remarks = [
        {"where": remark.where.replace("\x00", ""), "what": remark.what.replace("\x00", "")}
        for remark in reading.remarks
    ]
    received.save(update_fields=["state", "format", "reason", "remarks"])
    return reading


def _beside(path: Path, dispatch: Dispatch) -> dict[str, bytes]:
    """The pictures of ``dispatch`` that lie in the folder of its file, by their href.

    Only a plain relative name counts: nothing outside the folder is ever read.
    """
    found = {}
    folder = path.parent.resolve()
    for picture in dispatch.pictures:
        for rendition in picture.renditions:
            parts = urlsplit(rendition.href)
            name = unquote(parts.path)
            if parts.scheme or parts.netloc or not name or PurePosixPath(name).is_absolute():
                continue
            target = (folder / name.replace("\x00", "")).resolve()
            is_inside = target.is_relative_to(folder) and target != path.resolve()
            if is_inside and target.is_file() and target.stat().st_size <= LARGEST_ATTACHMENT:
                found[rendition.href] = target.read_bytes()
    return found


def _outcome(path: Path, filing: Filing, *, publish: bool, section: Section | None) -> Outcome:
    item = filing.item
    state: str = filing.state
    reason = ""
    story = item.story
    left_out: tuple[str, ...] = ()
    if filing.state in {"new", "newer"} and item.status != Item.Status.USABLE:
        state = "killed" if item.status == Item.Status.CANCELED else "withheld"
    elif publish and story is None:
        with transaction.atomic():
            published = publish_item(item=item, section=section)
        story, reason, left_out = published.story, published.hold, published.left_out
        state = "held" if reason else "published"
    return Outcome(
        file=str(path),
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
