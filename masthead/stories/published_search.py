"""What a published story says to the index of the readers' search.

The version that readers have, and nothing newer: no draft, no earlier version. A story that they do
not have (any more) has no entry.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Prefetch

from masthead.search import services
from masthead.search.facets import tag_value
from masthead.search.registry import Kind
from masthead.search.values import Document
from masthead.stories.models import Placement, Publication, Version
from masthead.stories.snapshot import body_text

KIND = "published"
_CODE = 3


def index_published(numbers: Collection[int]) -> None:
    """Bring stories' entries up to date, in the transaction that changed them; six queries."""
    documents = published_documents(numbers)
    services.put_all(documents)
    gone = set(numbers) - {document.number for document in documents}
    if gone:
        services.remove_all(kind=KIND, numbers=sorted(gone))


def published_documents(numbers: Collection[int]) -> list[Document]:
    """What those of these stories say that readers have; two queries."""
    placements = Placement.objects.filter(is_live=True).only(
        "story", "edition", "section", "published_at", "headline", "dek"
    )
    rows = (
        Publication.objects.filter(pk__in=numbers, state=Publication.State.LIVE)
        .select_related("version")
        .prefetch_related(Prefetch("story__placements", queryset=placements))
        .select_related("story")
    )
    documents = [
        _document(row, row.version, list(row.story.placements.all()))
        for row in rows
        if row.version is not None
    ]
    return [document for document in documents if document.facets["edition"]]


def _locked_documents(numbers: Sequence[int]) -> list[Document]:
    locked = Publication.objects.select_for_update(no_key=True).filter(pk__in=numbers)
    return published_documents(list(locked.order_by("pk").values_list("pk", flat=True)))


def _numbers(after: int, count: int) -> list[int]:
    placed = Placement.objects.filter(is_live=True, story__gt=after).live().order_by("story")
    return list(placed.values_list("story", flat=True).distinct()[:count])


def _count() -> int:
    return Placement.objects.live().values("story").distinct().count()


PUBLISHED = Kind(name=KIND, code=_CODE, numbers=_numbers, documents=_locked_documents, count=_count)


def _document(row: Publication, version: Version, places: Sequence[Placement]) -> Document:
    content = version.content
    moments = [place.published_at for place in places if place.published_at]
    people = [str(byline["name"]) for byline in content["bylines"]]
    own = [words for place in places for words in (place.headline, place.dek) if words]
    return Document(
        kind=KIND,
        number=row.pk,
        moment=min(moments, default=version.published_at),
        headline=version.headline,
        summary=version.dek,
        body="\n".join(
            part
            # The text first: what is shown of a find is cut from its beginning.
            for part in (body_text(content), version.short_headline, version.kicker, *own,
                         content["dateline"], content["place"])
            if part
        ),
        names=[name for name in (*people, content["agency"]) if name],
        facets={
            "kind": [version.kind],
            "language": [tag_value(version.language)],
            "edition": [str(place.edition_id) for place in places],
            "section": [str(place.section_id) for place in places],
            "topic": [str(number) for number in content["topics"]],
        },
    )  # fmt: skip
