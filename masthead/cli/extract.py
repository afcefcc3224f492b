"""``masthead extract``: the article on a web page, as a draft, without a newsroom."""

from __future__ import annotations

from typing import Annotated

import typer

from masthead.cli.start import AsJson


def extract_pages(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE_OR_URL", help="Saved pages, or addresses of pages.", show_default=False
        ),
    ],
    url: Annotated[
        str, typer.Option(help="The address that a saved page came from, for its links.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Take the article from web pages: headline, byline, times, text, pictures, with their origins.

    Nothing is stored, and nothing is cleared for publication. A page that is no article, or that
    cannot be had, is refused with the reason; the command then ends with code 1 if all were.
    """
    # Needs trafilatura, which the other verbs do without.
    from masthead.cli.extracting import print_drafts

    if print_drafts(pages, url=url, as_json=as_json) == 0:
        raise typer.Exit(1)
