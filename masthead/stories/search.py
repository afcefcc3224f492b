"""What a story says to the index of the newsroom's search.

The newest text counts, published or not: that of the latest revision, or the row's own as long as
nobody has edited it. So this kind is for the newsroom alone; readers must not find a draft.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch

from masthead.search import services
from masthead.search.facets import tag_value
from masthead.search.registry import Kind
from masthead.search.texts import texts_in
from masthead.search.values import Document
from masthead.stories.models import Author, Placement, Publication, Story

KIND = "story"
_CODE = 1

# What blocks keep beside their words: kinds, identifiers, addresses, flags.
_NOT_WORDS = frozenset({"id", "type", "url", "picture", "story", "with_thumbnail"})
_FIELDS = (
    "headline",
    "short_headline",
    "dek",
    "kicker",
    "slug",
    "kind",
    "agency",
    "credit",
    "dateline",
    "place",
    "language",
)


def index_stories(numbers: Collection[int]) -> None:
    """Bring stories' entries up to date, in the transaction that changed them; seven queries."""
    for document in story_documents(numbers):
        services.put(document)


def forget_story(story_id: int) -> None:
    """Take a deleted story out of the index."""
    services.remove(kind=KIND, number=story_id)


def story_documents(numbers: Collection[int]) -> list[Document]:
    """What the stories of these numbers say; at most five queries."""
    placements = Placement.objects.only("story", "edition", "section")
    rows = list(
        Publication.objects.filter(pk__in=numbers)
        .select_related("story__latest_revision")
        .prefetch_related(Prefetch("story__placements", queryset=placements))
    )
    contents = {row.pk: _content(row.story) for row in rows}
    names = _author_names(contents.values())
    return [_document(row, contents[row.pk], names) for row in rows]


def locked_story_documents(numbers: Sequence[int]) -> list[Document]:
    """As `story_documents`, with the stories locked until the transaction ends."""
    locked = Story.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    return story_documents(list(locked.values_list("pk", flat=True)))


def _numbers(after: int, count: int) -> list[int]:
    rows = Publication.objects.filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:count])


STORIES = Kind(
    name=KIND,
    code=_CODE,
    numbers=_numbers,
    documents=locked_story_documents,
    count=lambda: Publication.objects.count(),
)


def _content(story: Story) -> dict[str, Any]:
    """The story's newest words as a revision keeps them."""
    revision = story.latest_revision
    if revision is not None:
        content: dict[str, Any] = revision.content
        return content
    return {name: getattr(story, name) for name in _FIELDS} | {
        "body": list(story.body.raw_data),
        "bylines": list(story.bylines.values("author", "name")),
        "topics": list(story.topics.values_list("pk", flat=True)),
    }


def _author_names(contents: Iterable[dict[str, Any]]) -> dict[int, str]:
    """The names of all authors over these texts; one query, none for no author."""
    numbers = {
        byline["author"]
        for content in contents
        for byline in content.get("bylines") or []
        if byline.get("author")
    }
    return dict(Author.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}


def _document(row: Publication, content: dict[str, Any], names: dict[int, str]) -> Document:
    bylines = content.get("bylines") or []
    people = [byline.get("name") or names.get(byline.get("author"), "") for byline in bylines]
    placements = row.story.placements.all()
    return Document(
        kind=KIND,
        number=row.pk,
        moment=row.first_published_at or row.story.created_at,
        headline=content.get("headline") or "",
        summary=content.get("dek") or "",
        body="\n".join(
            [
                *(content.get(name) or "" for name in ("short_headline", "kicker", "dateline")),
                *(content.get(name) or "" for name in ("place", "credit")),
                *body_words(content.get("body")),
            ]
        ).strip(),
        names=[name for name in (*people, content.get("agency") or "") if name],
        codes=[content["slug"]] if content.get("slug") else [],
        facets={
            "state": [row.state],
            "kind": [content.get("kind") or ""],
            "language": [tag_value(content.get("language") or "")],
            "edition": [str(placement.edition_id) for placement in placements],
            "section": [str(placement.section_id) for placement in placements],
            "topic": [str(number) for number in content.get("topics") or []],
        },
    )


def body_words(body: Any) -> Iterator[str]:
    """The texts of a body as it is kept: a list of blocks, or that list written in JSON.

    Read from what is kept, without Wagtail's blocks: a story is saved more often than published.
    """
    blocks = json.loads(body) if isinstance(body, str) else body
    for block in blocks or []:
        yield from texts_in(block.get("value"), without=_NOT_WORDS)
