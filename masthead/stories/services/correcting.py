"""A correction made in one go: changed words and what readers are told of it, published at once.

For the phone in somebody's hand. It works on the text that readers have and on nothing else: where
anybody has a newer draft, it refuses and says whose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from masthead.accounts.models import User
from masthead.stories import publishing
from masthead.stories.acts import check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.models import Publication, Story
from masthead.stories.retyping import CannotRetypeError, retype, typed_from
from masthead.stories.rules import Gate, PublicationRefused, has_words


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """What of a story can be corrected on one screen.

    ``paragraphs`` are the text's own, by their number in the body. ``token`` names the text they
    are of: it is handed back with the correction. ``refusal`` says why the screen will not do.
    """

    headline: str
    dek: str
    paragraphs: Mapping[int, str]
    token: str
    refusal: str = ""


def correctable(story: Story, *, by: User) -> Correctable:
    """The words of ``story`` as readers have them, read afresh, for ``by`` to correct."""
    row = Story.objects.select_related("publication", "latest_revision__user").get(pk=story.pk)
    text = _text_of(row)
    return Correctable(
        headline=text.headline,
        dek=text.dek,
        paragraphs={
            number: typed_from(child.value.source)
            for number, child in enumerate(text.body)
            if child.block_type == "paragraph"
        },
        token=_token(row, row.publication),
        refusal=_refusal(row, row.publication, by=by),
    )


def publish_correction(
    *,
    story: Story,
    token: str,
    headline: str,
    dek: str,
    paragraphs: Mapping[int, str],
    words: str,
    by: User,
) -> Story:
    """Publish the correction ``words`` with the changed headline, dek and paragraphs, by number.

    ``token`` is the one that `correctable` gave with the text. All else stays as it is, within the
    paragraphs too: links and bold type around the changed words. Returns the story as it then
    stands. Raises `PublicationRefused` when the text is no longer the one that was opened, when a
    draft lies over it, and at every gate of publishing; `PermissionDenied` when ``by`` may not.
    """
    check_permission(by, "publish")
    with one_act():
        row, publication = locked(story)
        if reason := _refusal(row, publication, by=by):
            raise PublicationRefused(Gate("act", reason))
        if token != _token(row, publication):
            raise PublicationRefused(
                Gate("act", "The story was published anew while you wrote. Read it again first.")
            )
        if not has_words(words):
            raise PublicationRefused(
                Gate("words", "Say in words for readers what was wrong and what is right.")
            )
        text = _text_of(row)
        text.headline, text.dek = headline.strip(), dek.strip()
        text.body = _retyped(text.body, paragraphs)
        text.change, text.change_note = Story.Change.CORRECTION, words.strip()
        publishing.publish_revision(revision=_kept(text, by=by), by=by)
    return Story.objects.select_related("publication").get(pk=story.pk)


def _text_of(story: Story) -> Story:
    """The text in the newsroom's hand: the latest revision, or the row that nobody has edited."""
    if story.latest_revision_id is None:
        return story
    text: Story = story.get_latest_revision_as_object()
    return text


def _token(story: Story, publication: Publication) -> str:
    return f"{story.latest_revision_id or 0}-{publication.version_id or 0}"


def _refusal(story: Story, publication: Publication, *, by: User) -> str:
    """Why ``by`` cannot correct ``story`` this way now; empty when she can."""
    if not publication.is_live:
        return "Readers do not have this story: there is nothing to correct."
    lock = story.get_lock()
    if lock is not None and lock.for_user(by):
        return "The story is locked. Have it unlocked, then correct it."
    if story.has_unpublished_changes:
        draft: Revision | None = story.latest_revision
        whose = f" by {draft.user}" if draft is not None and draft.user else ""
        return (
            f"There is a draft{whose} that readers do not have yet, and a correction here would "
            "publish it too. Open the story’s form, look at the draft, and correct there."
        )
    return ""


def _retyped(body: Any, paragraphs: Mapping[int, str]) -> Any:
    """The body with changed words in some of its paragraphs; its other blocks are not touched."""
    raw = list(body.get_prep_value())
    for number, typed in paragraphs.items():
        if not 0 <= number < len(raw) or raw[number]["type"] != "paragraph":
            raise PublicationRefused(Gate("act", "The story’s text has changed. Read it again."))
        try:
            raw[number] = raw[number] | {"value": retype(raw[number]["value"], typed)}
        except CannotRetypeError as error:
            raise PublicationRefused(
                Gate(
                    f"paragraph-{number}",
                    "This change reaches across a link, bold type or a paragraph’s end. "
                    "Make it in the story’s form.",
                )
            ) from error
    return body.stream_block.to_python(raw)


def _kept(text: Story, *, by: User) -> Revision:
    """The text as a revision; what its fields refuse is said as gates are."""
    try:
        revision: Revision = text.save_revision(user=by, log_action=True)
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {"act": error.messages}
        raise PublicationRefused(
            *(Gate(name, message) for name, messages in fields.items() for message in messages)
        ) from error
    return revision
