"""The check of the search, the newsroom's and the readers'."""

from __future__ import annotations

from masthead.cli.findings import Finding, doubtful, well, wrong
from masthead.search.rebuilding import coverage, has_words_for_all, is_unfinished


def check_search() -> Finding:
    """Does the search know every story, published story and item?"""
    if not has_words_for_all():
        return wrong(
            "search",
            "The search has lost words of some of its entries.",
            "Write it anew: masthead reindex --from-start",
        )
    missing = {found.kind: found.rows - found.entries for found in coverage()}
    if any(missing.values()):
        counts = ", ".join(f"{kind} {count:+,}" for kind, count in missing.items() if count)
        return doubtful(
            "search",
            f"The search differs from what there is ({counts}): not everything is found.",
            "Bring it up to date: masthead reindex",
        )
    if is_unfinished():
        return doubtful("search", "The search was being written anew.", "Go on: masthead reindex")
    entries = sum(found.entries for found in coverage())
    return well("search", f"Everything is found: {entries:,} stories, published stories and items.")
