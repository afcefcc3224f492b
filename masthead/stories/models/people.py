"""Staff authors."""

from django.conf import settings
from django.db import models

from masthead.stories.models.slugs import AddressField


class Author(models.Model):
    """A member of staff as readers see them; wire names are text on a byline instead."""

    name = models.CharField(max_length=100)
    slug = AddressField(max_length=100, unique=True, allow_unicode=True)
    role = models.CharField(max_length=100, blank=True, help_text="Such as Council reporter.")
    biography = models.TextField(blank=True)
    portrait = models.ForeignKey(
        "stories.Picture", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
