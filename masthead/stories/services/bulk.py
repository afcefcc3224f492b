"""One act on many stories: what would happen to each, doing it, and undoing it.

Each story is done in a transaction of its own, so that one that is refused holds back no other, and
a job that runs twice (or two at once) does each story once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from wagtail.log_actions import log

from masthead.accounts.models import User
from masthead.kernel.clock import now, parse_moment
from masthead.stories import foresight
from masthead.stories.acts import check_permission, locked
from masthead.stories.following import one_act
from masthead.stories.models import BulkAct, BulkLine, Hold, Publication, Section, Story
from masthead.stories.rules import (
    Gate,
    PublicationRefused,
    StoryFacts,
    decide_publication,
    decide_release,
    too_early,
)
from masthead.stories.services.placing import place_at_home
from masthead.stories.services.publication import publish_story, withdraw_story
from masthead.stories.services.restoring import restore_story

# More than a desk shows at once; beyond it somebody means “everything”, which nobody confirms.
MOST_STORIES = 500
# So many are done while the browser waits; more become a job with a page that shows how far it is.
AT_ONCE = 10

_PERMISSION = {"publish": "publish", "withdraw": "withdraw", "restore": "publish", "move": "change"}


@dataclass(frozen=True)
class Foreseen:
    """What would happen to one story, in words; ``refusals`` say why it would not."""

    story: Story
    words: str
    refusals: tuple[str, ...] = ()


def foresee(
    act: str, stories: Sequence[Story], *, by: User, section: Section | None = None
) -> list[Foreseen]:
    """What ``act`` by ``by`` would do to each story as things stand; five queries for all."""
    numbers = [story.pk for story in stories]
    publications = Publication.objects.select_related("home__section").in_bulk(numbers)
    rows = {
        story.pk: story
        for story in Story.objects.filter(pk__in=numbers).select_related(
            "latest_revision", "locked_by"
        )
    }
    holds = {
        hold.story_id: str(hold.lifter)
        for hold in Hold.objects.filter(lifted_at=None, story_id__in=numbers).select_related(
            "lifter"
        )
    }
    contents = {number: _content(row) for number, row in rows.items()} if act == "publish" else {}
    pictures = foresight.pictures_in(contents.values()) if contents else {}
    told = []
    for number in numbers:
        publication, held = publications[number], holds.get(number, "")
        if act == "publish":
            known = foresight.Told(publication, held)
            facts = foresight.facts_of(contents[number], known, pictures=pictures)
            words, shut = _foresee_publication(rows[number], facts, contents[number], by=by)
        else:
            words, shut = _foresee_other(act, publication, held=held, section=section)
        told.append(Foreseen(rows[number], words, shut))
    return told


def _foresee_publication(
    story: Story, facts: StoryFacts, content: foresight.Json, *, by: User
) -> tuple[str, tuple[str, ...]]:
    """As `publish_story` decides it: a story that nobody has edited cannot wait for a moment."""
    moment = now()
    go_live_at = parse_moment(str(content.get("go_live_at") or ""))
    due = decide_release(go_live_at=go_live_at, embargo_until=facts.embargo_until, at=moment)
    can_wait = story.latest_revision_id is not None
    gates = decide_publication(facts, at=due if due and can_wait else moment)
    shut = [gate.message for gate in gates]
    if due and not can_wait and not shut:
        shut = [too_early(due).message]
    if refusal := _locked_for(story, by):
        shut = [refusal.message]
    if not due:
        return "will be published", tuple(shut)
    until = "its time" if due == go_live_at else "the end of its embargo"
    return f"will be scheduled for {until}", tuple(shut)


def _content(story: Story) -> foresight.Json:
    """What would be published: the newest draft, or the row when nobody has edited it."""
    if story.latest_revision is not None:
        content: foresight.Json = story.latest_revision.content
        return content
    return foresight.content_of(story)


def _foresee_other(
    act: str, publication: Publication, *, held: str, section: Section | None
) -> tuple[str, tuple[str, ...]]:
    if act == "withdraw":
        is_with_readers = publication.is_live or publication.state == Publication.State.HELD
        refusal = () if is_with_readers else ("Readers do not have it.",)
        return "will be withdrawn", refusal
    if act == "restore":
        if held:
            return "", (f"The story is on hold: {held} lifts it.",)
        is_back = publication.state == Publication.State.WITHDRAWN
        return "will go back to readers", () if is_back else ("It is not withdrawn.",)
    home = publication.home
    if section is None:
        return "", ("Choose a section.",)
    if home is not None and home.section_id == section.pk:
        return "", (f"It stands in {section.name} already.",)
    if home and publication.first_published_at and home.edition_id != section.edition_id:
        return "", ("It was published in another edition; its address stays there.",)
    return f"will move {f'from {home.section.name} ' if home else ''}to {section.name}", ()


@one_act()
def ask_for(
    *,
    act: str,
    stories: Sequence[Story],
    by: User,
    reason: str = "",
    section: Section | None = None,
    undoes: BulkAct | None = None,
) -> BulkAct:
    """Write the act down, a line for each story; `masthead.stories.tasks.begin_bulk_act` does it.

    Raises `PermissionDenied`, and `ValidationError`
    for no stories, too many, an act that there is not, or a move without a section.
    """
    if act not in BulkAct.Act.values:
        raise ValidationError("There is no such act.")
    check_permission(by, _PERMISSION[act])
    if not 0 < len(stories) <= MOST_STORIES:
        raise ValidationError(f"Choose between one and {MOST_STORIES} stories.")
    if act == BulkAct.Act.MOVE and section is None:
        raise ValidationError("Choose the section where the stories go.")
    bulk = BulkAct.objects.create(
        act=act, asked_by=by, asked_at=now(), reason=reason.strip(), undoes=undoes
    )
    BulkLine.objects.bulk_create(
        BulkLine(bulk=bulk, story=story, title=str(story)[:300], section=section)
        for story in {story.pk: story for story in stories}.values()
    )
    data = {"act": bulk.get_act_display(), "count": len(stories), "reason": bulk.reason}
    log(instance=bulk, action="masthead.bulk", user=by, data=data)
    return bulk


def is_many(bulk: BulkAct) -> bool:
    """Whether a job should do it (`masthead.stories.tasks.run_bulk_act`); one query."""
    return bulk.lines.count() > AT_ONCE


def carry_out(bulk: BulkAct) -> int:
    """Do every line that still waits; returns how many this call did."""
    done = 0
    for number in bulk.lines.filter(state="waiting").values_list("pk", flat=True):
        done += _do_line(number)
    return done


def _do_line(number: int) -> int:
    """Do one line under its lock; 1 if it was still waiting."""
    with one_act():
        line = (
            BulkLine.objects.select_for_update(of=("self",))
            .select_related("bulk__asked_by", "story", "section")
            .filter(pk=number, state="waiting")
            .first()
        )
        if line is None:
            return 0
        try:
            with transaction.atomic():
                line.words = _act_on(line)
            line.state = BulkLine.State.DONE
        except (PublicationRefused, PermissionDenied, ValidationError) as refusal:
            line.state = BulkLine.State.REFUSED
            line.words = " ".join(getattr(refusal, "messages", [str(refusal)]))
        line.done_at = now()
        line.save()
    return 1


def _act_on(line: BulkLine) -> str:
    """Do the act to the line's story; what happened, in words."""
    bulk, story, by = line.bulk, line.story, line.bulk.asked_by
    if story is None:
        raise PublicationRefused(Gate("act", "The story was deleted meanwhile."))
    match bulk.act:
        case BulkAct.Act.PUBLISH:
            row = Story.objects.select_related("locked_by").get(pk=story.pk)
            if refusal := _locked_for(row, by):
                raise PublicationRefused(refusal)
            after = publish_story(story=story, by=by)
            return "Published." if after.publication.is_live else "Scheduled."
        case BulkAct.Act.WITHDRAW:
            _, publication = locked(story)
            if not publication.is_live and publication.state != Publication.State.HELD:
                raise PublicationRefused(Gate("act", "Readers do not have it."))
            withdraw_story(story=story, by=by, reason=bulk.reason)
            return "Withdrawn."
        case BulkAct.Act.RESTORE:
            restore_story(story=story, by=by)
            return "Given back to readers."
        case _:
            return _move(line, story, by)


