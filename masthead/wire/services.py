"""Writes of the wire: keeping bytes, filing takes, opening items as stories."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.stories.following import one_act
from masthead.stories.models import Section, Story
from masthead.stories.rules import Gate, PublicationRefused
from masthead.stories.services.drafting import create_story
from masthead.stories.services.placing import set_limits
from masthead.stories.services.publication import kill_story, publish_story, withdraw_story
from masthead.wire import records
from masthead.wire.dispatch import Dispatch, Status
from masthead.wire.drafts import Draft, draft_from
from masthead.wire.models import Attachment, Item, Received, Source, Take
from masthead.wire.rules import FilingState, TakeKey, decide_hold, decide_status, is_newer

# The longest guid that a column keeps; a longer one is kept by its digest.
_LONGEST_GUID = 500


def keep_received(
    *, source: Source, data: bytes, name: str, headers: Mapping[str, str] | None = None
) -> Received:
    """Keep bytes as they arrived, before anything reads them. The same bytes are kept once.

    Committed when it returns: what was accepted survives whatever the reading does.
    """
    received, _ = Received.objects.get_or_create(
        source=source,
        digest=hashlib.sha256(data).hexdigest(),
        defaults={
            "name": records.storable(name)[-500:],
            "packed": zlib.compress(data),
            "byte_count": len(data),
            "headers": records.storable(headers or {}),
        },
    )
    return received


@dataclass(frozen=True)
class Filing:
    """What became of one dispatch: its item, and how it stands to what was there."""

    item: Item
    state: FilingState


@one_act()
def file_dispatch(
    *,
    received: Received,
    position: int,
    dispatch: Dispatch,
    attachments: Mapping[str, bytes] | None = None,
) -> Filing:
    """File a dispatch as a take of its item. The same take twice changes nothing.

    A newer take (by the agency's count, whatever the order of arrival) becomes the item's; an
    older one is kept beside it. A kill takes the item's story down for good, a withhold withdraws
    it: in this transaction, whoever edited it meanwhile.
    """
    values = records.to_json(dispatch)
    fingerprint = records.digest(values)
    item, _ = Item.objects.get_or_create(
        source=received.source,
        guid=_guid(values["guid"], version=values["version"], fingerprint=fingerprint),
        defaults={"last_received_at": now()},
    )
    item = _locked(item)
    if item.takes.filter(digest=fingerprint).exists():
        return Filing(item, "unchanged")
    kept = item.take
    take = Take.objects.create(
        item=item,
        received=received,
        position=position,
        version=values["version"][:100],
        status=dispatch.status.value,
        versioned_at=dispatch.updated or dispatch.published,
        dispatch=values,
        digest=fingerprint,
        received_at=now(),
    )
    for href, data in (attachments or {}).items():
        Attachment(take=take, href=href).file.save("file", ContentFile(data), save=True)
    is_newest = kept is None or is_newer(_key(take), _key(kept))
    item.status = decide_status(
        dispatch.status, Status(item.status) if kept else None, is_newest=is_newest
    ).value
    if is_newest:
        item.take = take
        item.last_received_at = take.received_at
        item.headline = values["headline"]
        item.agency = values["agency"][:200]
        item.language = values["language"][:35]
        item.urgency = dispatch.urgency
        item.embargo_until = dispatch.embargo_until
    item.save()
    _follow_status(item, note=values["editorial_note"].strip())
    if is_newest:
        _follow_embargo(item)
    if kept is None:
        return Filing(item, "new")
    return Filing(item, "newer" if is_newest else "older")


def _guid(text: str, *, version: str, fingerprint: str) -> str:
    """What the item is kept by; without an identifier it is known by all that it says.

    NewsML 1.2's PublicIdentifier ends in the revision (RFC 3085 section 3: urn:newsml:provider:
    date:item:revision), which is no part of the item: the next revision is the same item.
    """
    if version and text.startswith("urn:newsml:"):
        text = text.removesuffix(f":{version}")
    if not text.strip():
        return f"sha256:{fingerprint}"
    if len(text) <= _LONGEST_GUID:
        return text
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _locked(item: Item) -> Item:
    """The item as the database has it, locked until the transaction ends, with what it points to.

    Itself alone: PostgreSQL locks nothing that a LEFT JOIN may leave out.
    """
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("story__publication", "take", "source__section__edition")
        .get(pk=item.pk)
    )


def _key(take: Take) -> TakeKey:
    return TakeKey(take.version, take.versioned_at)


def _follow_status(item: Item, *, note: str) -> None:
    """What a kill or a withhold by the agency means for the story that came from the item."""
    if item.story is None:
        return
    if item.status == Item.Status.CANCELED:
        kill_story(story=item.story, by=None, reason=note or "Killed by the agency.")
    elif item.status == Item.Status.WITHHELD:
        withdraw_story(story=item.story, by=None, reason=note or "Withheld by the agency.")


def _follow_embargo(item: Item) -> None:
    """Hold a story that is not out yet to a later embargo than the one it was opened under.

    A story that readers have is left to the editors: the desk shows that a newer take came.
    """
    story, until = item.story, item.embargo_until
    if story is None or until is None or until <= now():
        return
    publication = story.publication
    known, expire_at = publication.embargo_until, publication.expire_at
    if publication.is_live or publication.is_killed or (known and known >= until):
        return
    if expire_at and expire_at <= until:
        # It would be over before it may begin: it loses its schedule, and an editor decides.
        withdraw_story(story=story, by=None, reason="Embargoed beyond its expiry.")
        return
    set_limits(story=story, embargo_until=until, expire_at=expire_at, by=None)


@dataclass(frozen=True)
class Opened:
    """The story of an item, and what of the item stayed behind, in words for an editor."""

    story: Story
    left_out: tuple[str, ...] = ()


def open_item(*, item: Item, by: User | None, section: Section | None = None) -> Story:
    """The story of an item, as `take_up_item` gives it, without what stayed behind."""
    return take_up_item(item=item, by=by, section=section).story


@one_act()
def take_up_item(*, item: Item, by: User | None, section: Section | None = None) -> Opened:
    """Make a story of an item, once: an item that was opened gives the story it has.

    Raises `PublicationRefused` for an item that its agency killed or withholds, and
    `PermissionDenied` when ``by`` may not write stories.
    """
    if by is not None and not by.has_perm("stories.add_story"):
        raise PermissionDenied("You may not write stories.")
    item = _locked(item)
    if item.story is not None:
        return Opened(item.story)
    _refuse_unusable(item)
    if item.take is None:
        raise PublicationRefused(Gate("item", "Nothing of this item has arrived yet."))
    story, left_out = _open(item=item, take=item.take, by=by, section=section, is_strict=False)
    return Opened(story, tuple(left_out))


def _open(
    *, item: Item, take: Take, by: User | None, section: Section | None, is_strict: bool
) -> tuple[Story, list[str]]:
    """Make the story of an item that has none, from its newest take. The caller holds the lock."""
    dispatch = records.from_json(take.dispatch)
    section = section or item.source.section or _first_section()
    draft = draft_from(
        dispatch,
        edition_language=section.edition.language if section else "",
        files=_files_of(take),
        is_strict=is_strict,
    )
    story = _story_from(draft, section=section)
    if dispatch.embargo_until and dispatch.embargo_until > now():
        set_limits(story=story, embargo_until=dispatch.embargo_until, expire_at=None, by=None)
    item.story = story
    item.opened_take = take
    item.save(update_fields=["story", "opened_take"])
    log(instance=story, action="wagtail.create", user=by, data={"item": item.pk})
    return story, draft.left_out


def _refuse_unusable(item: Item) -> None:
    if item.status == Item.Status.CANCELED:
        raise PublicationRefused(Gate("item", "The agency killed this item: it cannot be used."))
    if item.status == Item.Status.WITHHELD:
        raise PublicationRefused(Gate("item", "The agency withholds this item for now."))


def _story_from(draft: Draft, *, section: Section | None) -> Story:
    return create_story(section=section, bylines=draft.bylines, topics=draft.topics, **draft.fields)


def _files_of(take: Take) -> Mapping[str, bytes]:
    files = {}
    for attachment in take.attachments.all():
        with attachment.file.open("rb") as file:
            files[attachment.href] = file.read()
    return files


def _first_section() -> Section | None:
    return Section.objects.select_related("edition").first()


@dataclass(frozen=True)
class Published:
    """What became of an item that was to be published at once."""

    story: Story | None
    hold: str
    left_out: tuple[str, ...] = ()


@one_act()
def publish_item(*, item: Item, section: Section | None) -> Published:
    """Make a story of an item and publish it, or say in ``hold`` why it stays on the desk.

    An item that has a story already is left to the editors, whoever opened it meanwhile. What is
    held has no story: the desk has it as it came.
    """
    item = _locked(item)
    if item.story is not None:
        return Published(item.story, "it is in the editors’ hands")
    take = item.take
    if take is None:
        return Published(None, "nothing of it has arrived yet")
    dispatch = records.from_json(take.dispatch)
    hold = decide_hold(
        status=Status(item.status),
        headline=dispatch.headline,
        has_body=bool(dispatch.body),
        embargo_until=dispatch.embargo_until,
        at=now(),
    )
    if hold:
        return Published(None, hold)
    left_out: list[str] = []
    try:
        # Undone as a whole when the rules of publishing refuse the story.
        with one_act():
            story, left_out = _open(item=item, take=take, by=None, section=section, is_strict=True)
            story = publish_story(story=story, by=None)
    except PublicationRefused as refusal:
        return Published(None, str(refusal), tuple(left_out))
    return Published(story, "", tuple(left_out))
