"""Files on this machine: which of a folder are read, how far, and what lies beside them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from masthead.kernel.blocks import PictureBlock
from masthead.stories.rules import is_storable
from masthead.wire.dispatch import Dispatch, Refused
from masthead.wire.formats import LARGEST_FILE

# A picture that lies beside its item; the newsroom's own limit for an upload.
LARGEST_ATTACHMENT = 30 * 1024 * 1024

# What all pictures of one item may have together: they are in memory at once.
LARGEST_ATTACHMENTS = 200 * 1024 * 1024

# The column's; no sender's file name comes near.
_LONGEST_HREF = 1000


def shown(path: Path) -> str:
    """``path`` for people and columns; bytes of its name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def files_below(path: Path) -> Iterator[Path]:
    """The files at and below ``path`` in the order of their names.

    Hidden ones and links are passed over. A folder that cannot be listed comes back itself: that
    it cannot be read is then said of it.
    """
    waiting = [path]
    while waiting:
        current = waiting.pop()
        try:
            children = _children(current) if current.is_dir() else None
        except OSError:
            children = None
        if children is None:
            yield current
        else:
            waiting += reversed(children)


def _children(folder: Path) -> list[Path]:
    return sorted(
        child
        for child in folder.iterdir()
        if not child.name.startswith(".") and not child.is_symlink()
    )


def read_whole(path: Path, *, limit: int = LARGEST_FILE) -> bytes:
    """The bytes of a file. Raises `Refused`, with the reason, for one that cannot be read.

    Of a file above ``limit`` bytes nothing is kept; of a pipe or device, which may never end,
    nothing is read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise Refused("it is no file, but a pipe, a socket or a device")
        if path.stat().st_size > limit:
            raise Refused(_too_large(limit))
        with path.open("rb") as file:
            # One more than allowed: the file may have grown meanwhile.
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"cannot be opened: {error.strerror}") from error
    if len(data) > limit:
        raise Refused(_too_large(limit))
    return data


def _too_large(limit: int) -> str:
    return f"the file is larger than {limit // 1024 // 1024} MB"


def pictures_beside(path: Path, dispatch: Dispatch) -> dict[str, bytes]:
    """The pictures of ``dispatch`` that lie in the folder of its file or below, by their href.

    Those that stand in its text included. Of each picture the widest rendition that is there.
    Only a plain relative name counts: nothing outside the folder is ever read, nothing hidden, and
    no link out of it is followed.
    """
    found: dict[str, bytes] = {}
    left = LARGEST_ATTACHMENTS
    for hrefs in _wanted(dispatch):
        for href in hrefs:
            if href in found:
                break
            data = _read_beside(path, href, limit=min(left, LARGEST_ATTACHMENT))
            if data is not None:
                found[href] = data
                left -= len(data)
                break
    return found


def _wanted(dispatch: Dispatch) -> Iterator[list[str]]:
    """For each picture of the item the hrefs it may be kept under, the widest first."""
    for picture in dispatch.pictures:
        widest_first = sorted(picture.renditions, key=lambda file: file.width or 0, reverse=True)
        yield [file.href for file in widest_first]
    for block in dispatch.body:
        if isinstance(block, PictureBlock):
            yield [block.href]


def _read_beside(path: Path, href: str, *, limit: int) -> bytes | None:
    name = _relative_name(href)
    if name is None:
        return None
    try:
        folder = path.parent.resolve()
        target = (folder / name).resolve()
        if not target.is_relative_to(folder) or target == path.resolve() or not target.is_file():
            return None
        return read_whole(target, limit=limit)
    except (Refused, OSError, RuntimeError, ValueError):
        # Too large or unreadable, a name that no file system has, a loop of links (RuntimeError
        # until Python 3.13): a picture that did not come with the item, as its outcome then says.
        return None


def _relative_name(href: str) -> str | None:
    """The file name that ``href`` is, or None for an address or a name that leads elsewhere."""
    if not is_storable(href) or len(href) > _LONGEST_HREF:
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    name = unquote(parts.path)
    steps = PurePosixPath(name).parts
    if parts.scheme or parts.netloc or not steps or PurePosixPath(name).is_absolute():
        return None
    # A leading dot is a hidden file's, or the way out of the folder.
    return None if any(step.startswith(".") for step in steps) else name
