"""Rendering of view models for tests: every page in every shape, as text and as a tree."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from lxml import html

from masthead.public.viewmodels import Head, ListPage, Site
from tests.public import samples

# Fields whose values are words of ours, not text from people or from a wire.
WORDS = frozenset({"change", "direction", "kind", "language", "media_type", "og_type", "time_zone"})


def pages() -> list[tuple[str, Site, Any]]:
    """Return every page of the site in every shape: a name, the site, the view model."""
    site = samples.site()
    bare_site = Site(name="Courier", language="en", direction="ltr", time_zone="UTC")
    empty = ListPage(kind="topic", head=Head(title="Coast"), title="Coast")
    return [
        *((f"front of {n}", site, samples.front(n)) for n in (1, 4, 8, 40, 80)),
        ("story", site, samples.story()),
        ("bare story", bare_site, samples.bare_story()),
        ("awkward story", site, samples.awkward_story()),
        ("Arabic story", samples.arabic_site(), samples.arabic_story()),
        ("Hebrew story", site, samples.other_script("he")),
        ("Japanese story", site, samples.other_script("ja")),
        *((k, site, samples.listing(k)) for k in ("section", "topic", "author", "index")),
        ("empty list", bare_site, empty),
        ("history", site, samples.history()),
        ("gone", site, samples.gone()),
        ("listen", site, samples.listen()),
        ("search", site, samples.search()),
        ("archive", site, samples.archive()),
        ("corrections", site, samples.corrections()),
        ("standing", site, samples.standing()),
    ]


def rendered(page: Any, site: Site | None = None) -> str:
    """Return the HTML of a page."""
    return render_to_string(page.template, {"site": site or samples.site(), "page": page})


def tree(page: Any, site: Site | None = None) -> html.HtmlElement:
    """Return the parsed HTML of a page."""
    return html.fromstring(rendered(page, site))


def with_every_text(value: Any, text: str) -> Any:
    """Return a view model in which every text and address, at any depth, is ``text``."""
    if isinstance(value, tuple):
        return tuple(with_every_text(item, text) for item in value)
    if isinstance(value, str) and not isinstance(value, SafeString):
        return text
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        field.name: with_every_text(getattr(value, field.name), text)
        for field in dataclasses.fields(value)
        if field.name not in WORDS
    }
    return dataclasses.replace(value, **changed)


def without(value: Any, names: frozenset[str]) -> Any:
    """Return a view model in which the optional fields called ``Class.field`` are missing."""
    if isinstance(value, tuple):
        return tuple(without(item, names) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in dataclasses.fields(value):
        if f"{type(value).__name__}.{field.name}" in names:
            changed[field.name] = field.default
        else:
            changed[field.name] = without(getattr(value, field.name), names)
    return dataclasses.replace(value, **changed)


def optional_fields(value: Any) -> Iterator[str]:
    """Yield ``Class.field`` for every field with a default, at any depth."""
    if isinstance(value, tuple):
        for item in value:
            yield from optional_fields(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.default is not dataclasses.MISSING:
                yield f"{type(value).__name__}.{field.name}"
            yield from optional_fields(getattr(value, field.name))
