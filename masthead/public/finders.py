"""The site's one stylesheet, put together from its parts without a build step.

`css/tokens.css`, `css/fonts.css`, `css/base.css` and `css/components/*.css` are what people edit;
readers get `masthead/site.css`, so that a page has one stylesheet to wait for.
"""

import atexit
import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, overload

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

STYLESHEET = "masthead/site.css"

_STATIC = Path(__file__).parent / "static"
_SOURCE = _STATIC / "masthead" / "css"
# Declared once, at the top: the order of the layers is the order of precedence.
_LAYERS = "@layer tokens, base, components, print;\n"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*\n\s*")
_ADDRESS = re.compile(r"url\(\s*\"([^\"]+)\"\s*\)")


def stylesheet_parts() -> list[Path]:
    """Return the files of the stylesheet in the order in which they are joined."""
    first = [_SOURCE / name for name in ("tokens.css", "fonts.css", "base.css")]
    return [*first, *sorted((_SOURCE / "components").glob("*.css")), _SOURCE / "print.css"]


def build_stylesheet() -> str:
    """Return the whole stylesheet: comments and line breaks dropped, addresses made its own."""
    return _LAYERS + "\n".join(_shrunk(part) for part in stylesheet_parts()) + "\n"


def _shrunk(part: Path) -> str:
    """Return one part without comments, its ``url("…")`` relative to the joined stylesheet."""
    folder = part.parent.relative_to(_STATIC).as_posix()

    def moved(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[1]))
        return f'url("{posixpath.relpath(target, posixpath.dirname(STYLESHEET))}")'

    text = _ADDRESS.sub(moved, _COMMENT.sub("", part.read_text(encoding="utf-8")))
    return _BLANK.sub("\n", text).strip()


class StylesheetFinder(BaseFinder):
    """A static-files finder with a single file, `masthead/site.css`.

    The file is written afresh into a folder of the process's own whenever it is asked for, so that
    an edited part shows on the next request.
    """

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="masthead-css-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _written(self) -> Path:
        target = self._folder / STYLESHEET
        target.parent.mkdir(exist_ok=True)
        text = build_stylesheet()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            # Written beside and moved: a thread that serves the file never sees half of it.
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=target.parent, delete=False
            ) as draft:
                draft.write(text)
            Path(draft.name).replace(target)
        return target

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no complaints: the finder takes no settings."""
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = ...) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        """Return where the stylesheet lies if ``path`` names it, else an empty list.

        The empty list serves both forms: Django's own finders answer so, and `finders.find` would
        take ``None`` for a place.
        """
        if path != STYLESHEET:
            return []
        found = str(self._written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the stylesheet and the storage that opens it, for ``collectstatic``."""
        self._written()
        yield STYLESHEET, FileSystemStorage(location=self._folder)
