"""Reading web pages for ``masthead extract`` and printing what they gave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from masthead.extraction import BodyPart, Draft, NotAnArticle, RelatedLink, extract
from masthead.extraction.decoding import LARGEST
from masthead.extraction.records import to_record
from masthead.kernel.blocks import PictureBlock, block_text
from masthead.kernel.fetching import FetchRefused, Policy, fetch

_WEB = ("http://", "https://")


def print_drafts(pages: Sequence[str], *, url: str, as_json: bool) -> int:
    """Print a draft, or why there is none, for each of ``pages``; returns how many drafts."""
    refused = 0
    for page in pages:
        result, address, why = _read(page, url)
        if isinstance(result, NotAnArticle):
            why = result.sentence
        refused += bool(why)
        if as_json:
            record = {"state": "refused", "sentence": why} if result is None else to_record(result)
            typer.echo(json.dumps({"page": page, "address": address, **record}, ensure_ascii=False))
        elif isinstance(result, Draft):
            typer.echo("\n".join(_lines(result)))
        else:
            typer.echo(f"refused: {page} ({why})")
    return len(pages) - refused


def _read(page: str, url: str) -> tuple[Draft | NotAnArticle | None, str, str]:
    """Return what a page gave and its address, or why it could not be read at all."""
    if page.lower().startswith(_WEB):
        try:
            answer = fetch(page, policy=Policy(most_bytes=LARGEST))
        except FetchRefused as error:
            return None, page, str(error)
        if answer.status != 200:
            return None, answer.url, f"The server answered {answer.status}."
        return extract(answer.data, url=answer.url, headers=answer.headers), answer.url, ""
    try:
        with Path(page).open("rb") as file:
            # One byte more than is read: enough to know that the page is too large.
            data = file.read(LARGEST + 1)
    except OSError as error:
        return None, url, error.strerror or "The file cannot be read."
    return extract(data, url=url), url, ""


def _lines(draft: Draft) -> list[str]:
    """Return a draft as text for people; fields to check carry a question mark."""
    fields: list[tuple[str, Any, bool]] = [
        ("Headline", draft.headline.value, draft.headline.is_unsure),
        ("Dek", draft.dek.value, draft.dek.is_unsure),
        ("By", ", ".join(draft.byline.value), draft.byline.is_unsure),
        ("Published", draft.published.value, draft.published.is_unsure),
        ("Updated", draft.updated.value, draft.updated.is_unsure),
        ("Source", draft.site_name.value, draft.site_name.is_unsure),
        ("Address", draft.canonical.value, draft.canonical.is_unsure),
        ("Language", draft.language.value, draft.language.is_unsure),
        ("Licence", draft.licence.value, draft.licence.is_unsure),
    ]
    head = [f"{name}{'?' if unsure else ''}: {value}" for name, value, unsure in fields if value]
    texts = map(_part_text, draft.body.value)
    return [*head, "", *(line for text in texts if text for line in (text, ""))]


def _part_text(part: BodyPart) -> str:
    match part:
        case RelatedLink(url=url, title=title):
            return f"[Related: {title} <{url}>]"
        case PictureBlock():
            return f"[Picture: {part.caption or part.alt} ({part.credit or 'no credit'})]"
        case _:
            return block_text(part)
