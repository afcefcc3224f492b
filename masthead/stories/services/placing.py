"""Where a story stands, and until when."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from masthead.stories import publishing
from masthead.stories.acts import locked
from masthead.stories.models import Placement, Publication, Section, Story


@transaction.atomic
def place_at_home(*, story: Story, section: Section) -> Placement:
    """Give the story its home: the section, and so the edition, whose address is its own.

    Moving within the edition moves the placement. Another edition becomes home only before the
    first publication: afterwards the address belongs to the old one for good. Raises
    `ValidationError` then.
    """
    _, publication = locked(story)
    home = publication.home
    if home is not None and home.edition_id != section.edition_id:
        if publication.first_published_at is not None:
            raise ValidationError(
                "The story was published in another edition; its address stays there."
            )
        publication.home = None
        publication.save(update_fields=["home"])
        home.delete()
        home = None
    if home is None:
        home, _ = Placement.objects.get_or_create(
            story=story, edition=section.edition, defaults={"section": section}
        )
        publication.home = home
        publication.save(update_fields=["home"])
    if home.section_id != section.pk:
        home.section = section
        home.save(update_fields=["section"])
    # The instance in the caller's hand must not say what was true a moment ago.
    story.publication = publication
    return home


@transaction.atomic
def set_limits(
    *, story: Story, embargo_until: datetime | None, expire_at: datetime | None
) -> Publication:
    """Set the moments (UTC) before and after which readers do not get the story.

    A revision that waits for the embargo's end waits for the new one, and goes out at once when
    nothing holds it any more. Raises `ValidationError` when the moments cannot both hold, or when
    readers already had the story before the embargo's end: withdraw it first.
    """
    row, publication = locked(story)
    if embargo_until and expire_at and expire_at <= embargo_until:
        raise ValidationError("The story would expire before its embargo ends.")
    since = publication.live_since if publication.is_live else None
    if since and embargo_until and embargo_until > since:
        raise ValidationError("Readers already have the story: withdraw it before an embargo.")
    publication.embargo_until = embargo_until
    publication.expire_at = expire_at
    publication.save(update_fields=["embargo_until", "expire_at"])
    # Wagtail's own expiry says the same; what is scheduled follows the embargo.
    Story.objects.filter(pk=row.pk).update(expire_at=expire_at)
    publishing.reschedule(story=row, publication=publication)
    story.publication, story.expire_at = publication, expire_at
    return publication
