"""The head of a page: its meta elements, title and links, as a table of names and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from masthead.kernel.text import collapse

# Pages repeat a name for each of its values (article:author); more than this is an attack.
_MOST_VALUES = 20
_LONGEST_VALUE = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """Names in lower case, with all their values in order of appearance."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    scripts: tuple[str, ...] = ()

    def first(self, *names: str) -> str:
        """Return the first value of the first name that has one; ''."""
        return next((value for name in names for value in self.meta.get(name, ())), "")

    def all(self, *names: str) -> Sequence[str]:
        """Return the values of the first name that has any."""
        return next((self.meta[name] for name in names if self.meta.get(name)), ())


def read_head(tree: HtmlElement) -> Head:
    """Read meta, link, title and JSON-LD scripts wherever on the page they stand."""
    meta: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    scripts: list[str] = []
    title = ""
    for element in tree.iter("meta", "link", "title", "script"):
        match element.tag:
            case "meta":
                _read_meta(element, meta)
            case "link":
                for name in (element.get("rel") or "").lower().split():
                    _add(links, name, element.get("href") or "")
            case "title" if not title and not _is_drawn(element):
                title = collapse(element.text or "")
            case "script" if "ld+json" in (element.get("type") or "").lower():
                scripts.append(element.text or "")
    language = tree.get("lang") or tree.get("xml:lang") or ""
    return Head(meta, links, title, collapse(language), tuple(scripts))


def _read_meta(element: HtmlElement, meta: dict[str, list[str]]) -> None:
    content = element.get("content") or ""
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        name = (element.get(attribute) or "").strip().lower()
        if name and content:
            _add(meta, f"itemprop:{name}" if attribute == "itemprop" else name, content)


def _add(table: dict[str, list[str]], name: str, value: str) -> None:
    values = table.setdefault(name, [])
    text = collapse(value[:_LONGEST_VALUE])
    if text and text not in values and len(values) < _MOST_VALUES:
        values.append(text)


def _is_drawn(element: HtmlElement) -> bool:
    """Say whether a title names a drawing (SVG), not the page."""
    parent = element.getparent()
    return parent is not None and parent.tag not in ("head", "html", "body")
