"""What the tables of stories, wire and Wagtail say today, as facts for the desk's rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Revision, WorkflowState

from masthead.newsroom.desk.concerns import concerns_of
from masthead.newsroom.desk.people import people_in
from masthead.newsroom.desk.rules import Filed, ItemFacts, StoryFacts
from masthead.stories.models import Placement, Story
from masthead.wire.models import Item


def read_items(numbers: Collection[int]) -> Iterator[ItemFacts]:
    """The facts of these items; one query."""
    for item in Item.objects.filter(pk__in=numbers).select_related("source__section"):
        yield item_facts(item)


def item_facts(item: Item) -> ItemFacts:
    """The facts of an item whose source and its section are at hand; no query."""
    section = item.source.section
    return ItemFacts(
        number=item.pk,
        headline=item.headline or item.guid,
        status=item.status,
        is_opened=item.story_id is not None,
        embargo_until=item.embargo_until,
        last_received_at=item.last_received_at,
        filed=Filed(
            urgency=item.urgency,
            kind="",
            language=item.language.lower(),
            agency=item.agency or item.source.name,
            source_number=item.source_id,
            places=(f"e{section.edition_id}", f"s{section.pk}") if section else (),
        ),
    )


def read_stories(numbers: Collection[int]) -> Iterator[StoryFacts]:
    """The facts of these stories; a fixed number of queries, however many they are."""
    # Named, because the body is the bulk of a story and of a revision, and most have no changes.
    # A story's parts are saved with it, a moment before it has its publication: it is read then.
    stories = list(
        Story.objects.filter(pk__in=numbers, publication__isnull=False)
        .select_related("publication__home__section", "publication__home__edition", "wire_item")
        .only(*_STORY_COLUMNS)
    )
    found = [story.pk for story in stories]
    drafts = _drafts([story.latest_revision_id for story in stories if _has_draft(story)])
    places = _places(found)
    people = people_in(found)
    due = scheduled(found)
    reviews = _reviews(found)
    concerns = concerns_of(
        {
            "all": found,
            "wire": [story.pk for story in stories if hasattr(story, "wire_item")],
            "scheduled": list(due),
            "live": [story.pk for story in stories if story.publication.is_live],
        }
    )
    for story in stories:
        draft = drafts.get(story.latest_revision_id, {}) if _has_draft(story) else {}
        yield StoryFacts(
            number=story.pk,
            headline=story.headline,
            draft_headline=draft.get("headline", story.headline),
            state=story.publication.state,
            is_held=story.publication.is_held,
            has_changes=story.has_unpublished_changes,
            created_at=story.created_at,
            first_published_at=story.publication.first_published_at,
            ended_at=story.publication.ended_at,
            due_at=due.get(story.pk),
            review=reviews.get(story.pk),
            place=story.publication.home.section.name if story.publication.home else "",
            filed=_filed(story, draft, places=places[story.pk], people=people[story.pk]),
            concerns=concerns[story.pk],
        )


_STORY_COLUMNS = (
    "headline",
    "urgency",
    "kind",
    "language",
    "agency",
    "has_unpublished_changes",
    "latest_revision_id",
    "created_at",
    "publication__state",
    "publication__is_held",
    "publication__first_published_at",
    "publication__ended_at",
    "publication__home__section__name",
    "publication__home__edition__language",
    "wire_item__source_id",
    # What Django joins by has to be named too.
    "publication__home__story_id",
    "wire_item__story_id",
)


def _has_draft(story: Story) -> bool:
    return bool(story.has_unpublished_changes and story.latest_revision_id)


def _filed(
    story: Story, draft: Mapping[str, Any], *, places: Iterable[str], people: Iterable[int]
) -> Filed:
    """What filters ask of the story as it is being edited: of the draft, where there is one."""
    item: Item | None = getattr(story, "wire_item", None)
    home = story.publication.home
    language = draft.get("language", story.language) or (home.edition.language if home else "")
    return Filed(
        urgency=draft.get("urgency", story.urgency),
        kind=draft.get("kind", story.kind),
        language=language.lower(),
        agency=draft.get("agency", story.agency),
        source_number=item.source_id if item else None,
        places=tuple(places),
        people=tuple(str(number) for number in sorted(set(people))),
    )


def _drafts(revisions: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """The contents of these revisions, by number; one query, none for none."""
    if not revisions:
        return {}
    return dict(Revision.objects.filter(pk__in=revisions).values_list("pk", "content"))


def _places(stories: Collection[int]) -> Mapping[int, list[str]]:
    """The editions and sections in which stories stand, as tokens; one query."""
    places: defaultdict[int, list[str]] = defaultdict(list)
    rows = Placement.objects.filter(story_id__in=stories).order_by("pk")
    for story, edition, section in rows.values_list("story_id", "edition_id", "section_id"):
        places[story] += [f"e{edition}", f"s{section}"]
    return places


def scheduled(stories: Collection[int] | None = None) -> dict[int, datetime]:
    """When each scheduled story falls due (of these, or of all); one query over the few."""
    rows = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        approved_go_live_at__isnull=False,
    )
    return {
        int(number): moment
        for number, moment in _of(rows, stories).values_list("object_id", "approved_go_live_at")
    }


def _reviews(stories: Collection[int]) -> dict[int, str]:
    """What each story in review waits for; one query."""
    rows = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Story),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {
        int(number): task or ""
        for number, task in _of(rows, stories).values_list(
            "object_id", "current_task_state__task__name"
        )
    }


def _of(rows: QuerySet[Any], stories: Collection[int] | None) -> QuerySet[Any]:
    """Those rows that are about these stories: Wagtail keeps their numbers as text."""
    return rows if stories is None else rows.filter(object_id__in=[str(pk) for pk in stories])
