"""``masthead rebuild-desk``: the desk's lines and the lists of topics and authors, written anew."""

from __future__ import annotations

import time

import typer

from masthead.cli.start import Data, installation_of, require_initialised, start_django


def rebuild_desk(data: Data = None) -> None:
    """Write the desk's lines, and the lists of topics and authors, anew while the newsroom works.

    They follow every change by themselves; this is for stories that were moved in past Masthead.
    """
    require_initialised(installation_of(data))
    start_django()
    # Needs Django's models.
    from masthead.newsroom.desk.refreshing import rebuild
    from masthead.stories.listing import rebuild_listings

    began = time.monotonic()
    count, listed = rebuild(), rebuild_listings()
    typer.echo(
        f"The desk has {count:,} lines, topics and authors {listed:,} "
        f"({time.monotonic() - began:.1f} s)."
    )
