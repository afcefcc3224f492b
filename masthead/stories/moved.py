"""Slugs that change: the address that readers know goes on leading to the list."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.signals import pre_save
from django.dispatch import receiver

from masthead.stories.models import Author, Edition, FormerSlug, Section, Topic

_Row = TypeVar("_Row", Section, Topic, Author)

_FIELD = {Section: "section", Topic: "topic", Author: "author"}


@receiver(pre_save, sender=Section, dispatch_uid="stories.keep_section_slug")
@receiver(pre_save, sender=Topic, dispatch_uid="stories.keep_topic_slug")
@receiver(pre_save, sender=Author, dispatch_uid="stories.keep_author_slug")
def keep_slug(
    sender: type[Section | Topic | Author],
    instance: Section | Topic | Author,
    raw: bool = False,
    **kwargs: Any,
) -> None:
    """Keep the slug that readers know when another is given; one query when none is."""
    if instance.pk is None or raw:
        return
    row = sender._default_manager.filter(pk=instance.pk)
    old = row.values_list("slug", flat=True).first()
    if old is None or old == instance.slug.lower():
        return
    former = {_FIELD[sender]: instance}
    # Anew rather than kept: who had a slug last is found by the newest row.
    FormerSlug.objects.filter(slug=old, **former).delete()
    FormerSlug.objects.create(slug=old, **former)


def section_at(edition: Edition, slug: str) -> Section | None:
    """The section that has this slug in the edition, or had it; one query, two for the latter."""
    return _at(Section.objects.filter(edition=edition), slug)


def topic_at(slug: str) -> Topic | None:
    """The topic that has this slug or had it; one query, two for the latter."""
    return _at(Topic.objects.all(), slug)


def author_at(slug: str) -> Author | None:
    """The staff author who has this slug or had it; one query, two for the latter."""
    return _at(Author.objects.all(), slug)


def _at(rows: QuerySet[_Row], slug: str) -> _Row | None:
    found = rows.filter(slug=slug).first()
    if found is not None:
        return found
    return rows.filter(former_slugs__slug=slug).order_by("-former_slugs__pk").first()
