"""Marking a story as breaking, and the end of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.delivery.purging import bump
from masthead.kernel.clock import now
from masthead.stories.acts import locked
from masthead.stories.models import Breaking, Edition, Publication, Story
from masthead.stories.rules import Gate, PublicationRefused, has_words, is_storable

# News is breaking for an hour or two; what is not new any more is no bar's.
USUAL = timedelta(hours=2)
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24)
_LONGEST_TEXT = 100


def break_story(
    *,
    story: Story,
    editions: Sequence[Edition],
    text: str,
    by: User,
    lasts: timedelta = USUAL,
) -> list[Breaking]:
    """Put a bar with ``text`` that leads to ``story`` on every page of ``editions``.

    It ends by itself after ``lasts``. A bar that runs in one of the editions makes way for it.
    Raises `PermissionDenied`, and `PublicationRefused` with gates in words when readers do not
    have the story, or the words or the time will not do.
    """
    if not by.has_perm("stories.break_story"):
        raise PermissionDenied("You may not mark stories as breaking.")
    words = " ".join(text.split())
    with transaction.atomic():
        row, publication = locked(story)
        if gates := _gates(publication, editions=editions, text=words, lasts=lasts):
            raise PublicationRefused(*gates)
        # Locked in one order, so that two editors who break at once come one after the other.
        chosen = list(
            Edition.objects.select_for_update(no_key=True)
            .filter(pk__in=[edition.pk for edition in editions])
            .order_by("pk")
        )
        moment = now()
        _end(Breaking.objects.filter(edition__in=chosen), by=by)
        bars = Breaking.objects.bulk_create(
            Breaking(
                edition=edition,
                story=row,
                text=words,
                started_at=moment,
                started_by=by,
                ends_at=moment + lasts,
            )
            for edition in chosen
        )
        log(
            instance=row,
            action="masthead.break",
            user=by,
            data={
                "text": words,
                "editions": [edition.name for edition in chosen],
                "until": (moment + lasts).isoformat(),
            },
        )
        _refresh_pages(chosen)
    return bars


def end_breaking(*, story: Story, by: User) -> int:
    """End every bar of ``story`` at once; how many ran. Raises `PermissionDenied`."""
    if not by.has_perm("stories.break_story"):
        raise PermissionDenied("You may not end breaking bars.")
    with transaction.atomic():
        locked(story)
        return _end(Breaking.objects.filter(story_id=story.pk), by=by)


def end_bars_of_story(publication: Publication) -> int:
    """End the bars of a story that has left the site, in the transaction of what ended it."""
    with transaction.atomic():
        return _end(Breaking.objects.filter(story_id=publication.pk), by=publication.ended_by)


def end_bars_that_are_over() -> int:
    """Close bars whose time has run out, or whose story is no longer live. The clock's own act."""
    over = Q(ends_at__lte=now()) | ~Q(story__publication__state="live")
    # Looked at every second: nothing is locked unless there is something to end.
    if not Breaking.objects.filter(over, ended_at=None).exists():
        return 0
    with transaction.atomic():
        return _end(Breaking.objects.filter(over), by=None)


def _gates(
    publication: Publication, *, editions: Sequence[Edition], text: str, lasts: timedelta
) -> list[Gate]:
    gates = []
    if not publication.is_live:
        gates.append(Gate("act", "Readers do not have this story: publish it first."))
    if not editions:
        gates.append(Gate("editions", "Choose at least one edition."))
    if not has_words(text) or not is_storable(text):
        gates.append(Gate("text", "Give the bar a few words."))
    if len(text) > _LONGEST_TEXT:
        gates.append(Gate("text", f"Keep the bar to {_LONGEST_TEXT} characters."))
    if not SHORTEST <= lasts <= LONGEST:
        gates.append(Gate("lasts", "A bar stands from five minutes to 24 hours."))
    return gates


def _end(bars: QuerySet[Breaking], *, by: User | None) -> int:
    """End those of ``bars`` that run. The caller is in a transaction."""
    running = list(
        bars.select_for_update(of=("self",), no_key=True)
        .filter(ended_at=None)
        .select_related("story", "edition")
        .order_by("pk")
    )
    moment = now()
    for bar in running:
        bar.ended_at = moment if by is not None else min(moment, bar.ends_at)
        bar.ended_by = by
        bar.save(update_fields=["ended_at", "ended_by"])
        log(
            instance=bar.story,
            action="masthead.break_end",
            user=by,
            data={"text": bar.text, "editions": [bar.edition.name]},
        )
    if running:
        _refresh_pages([bar.edition for bar in running])
    return len(running)


def _refresh_pages(editions: Sequence[Edition]) -> None:
    """Have every page of ``editions`` drawn afresh once the transaction has been committed."""
    bump(*(edition.pk for edition in editions))
