"""Situations that several tests of the wire start from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.apps import apps

from masthead.wire.models import Item
from tests.factories.wire import ingest


def fresh(item: Item) -> Item:
    """The item as the database has it."""
    return Item.objects.select_related("take", "story__publication").get(pk=item.pk)


def only_item() -> Item:
    """The one item that there is."""
    return Item.objects.select_related("take", "story__publication").get()


def row_counts() -> dict[str, int]:
    """How many rows every table of ours and Wagtail's has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def send(folder: Path, data: bytes, *, name: str = "item.xml", publish: bool = False) -> str:
    """Put ``data`` into the folder and ingest that file; the state of its one outcome."""
    path = folder / name
    path.write_bytes(data)
    (outcome,) = ingest(path, publish=publish)
    return outcome.state


def states(outcomes: Iterable[object]) -> list[str]:
    """The state of each outcome."""
    return [str(getattr(outcome, "state", "")) for outcome in outcomes]
