"""Words that are typed and not saved: kept beside the story, never in its history."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.models import KeptWords
from masthead.stories.acts import check_permission
from masthead.stories.models import Story

# What a form carries beside words: tokens, buttons, what belongs to one page of a browser.
_NO_WORDS = ("csrfmiddlewaretoken", "overwrite_revision_id", "restore")


@transaction.atomic
def keep_words(*, story: Story, by: User, form: QueryDict, is_birth: bool = False) -> KeptWords:
    """Keep what ``by`` has in the form of ``story``, over what was kept before.

    It is not checked: half a sentence and an impossible time are kept like everything else, and
    shown again. The story itself stays as it is, whoever publishes or approves it; only one that
    autosave began bears its newest headline, so that the desk can name it. Raises
    `PermissionDenied` when ``by`` may not edit stories.
    """
    check_permission(by, "change")
    words = form.copy()
    for name in [*_NO_WORDS, *(name for name in words if name.startswith("action-"))]:
        words.pop(name, None)
    headline = words.get("headline", "").replace("\x00", "")[:300]
    kept, _ = KeptWords.objects.update_or_create(
        story=story,
        person=by,
        # PostgreSQL stores no NUL; a form holds one only by accident.
        defaults={"form": words.urlencode(), "headline": headline, "kept_at": now()}
        | ({"is_birth": True} if is_birth else {}),
    )
    if kept.is_birth and headline.strip():
        Story.objects.filter(pk=story.pk, live=False).update(headline=headline)
    return kept


@transaction.atomic
def drop_words(*, story: Story, by: User) -> None:
    """Forget what ``by`` had kept: it is saved now, or thrown away."""
    KeptWords.objects.filter(story=story, person=by).delete()


def words_of(person: User, story: Story) -> KeptWords | None:
    """What ``person`` has typed into ``story`` and not saved; one query."""
    return KeptWords.objects.filter(story=story, person=person).first()


def words_of_others(person: User, story: Story) -> list[KeptWords]:
    """What others have typed into ``story`` and not saved, newest first; one query."""
    return list(
        KeptWords.objects.filter(story=story)
        .exclude(person=person)
        .select_related("person")
        .defer("form")
        .order_by("-kept_at")
    )
