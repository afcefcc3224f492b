"""What follows from saves: default pages, earlier addresses, pages that are drawn anew."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from masthead.delivery.purging import bump
from masthead.standing.defaults import make_default_pages
from masthead.standing.models import MenuLink, StandingAddress, StandingPage
from masthead.stories.models import Edition


@receiver(post_save, sender=Edition, dispatch_uid="standing.default_pages")
def give_default_pages(
    sender: type[Edition], instance: Edition, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A new edition has an about page, a contact page and one on privacy from the start."""
    if created and not raw:
        make_default_pages(instance)


@receiver(pre_save, sender=StandingPage, dispatch_uid="standing.keep_address")
def keep_address(
    sender: type[StandingPage], instance: StandingPage, raw: bool = False, **kwargs: Any
) -> None:
    """Keep the address that readers know when a page gets another."""
    if instance.pk is None or raw:
        return
    old = StandingPage.objects.filter(pk=instance.pk).values_list("edition", "slug").first()
    if old is not None and old != (instance.edition_id, instance.slug):
        StandingAddress.objects.update_or_create(
            edition_id=old[0], slug=old[1], defaults={"page": instance}
        )


@receiver([post_save, post_delete], sender=StandingPage, dispatch_uid="standing.bump_page")
@receiver([post_save, post_delete], sender=MenuLink, dispatch_uid="standing.bump_link")
def bump_edition(sender: Any, instance: StandingPage | MenuLink, **kwargs: Any) -> None:
    """Begin a new generation: the menus are on every page."""
    bump(instance.edition_id)
