"""The media types of the files we serve.

A table of our own: what Python knows of newer formats depends on its version and on the machine,
and a browser that is told not to sniff shows no captions of an unknown type.
"""

from __future__ import annotations

from pathlib import PurePosixPath

# What pictures are made into, and what `stories.models.Recording` takes.
_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


def media_type_of(name: str) -> str:
    """The media type of a file by its name; of a kind that we do not keep, plain bytes."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
