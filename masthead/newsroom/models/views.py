"""Saved views of the desk: a list with filters, under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A view of the desk that somebody keeps for herself or shares with the newsroom.

    ``query`` is what stands in the desk's address after the question mark: a view is a link.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_views"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(
        "share it with the newsroom", default=False, help_text="Everybody has it on the desk."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="view_name_of_owner"),
            models.CheckConstraint(name="view_has_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class StartView(models.Model):
    """Which view a person's desk opens with; nobody has two."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="starts")

    def __str__(self) -> str:
        return f"{self.user}: {self.view}"
