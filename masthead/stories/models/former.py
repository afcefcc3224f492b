"""Earlier addresses of what has a list of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from masthead.stories.models.editions import Section
from masthead.stories.models.people import Author
from masthead.stories.models.slugs import AddressField
from masthead.stories.models.topics import Topic


class FormerSlug(models.Model):
    """An earlier slug of a section, a topic or an author, which leads to the present one.

    Of several that had the same slug, the one that had it last.
    """

    slug = AddressField(max_length=100, allow_unicode=True)
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, null=True, related_name="former_slugs"
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, null=True, related_name="former_slugs"
    )
    author = models.ForeignKey(
        Author, on_delete=models.CASCADE, null=True, related_name="former_slugs"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="former_slug_of_one",
                condition=(
                    Q(section__isnull=False, topic=None, author=None)
                    | Q(section=None, topic__isnull=False, author=None)
                    | Q(section=None, topic=None, author__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.slug
