"""Wire items as the newsroom's screens meet them."""

from __future__ import annotations

from typing import Any

from masthead.wire.dispatch import Status
from masthead.wire.models import Item
from masthead.wire.services import file_dispatch, keep_received
from tests.factories.wire import make_dispatch, make_item, make_source


def item_from(
    data: bytes = b"<nitf/>", *, remarks: list[dict[str, str]] | None = None, **fields: Any
) -> Item:
    """An item that came in these bytes, with what could not be understood of them."""
    received = keep_received(source=make_source(), data=data, name="wire.xml")
    received.remarks = remarks or []
    received.save()
    return file_dispatch(received=received, position=0, dispatch=make_dispatch(**fields)).item


def make_killed_item(**fields: Any) -> Item:
    """An item that its agency killed."""
    return make_item(status=Status.CANCELED, **fields)
