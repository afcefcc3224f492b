"""A newsroom with N stories, as the system itself would have left it, by bulk insert.

Of a hundred stories 94 are live, two withdrawn, one expired, three drafts. One in three has a
picture, one in ten a revision and a place in the second edition, one in four came over the wire;
as many items again lie unopened.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from scale_texts import Text, Writer, body_of
from wagtail.models import Collection, Revision

from masthead.accounts.models import User
from masthead.kernel.clock import now
from masthead.newsroom.desk.refreshing import rebuild as rebuild_desk
from masthead.search.rebuilding import rebuild
from masthead.stories import snapshot
from masthead.stories.listing import rebuild_listings
from masthead.stories.models import (
    Author,
    Byline,
    Edition,
    Picture,
    Placement,
    Publication,
    Rendition,
    Section,
    Story,
    Topic,
    Version,
)
from masthead.stories.renditions import SIZES
from masthead.wire import records
from masthead.wire.dispatch import Dispatch
from masthead.wire.models import Item, Received, Source, Take

HOST = "127.0.0.1"
BATCH = 500
# How long the newsroom has been at it: stories are spread evenly over it.
AGE = timedelta(days=3650)
SECTIONS = ("news", "politics", "business", "sport", "culture", "opinion", "life", "science")
PICTURES = 200

Report = Callable[[str, int, int], None]


@dataclass
class Newsroom:
    """What stories refer to."""

    editions: list[Edition]
    sections: dict[int, list[Section]]
    authors: list[Author]
    topics: list[Topic]
    pictures: list[Picture]
    editor: User
    source: Source


@dataclass
class Batch:
    """Rows to insert, in the order in which the database wants them."""

    stories: list[Story] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    topics: list[models.Model] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)

    def insert(self) -> None:
        """Insert all; triggers and constraints look at every row."""
        for rows in vars(self).values():
            if rows:
                type(rows[0])._default_manager.bulk_create(rows)


def build(count: int, *, report: Report) -> Newsroom:
    """Fill an empty, migrated database with ``count`` stories and their entries in the index."""
    newsroom = _founded()
    writer, dice = Writer(), random.Random(7)
    begun = now() - AGE
    for first in range(1, count + 1, BATCH):
        batch = Batch()
        last = min(first + BATCH - 1, count)
        for number in range(first, last + 1):
            moment = begun + AGE * (number / (count + 1))
            _add_story(batch, number, moment, newsroom=newsroom, text=writer.text(), dice=dice)
            if number % 4 == 0:
                _add_items(batch, number, moment, newsroom=newsroom, writer=writer)
        with transaction.atomic():
            batch.insert()
            _link_revisions(batch.revisions)
        report("Stories", last, count)
    _reset_sequences()
    report("Lists", 0, 1)
    rebuild_listings()
    report("Lists", 1, 1)
    for progress in rebuild():
        report(f"Search: {progress.kind}", progress.done, progress.total)
    lines = rebuild_desk()
    report("Desk", lines, lines)
    _analyse()
    return newsroom


def _founded() -> Newsroom:
    editor = User.objects.create_superuser("editor@example.org", "a long enough secret")
    editions = [
        Edition.objects.create(name="The Port Ash Observer", host=HOST, zone="Europe/London"),
        Edition.objects.create(name="Observer, Second", host="localhost", zone="UTC"),
    ]
    sections = {
        edition.pk: [
            Section.objects.create(edition=edition, slug=slug, name=slug.title(), position=place)
            for place, slug in enumerate(SECTIONS)
        ]
        for edition in editions
    }
    return Newsroom(
        editions=editions,
        sections=sections,
        authors=[
            Author.objects.create(name=f"Ann Author {number}", slug=f"author-{number}")
            for number in range(40)
        ],
        topics=[
            Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
            for number in range(100)
        ],
        pictures=_pictures(),
        editor=editor,
        source=Source.objects.create(name="Wire", section=sections[editions[0].pk][0]),
    )


def _pictures() -> list[Picture]:
    """Rows of pictures and their sizes; the files are not needed to draw a page."""
    root = Collection.get_first_root_node()
    pictures = Picture.objects.bulk_create(
        Picture(
            title=f"Picture {number}",
            file=f"original_images/{number}.jpg",
            width=1600,
            height=1067,
            file_hash=f"{number:040x}",
            collection=root,
            description="A harbour at dusk",
            credit="Observer",
        )
        for number in range(PICTURES)
    )
    Rendition.objects.bulk_create(
        Rendition(
            image=picture,
            filter_spec=size.filter_spec,
            file=f"images/{picture.pk}-{place:016x}.{size.format}",
            width=size.width,
            height=size.width * 2 // 3,
            focal_point_key="",
        )
        for picture in pictures
        for place, size in enumerate(SIZES)
    )
    return list(pictures)


def _state(number: int) -> str:
    return {0: "unpublished", 33: "unpublished", 66: "unpublished"}.get(
        number % 100, {50: "withdrawn", 51: "withdrawn", 52: "expired"}.get(number % 100, "live")
    )


def _add_story(
    batch: Batch,
    number: int,
    moment: datetime,
    *,
    newsroom: Newsroom,
    text: Text,
    dice: random.Random,
) -> None:
    state = _state(number)
    picture = dice.choice(newsroom.pictures) if number % 3 == 0 else None
    topics = dice.sample(newsroom.topics, 2)
    # Half of all news is local news, as everywhere.
    section = newsroom.sections[newsroom.editions[0].pk][min(dice.randrange(16), 7)]
    story = Story(
        pk=number,
        headline=text.headline,
        dek=text.dek,
        slug=f"story-{number}",
        body=body_of(text, identifier=number),
        agency="Wire" if number % 4 == 0 else "",
        lead_picture=picture,
        lead_alt="A harbour at dusk" if picture else "",
        lead_credit="Observer" if picture else "",
        translation_group=uuid.UUID(int=number),
        urgency=dice.choice((3, 4, 5, 5, 5, 6, 7)),
        live=state == "live",
        has_unpublished_changes=state == "live" and number % 200 == 7,
        first_published_at=moment if state != "unpublished" else None,
        last_published_at=moment if state != "unpublished" else None,
    )
    batch.stories.append(story)
    byline = Byline(story=story, author=dice.choice(newsroom.authors), sort_order=0)
    batch.bylines.append(byline)
    batch.topics += [Story.topics.through(story=story, topic=topic) for topic in topics]
    if state != "unpublished":
        batch.versions.append(_version(story, moment, byline, topics, text, newsroom))
    batch.publications.append(_publication(number, state, moment))
    batch.placements.append(
        _placement(2 * number, number, newsroom.editions[0], section, state, moment)
    )
    if number % 10 == 0:
        second = newsroom.editions[1]
        place = newsroom.sections[second.pk][number % len(SECTIONS)]
        batch.placements.append(_placement(2 * number + 1, number, second, place, state, moment))
        batch.revisions.append(_revision(story, moment, byline, topics, newsroom.editor))


def _version(
    story: Story,
    moment: datetime,
    byline: Byline,
    topics: Sequence[Topic],
    text: Text,
    newsroom: Newsroom,
) -> Version:
    lead = {"picture": story.lead_picture_id, "alt": story.lead_alt, "caption": ""}
    content = {
        "schema": snapshot.SCHEMA,
        **dict.fromkeys(_EMPTY, ""),
        "headline": story.headline,
        "dek": story.dek,
        "kind": story.kind,
        "urgency": story.urgency,
        "slug": story.slug,
        "bylines": [{"author": byline.author_id, "name": str(byline)}],
        "topics": [topic.pk for topic in topics],
        "agency": story.agency,
        "is_noindex": False,
        "translation_group": str(story.translation_group),
        "lead_picture": lead | {"credit": "Observer"} if story.lead_picture_id else None,
        "body": [{"type": "paragraph", "html": words} for words in text.paragraphs],
    }
    return Version(
        pk=story.pk,
        story_id=story.pk,
        number=1,
        published_at=moment,
        published_by=newsroom.editor,
        change="first",
        headline=story.headline,
        dek=story.dek,
        kind=story.kind,
        urgency=story.urgency,
        slug=story.slug,
        lead_picture_id=story.lead_picture_id,
        lead_alt=story.lead_alt,
        content=content,
        digest=snapshot.digest(content),
    )


_EMPTY = (
    "short_headline",
    "kicker",
    "language",
    "credit",
    "dateline",
    "place",
    "rights",
    "usage_terms",
    "original_url",
    "sponsor",
)


def _publication(number: int, state: str, moment: datetime) -> Publication:
    if state == "unpublished":
        return Publication(story_id=number, state=state, home_id=2 * number)
    ended = moment + timedelta(hours=1) if state != "live" else None
    return Publication(
        story_id=number,
        state=state,
        home_id=2 * number,
        version_id=number,
        live_since=moment,
        first_published_at=moment,
        address_date=moment.date(),
        ended_at=ended,
        ended_reason="Out of date." if ended else "",
    )


def _placement(
    key: int, story: int, edition: Edition, section: Section, state: str, moment: datetime
) -> Placement:
    return Placement(
        pk=key,
        story_id=story,
        edition=edition,
        section=section,
        is_live=state == "live",
        published_at=None if state == "unpublished" else moment,
    )


def _revision(
    story: Story, moment: datetime, byline: Byline, topics: Sequence[Topic], editor: User
) -> Revision:
    """The revision that Wagtail would keep of the story as it stands."""
    story.bylines = [byline]
    content = story.serializable_data() | {"topics": [topic.pk for topic in topics]}
    kind = ContentType.objects.get_for_model(Story)
    return Revision(
        content_type=kind,
        base_content_type=kind,
        object_id=str(story.pk),
        created_at=moment,
        user=editor,
        object_str=story.headline,
        content=content,
    )


def _link_revisions(revisions: Sequence[Revision]) -> None:
    for revision in revisions:
        Story.objects.filter(pk=int(revision.object_id)).update(latest_revision=revision)


def _add_items(
    batch: Batch, number: int, moment: datetime, *, newsroom: Newsroom, writer: Writer
) -> None:
    """The item that the story came from, and one that nobody opened."""
    for key, story in ((number // 2 - 1, number), (number // 2, None)):
        text = writer.text()
        values = records.to_json(
            Dispatch(
                guid=f"tag:wire.example,2020:{key}",
                headline=text.headline,
                dek=text.dek,
                slugline=f"slug-{key}",
                agency="Wire",
                language="en",
            )
        )
        values["body"] = [{"type": "paragraph", "html": words} for words in text.paragraphs]
        batch.received.append(
            Received(
                pk=key,
                source=newsroom.source,
                name=f"{key}.xml",
                digest=f"{key:064x}",
                packed=b"",
                byte_count=0,
                received_at=moment,
                state="read",
            )
        )
        batch.items.append(
            Item(
                pk=key,
                source=newsroom.source,
                guid=values["guid"],
                story_id=story,
                take_id=key,
                opened_take_id=key if story else None,
                headline=text.headline,
                agency="Wire",
                language="en",
                urgency=5,
                last_received_at=moment,
            )
        )
        batch.takes.append(
            Take(
                pk=key,
                item_id=key,
                received_id=key,
                position=0,
                status="usable",
                dispatch=values,
                digest=f"{key:064x}",
                received_at=moment,
            )
        )


def _reset_sequences() -> None:
    """PostgreSQL's sequences know nothing of keys that were given."""
    tables = [Story, Version, Placement, Received, Item, Take]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _analyse() -> None:
    """What the database does by itself when left alone for a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def places(count: int) -> Iterator[Any]:
    """Numbers of live stories, spread over the archive."""
    return (number for number in range(7, count, max(count // 20, 1)) if _state(number) == "live")
