"""Which words may be the address of a standing page."""

from __future__ import annotations

import re

from django.urls import Resolver404, resolve

# Files that robots and browsers ask for have a dot; years of the archive are four digits.
_WORD = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
# What is at the root by other means than a view of its own, or may be one day.
_KEPT = frozenset({
    "static", "media", "section", "topic", "author", "newsroom", "admin", "api", "accounts",
    "index", "feed", "feeds", "rss",
    "sitemap", "sitemaps", "robots", "favicon", "comments", "story", "stories", "live",
    "newsletter", "newsletters", "sponsor", "sponsors",
})  # fmt: skip


def is_free(slug: str) -> bool:
    """Whether ``/slug`` is no address of the site's own, and may be a standing page's."""
    if not _WORD.fullmatch(slug) or slug in _KEPT:
        return False
    try:
        found = resolve(f"/{slug}")
    except Resolver404:
        return False
    return found.url_name == "standing"
