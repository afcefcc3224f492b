"""What the desk's filters offer."""

from __future__ import annotations

from dataclasses import dataclass

from masthead.accounts.models import User
from masthead.newsroom.desk.tabs import URGENCY_WORDS
from masthead.stories.models import Edition, Section, Story
from masthead.wire.models import Source


@dataclass(frozen=True)
class Choices:
    """Values with their names, for each filter that has a list of them."""

    editions: tuple[Edition, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    people: tuple[User, ...]
    kinds: tuple[tuple[str, str], ...]
    urgencies: tuple[tuple[int, str], ...]
    languages: tuple[str, ...]


def filter_choices() -> Choices:
    """All that may be asked for; four queries."""
    editions = tuple(Edition.objects.all())
    return Choices(
        editions=editions,
        sections=tuple(Section.objects.select_related("edition")),
        sources=tuple(Source.objects.only("name")),
        people=tuple(
            User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "email")
        ),
        kinds=tuple((str(value), str(label)) for value, label in Story.Kind.choices),
        urgencies=tuple((number, word) for number, word in URGENCY_WORDS.items() if number < 6),
        languages=tuple(sorted({edition.language.lower() for edition in editions})),
    )
