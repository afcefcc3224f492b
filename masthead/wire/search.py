"""What a wire item says to the index of the newsroom's search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from masthead.search import services
from masthead.search.facets import tag_value
from masthead.search.registry import Kind
from masthead.search.texts import texts_in
from masthead.search.values import Document
from masthead.wire.models import Item

KIND = "item"
_CODE = 2

# What blocks of a dispatch keep beside their words.
_NOT_WORDS = frozenset({"type", "url", "href", "src", "media_type", "ordered"})


def item_document(item: Item) -> Document:
    """What ``item`` says, in its newest take; no query when source and take are at hand."""
    if item.take is None:
        raise ValueError(f"item {item.pk} has no take yet")
    said: dict[str, Any] = item.take.dispatch
    return Document(
        kind=KIND,
        number=item.pk,
        moment=item.last_received_at,
        headline=item.headline,
        summary=said["dek"],
        body="\n".join(
            texts_in([said.get("place") or "", said["body"]], without=_NOT_WORDS)
        ).strip(),
        names=[name for name in (*said["byline"], item.agency, item.source.name) if name],
        codes=[code for code in (said["slugline"], item.guid) if code],
        facets={
            "state": [item.status],
            "opened": ["no" if item.story_id is None else "yes"],
            "source": [str(item.source_id)],
            "language": [tag_value(item.language)],
        },
    )


def item_documents(numbers: Sequence[int]) -> list[Document]:
    """What the items of these numbers say, locked until the transaction ends; one query."""
    items = (
        Item.objects.select_for_update(of=("self",), no_key=True)
        .select_related("source", "take")
        .filter(pk__in=numbers, take__isnull=False)
        .order_by("pk")
    )
    return [item_document(item) for item in items]


def _numbers(after: int, count: int) -> list[int]:
    items = Item.objects.filter(pk__gt=after, take__isnull=False).order_by("pk")
    return list(items.values_list("pk", flat=True)[:count])


ITEMS = Kind(
    name=KIND,
    code=_CODE,
    numbers=_numbers,
    documents=item_documents,
    count=lambda: Item.objects.filter(take__isnull=False).count(),
)


@receiver(post_save, sender=Item, dispatch_uid="search.item")
def index_item(sender: type[Item], instance: Item, **kwargs: Any) -> None:
    """An item was filed, superseded or opened: its entry follows in the same transaction."""
    if instance.take_id is not None:
        services.put(item_document(instance))


@receiver(post_delete, sender=Item, dispatch_uid="search.deleted_item")
def forget_item(sender: type[Item], instance: Item, **kwargs: Any) -> None:
    """An item was deleted."""
    services.remove(kind=KIND, number=instance.pk)
