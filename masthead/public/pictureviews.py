"""A picture as the templates receive it, and the placeholder it may be for now."""

from dataclasses import dataclass

from masthead.public.shown import Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureSource(Shown):
    """One format of a picture: its MIME type and a finished ``srcset`` value with ``w`` widths."""

    media_type: str
    srcset: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureView(Shown):
    """A picture in one use: its text is the use's own, not the file's.

    ``width`` and ``height`` are those of the fallback file, or of the crop to come: they reserve
    the picture's place. ``sources`` go from the most to the least preferred format; ``src`` is the
    JPEG for everyone else. An empty ``src`` means that no file is made yet: the page then shows a
    quiet placeholder of the same shape that carries the alternative text.
    """

    alt: str
    width: int
    height: int
    src: str = ""
    sources: tuple[PictureSource, ...] = ()
    caption: str = ""
    credit: str = ""

    @property
    def is_portrait(self) -> bool:
        """Whether the picture is taller than wide, and so is set narrower."""
        return self.height > self.width
