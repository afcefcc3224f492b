"""The pictures of a feed's entry: enclosures and Media RSS."""

from typing import Any
from urllib.parse import urlsplit

from masthead.kernel.text import plain
from masthead.kernel.urls import safe_link
from masthead.wire.dispatch import Rendition, WirePicture
from masthead.wire.formats.elements import whole_number

_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def entry_pictures(entry: Any, base: str, caption: str) -> tuple[WirePicture, ...]:
    """Return the pictures of a feedparser entry, each address once.

    Media RSS says `caption` and credit once for an entry, so they go to its first picture.
    """
    found: dict[str, Rendition] = {}
    for source in (*(entry.get("media_content") or []), *(entry.get("enclosures") or [])):
        rendition = _rendition(source, base)
        if rendition and _is_picture(source, rendition):
            found.setdefault(rendition.href, rendition)
    # A thumbnail is a smaller copy: it counts when there is nothing better.
    if not found:
        for source in (*(entry.get("media_thumbnail") or []), _image(entry)):
            rendition = _rendition(source, base)
            if rendition:
                found.setdefault(rendition.href, rendition)
    credit = _credit(entry)
    pictures = []
    for number, rendition in enumerate(found.values()):
        words, name = (caption, credit) if number == 0 else ("", "")
        pictures.append(WirePicture(renditions=(rendition,), caption=words, credit=name))
    return tuple(pictures)


def _image(entry: Any) -> dict[str, Any]:
    image = entry.get("image")
    return {"url": image.get("href")} if hasattr(image, "get") else {}


def _rendition(source: Any, base: str) -> Rendition | None:
    href = safe_link(str(source.get("url") or source.get("href") or ""), base=base)
    if href is None or not href.startswith("http"):
        return None
    return Rendition(
        href=href,
        width=whole_number(str(source.get("width") or "")),
        height=whole_number(str(source.get("height") or "")),
        media_type=str(source.get("type") or ""),
        size=whole_number(str(source.get("filesize") or source.get("length") or "")) or None,
    )


def _is_picture(source: Any, rendition: Rendition) -> bool:
    medium = str(source.get("medium") or "")
    if medium or rendition.media_type:
        return medium == "image" or rendition.media_type.lower().startswith("image/")
    return urlsplit(rendition.href).path.lower().endswith(_PICTURE_ENDINGS)


def _credit(entry: Any) -> str:
    for credit in entry.get("media_credit") or []:
        if credit.get("content"):
            return plain(str(credit.get("content")))
    return ""
