"""Public corrections as a page and its structured data tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from masthead.public.foreign import foreign
from masthead.public.times import shown_time
from masthead.public.viewmodels import CorrectedStory
from masthead.public.viewmodels import Correction as CorrectionView
from masthead.stories.addresses import story_path
from masthead.stories.archive import PlacedCorrection
from masthead.stories.models import Correction, Edition


@dataclass(frozen=True, kw_only=True)
class ToldCorrection:
    """What readers are told was put right, and when (UTC)."""

    text: str
    corrected_at: datetime


def told_corrections(rows: Sequence[Correction]) -> tuple[ToldCorrection, ...]:
    """``rows`` (as `stories.selectors.corrections_of` reads them) in words for readers.

    Words that went with a version which the newsroom has hidden stay hidden: that there was a
    correction, when, and why it cannot be read stays told. No query.
    """
    return tuple(ToldCorrection(text=_words(row), corrected_at=row.corrected_at) for row in rows)


def _words(row: Correction) -> str:
    hiding = getattr(row.version, "hiding", None)
    if hiding is None:
        return row.text
    return _("The newsroom has hidden this correction: %(reason)s") % {"reason": hiding.reason}


def corrected_story(row: PlacedCorrection, *, edition: Edition) -> CorrectedStory:
    """A correction in a list, with the story that it is about. No query."""
    publication = row.placement.story.publication
    version = publication.version
    if version is None:
        raise ValueError(f"story {row.placement.story_id} stands in a list without a version")
    (told,) = told_corrections([row.correction])
    marked = foreign(version.language, edition=edition)
    return CorrectedStory(
        correction=CorrectionView(
            time=shown_time(told.corrected_at, edition=edition), text=told.text
        ),
        headline=row.placement.headline or version.headline,
        href=story_path(publication),
        language=marked.language,
        direction=marked.direction,
    )
