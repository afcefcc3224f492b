"""Topics: what a story is about, across sections."""

from django.db import models

from masthead.stories.models.slugs import AddressField


class Topic(models.Model):
    """A subject with a page of its own."""

    name = models.CharField(max_length=80, unique=True)
    slug = AddressField(max_length=80, unique=True, allow_unicode=True)
    media_topic = models.CharField(
        "IPTC Media Topic",
        max_length=20,
        blank=True,
        help_text="The code of the same subject in the IPTC Media Topics, such as medtop:11000000.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
