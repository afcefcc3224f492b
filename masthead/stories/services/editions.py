"""Making editions and sections."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from masthead.stories.models import Edition, EditionAlias, Section

# What a station usually has; an editor renames and adds.
USUAL_SECTIONS: tuple[tuple[str, str], ...] = (
    ("news", "News"),
    ("politics", "Politics"),
    ("business", "Business"),
    ("sport", "Sport"),
    ("culture", "Culture"),
    ("opinion", "Opinion"),
)


@transaction.atomic
def create_edition(
    *,
    name: str,
    host: str,
    zone: str,
    language: str,
    sections: Sequence[tuple[str, str]] = USUAL_SECTIONS,
    tagline: str = "",
) -> Edition:
    """A new public site with its sections (slug, name) in the order of its menu.

    Raises `django.core.exceptions.ValidationError` for a host, zone or name that will not do.
    """
    edition = Edition(name=name, host=host.lower(), zone=zone, language=language, tagline=tagline)
    edition.full_clean()
    edition.save()
    for position, (slug, section_name) in enumerate(sections):
        section = Section(edition=edition, slug=slug, name=section_name, position=position)
        section.full_clean()
        section.save()
    return edition


@transaction.atomic
def set_aliases(*, edition: Edition, hosts: Sequence[str]) -> None:
    """Have exactly these other host names lead to ``edition``; saying it twice changes nothing.

    Raises `django.core.exceptions.ValidationError` for a host that will not do or is taken.
    """
    edition.aliases.exclude(host__in=hosts).delete()
    there = set(edition.aliases.values_list("host", flat=True))
    for host in hosts:
        if host not in there:
            alias = EditionAlias(edition=edition, host=host)
            alias.full_clean()
            alias.save()
