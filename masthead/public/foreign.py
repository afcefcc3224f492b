"""Words that are not in the language of the page around them."""

from __future__ import annotations

from typing import NamedTuple

from masthead.kernel.languages import direction
from masthead.public.viewmodels import EitherDirection
from masthead.stories.models import Edition


class Foreign(NamedTuple):
    """A language tag and the way it is written; both empty for the page's own language."""

    language: str
    direction: EitherDirection


def foreign(language: str, *, edition: Edition) -> Foreign:
    """``language`` (a tag, or empty for the edition's) as the pages of ``edition`` mark it."""
    if not language or language == edition.language:
        return Foreign("", "")
    return Foreign(language, direction(language))
