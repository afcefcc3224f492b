"""What the first steps write. ``masthead init`` writes the same, by the same services below."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.text import slugify
from wagtail.users.models import UserProfile

from masthead.accounts.models import FirstSteps, User
from masthead.accounts.people import require_manager
from masthead.newsroom.setup.steps import Step, is_open, next_step
from masthead.stories.models import Edition, Section
from masthead.stories.services.editions import create_edition


@transaction.atomic
def keep_station(*, name: str, host: str, zone: str, language: str, by: User) -> Edition:
    """Make the first edition, or change the one that an earlier try made; the clock is ``by``'s.

    Raises `PermissionDenied`, and `ValidationError` for values that will not do.
    """
    require_manager(by)
    edition = Edition.objects.order_by("pk").first()
    if edition is None:
        edition = create_edition(name=name, host=host, zone=zone, language=language, sections=())
    else:
        edition.name, edition.host = name, host.lower()
        edition.zone, edition.language = zone, language
        edition.full_clean()
        edition.save()
    profile = UserProfile.get_for_user(by)
    profile.current_time_zone = zone
    profile.save()
    return edition


@transaction.atomic
def keep_sections(*, edition: Edition, names: Sequence[str], by: User) -> None:
    """Have these sections, in this order; a section that is no longer named goes if it is empty.

    Raises `PermissionDenied`, and `ValidationError` for a name that will not do.
    """
    require_manager(by)
    known = {section.name: section for section in edition.sections.all()}
    for position, name in enumerate(names):
        section = known.pop(name, None) or Section(edition=edition, name=name)
        section.slug = section.slug or _free_slug(edition, name)
        section.position = position
        section.full_clean()
        section.save()
    for section in known.values():
        if not section.placements.exists():
            section.delete()


def _free_slug(edition: Edition, name: str) -> str:
    stem = slugify(name) or "section"
    taken = set(edition.sections.values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


@transaction.atomic
def keep_founder(
    *, user: User, first_name: str, last_name: str, email: str, password: str | None
) -> None:
    """Who the first person is. Without a password they need a passkey.

    Raises `ValidationError`, with the field's name, for an address or password that will not do.
    """
    require_manager(user)
    user.first_name, user.last_name, user.email = first_name, last_name, email
    user.full_clean(exclude=["password"])
    if password:
        validate_password(password, user)
        user.set_password(password)
    user.save()


@transaction.atomic
def reach(step: Step) -> Step | None:
    """Note that ``step`` is done; returns the one after it, None when it was the last."""
    row = FirstSteps.objects.select_for_update().get()
    after = next_step(step)
    if after is not None and not is_open(after, reached=Step(row.step)):
        row.step = after.value
        row.save(update_fields=["step"])
    return after