def _locked_for(story: Story, by: User) -> Gate | None:
    """The gate that a colleague's lock is; none for her own."""
    if story.locked and story.locked_by_id != by.pk:
        return Gate("act", f"The story is locked by {story.locked_by}.")
    return None


def _move(line: BulkLine, story: Story, by: User) -> str:
    if line.section is None:
        raise PublicationRefused(Gate("section", "The section is no longer there."))
    _, publication = locked(story)
    before = publication.home.section if publication.home else None
    if before is not None and before.pk == line.section.pk:
        raise PublicationRefused(Gate("section", f"It stands in {before.name} already."))
    line.section_before = before
    place_at_home(story=story, section=line.section, by=by)
    return f"Moved{f' from {before.name}' if before else ''} to {line.section.name}."


# What takes an act back; publishing is taken back by a withdrawal, which asks for its own reason.
_UNDOING = {"withdraw": "restore", "restore": "withdraw", "move": "move", "publish": "withdraw"}


def can_undo(bulk: BulkAct) -> bool:
    """Whether there is something to take back that nobody took back yet; two queries."""
    if BulkAct.objects.filter(undoes=bulk).exists():
        return False
    return bulk.lines.filter(state="done").exists()


@one_act()
def undo(*, bulk: BulkAct, by: User) -> BulkAct:
    """Take back what a bulk act did: to the stories it did it to, each to where it was.

    A story that has been changed otherwise since is refused in words. Raises `ValidationError` when
    there is nothing to take back, `PermissionDenied` when ``by`` may not.
    """
    if not can_undo(bulk):
        raise ValidationError("There is nothing to take back, or somebody took it back already.")
    act = _UNDOING[bulk.act]
    check_permission(by, _PERMISSION[act])
    lines = [line for line in bulk.lines.filter(state="done") if line.story_id]
    back = BulkAct.objects.create(
        act=act, asked_by=by, asked_at=now(), reason=f"Undo: {bulk.reason}".strip(), undoes=bulk
    )
    BulkLine.objects.bulk_create(
        BulkLine(
            bulk=back, story_id=line.story_id, title=line.title, section_id=line.section_before_id
        )
        for line in lines
    )
    data = {"act": f"Undo of {bulk.get_act_display().lower()}", "count": len(lines)}
    log(instance=back, action="masthead.bulk", user=by, data=data)
    return back
