"""Public corrections as a page and its structured data tell them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from masthead.stories.models import Correction


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
