"""Writes of the index. They belong into the transaction that writes the row itself."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence

from django.db import connection, transaction

from masthead.search.engines import Words, engine_for
from masthead.search.facets import facet_words
from masthead.search.folding import beginnings, composed, fold
from masthead.search.models import Entry
from masthead.search.parsing import LONGEST_BEGINNING, SHORTEST_BEGINNING
from masthead.search.places import place_of
from masthead.search.registry import Kind, kind_named
from masthead.search.values import Document

# Raised when texts are read otherwise than before: rebuilding then replaces every entry.
READING = 1
# Fast, and half the size; an excerpt is unpacked in 20 µs.
_LEVEL = 1
# Enough to have something to show of the longest texts.
_MOST_KEPT = 200_000


def put(document: Document) -> bool:
    """Bring ``document`` into the index or up to date; returns whether anything had to be done."""
    return put_all([document]) == 1


def put_all(documents: Sequence[Document], *, is_forced: bool = False) -> int:
    """Bring documents of one kind into the index or up to date; returns how many were not.

    ``is_forced``: those that are up to date are written again too.

    Raises LookupError for a kind that is not registered and ValueError for a facet that cannot be
    one.
    """
    if not documents:
        return 0
    kind = kind_named(documents[0].kind)
    known = dict(
        Entry.objects.filter(
            kind=kind.name, number__in=[document.number for document in documents]
        ).values_list("number", "digest")
    )
    changed = [
        (document, digest)
        for document in documents
        if known.get(document.number) != (digest := _digest(document)) or is_forced
    ]
    if changed:
        stale = [document.number for document, _ in changed if document.number in known]
        _write(kind, changed, stale=stale)
    return len(changed)


@transaction.atomic
def _write(kind: Kind, documents: Sequence[tuple[Document, str]], *, stale: Sequence[int]) -> None:
    """Write documents with their digests; ``stale`` are the numbers of those that were there."""
    if stale:
        remove_all(kind=kind.name, numbers=stale)
    entries = [_entry(document, digest, code=kind.code) for document, digest in documents]
    Entry.objects.bulk_create(entries)
    words = [
        (entry.place, words_of(document))
        for entry, (document, _) in zip(entries, documents, strict=True)
    ]
    with connection.cursor() as cursor:
        engine_for(connection.vendor).put(cursor, words)


def remove(*, kind: str, number: int) -> None:
    """Take a document out of the index; one that is not there is none."""
    remove_all(kind=kind, numbers=[number])


def remove_all(*, kind: str, numbers: Sequence[int]) -> None:
    """Take documents of one kind out of the index, their words with them."""
    entries = Entry.objects.filter(kind=kind, number__in=numbers)
    entries._raw_delete(entries.db)


def words_of(document: Document) -> Words:
    """The words that a document is found by."""
    title = fold("\n".join([document.headline, *document.names, *document.codes]))
    return Words(
        title=title,
        text=fold(f"{document.summary}\n{document.body}"),
        beginnings=beginnings(title, shortest=SHORTEST_BEGINNING, longest=LONGEST_BEGINNING),
        facets=facet_words(document.kind, document.facets),
    )


def _entry(document: Document, digest: str, *, code: int) -> Entry:
    text = "\n".join(part for part in (document.summary, document.body) if part)
    return Entry(
        place=place_of(document.moment, code=code, number=document.number),
        kind=document.kind,
        number=document.number,
        moment=document.moment,
        headline=composed(document.headline),
        packed=zlib.compress(composed(text[:_MOST_KEPT]).encode(), _LEVEL),
        digest=digest,
    )


def _digest(document: Document) -> str:
    facets = sorted((name, sorted(values)) for name, values in document.facets.items())
    said = (
        READING,
        document.moment.isoformat(),
        document.headline,
        document.summary,
        document.body,
        *document.names,
        *document.codes,
        *facets,
    )
    data = repr(said).encode("utf-8", "backslashreplace")
    return hashlib.blake2s(data, digest_size=16).hexdigest()
