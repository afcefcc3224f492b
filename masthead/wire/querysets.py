"""The chainable vocabulary of the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from masthead.wire.models import Item


class ItemQuerySet(models.QuerySet["Item"]):
    """Items as the desk asks for them."""

    def unopened(self) -> ItemQuerySet:
        """Nobody has made a story of them."""
        return self.filter(story=None)
