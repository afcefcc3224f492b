"""Loading the demo newsroom into an empty installation."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from masthead.demo.bodies import stream_of
from masthead.demo.content import arabic, newsroom, shapes
from masthead.demo.content.stories import STORIES
from masthead.demo.desk import load_desk
from masthead.demo.drawing.pictures import SCENES, encode_jpeg
from masthead.demo.drawing.sound import SOUNDS
from masthead.demo.steps import Step, steps_of
from masthead.kernel.clock import now
from masthead.stories.models import Author, Edition, Picture, Recording, Section, Story, Topic
from masthead.stories.services.drafting import create_story
from masthead.stories.services.editions import create_edition
from masthead.stories.services.pictures import add_picture
from masthead.stories.services.publication import publish_story

# The demo is for this machine; `masthead init` asks for the real name.
HOST = "127.0.0.1"
DRAWN_BY = "Brinmouth Sound"
_LANGUAGES = {"": newsroom.STATION.language, arabic.EDITION: arabic.STATION.language}


@dataclass(frozen=True)
class _Shelf:
    """What has been loaded so far, by the demo's keys."""

    sections: dict[tuple[str, str], Section]
    authors: dict[str, Author]
    topics: dict[str, Topic]
    agencies: dict[str, shapes.Agency]
    pictures: dict[str, Picture]
    recordings: dict[str, Recording]


def load_demo() -> Edition:
    """Make the demo's edition, staff, pictures and stories, dated back from this moment.

    All in one transaction: an interrupted load leaves nothing, and the next start does it again.
    The sizes of the pictures are made by the worker afterwards.
    """
    drawn = _draw_all()
    moment = now()
    with transaction.atomic():
        edition = _edition(newsroom.STATION, newsroom.SECTIONS, host=HOST)
        arabs = _edition(arabic.STATION, arabic.SECTIONS, host=arabic.STATION.host)
        _give_looks(edition, arabs)
        shelf = _fill_shelf({"": edition, arabic.EDITION: arabs}, drawn)
        _load_stories(shelf, moment=moment)
        load_desk(moment=moment)
    return edition


def _edition(station: shapes.Station, sections: Sequence[shapes.Section], *, host: str) -> Edition:
    edition = create_edition(
        name=station.name,
        tagline=station.tagline,
        host=host,
        zone=station.zone,
        language=station.language,
        sections=[(section.slug, section.name) for section in sections],
    )
    described = {section.slug: section.description for section in sections}
    for section in edition.sections.all():
        section.description = described[section.slug]
        section.save()
    return edition


def _give_looks(edition: Edition, arabs: Edition) -> None:
    """How each is reached, and the Arabic one's own colours."""
    edition.email, edition.telephone = "desk@brinmouth.example", "+44 1632 960113"
    edition.postal_address = "Brinmouth Sound\n4 Fish Quay\nBrinmouth"
    edition.save()
    arabs.email = "arabic@brinmouth.example"
    arabs.accent, arabs.accent_dark, arabs.paper = "#8a3216", "#f0a884", "#fdf9f2"
    arabs.full_clean()
    arabs.save()


def _draw_all() -> dict[str, bytes]:
    """Every picture of the demo; drawing is the longest part, so both cores do it."""
    with ProcessPoolExecutor() as pool:
        return dict(zip(SCENES, pool.map(encode_jpeg, SCENES), strict=True))


def _fill_shelf(editions: dict[str, Edition], drawn: dict[str, bytes]) -> _Shelf:
    sections = {
        (key, section.slug): section
        for key, edition in editions.items()
        for section in edition.sections.all()
    }
    pictures = {
        key: add_picture(
            data=data,
            file_name=f"{key}.jpg",
            title=key.replace("-", " ").capitalize(),
            credit=f"Drawing: {DRAWN_BY}",
        )
        for key, data in drawn.items()
    }
    return _Shelf(
        sections=sections,
        authors={author.key: _author(author, pictures) for author in newsroom.AUTHORS},
        topics={
            topic.slug: Topic.objects.create(slug=topic.slug, name=topic.name)
            for topic in newsroom.TOPICS
        },
        agencies={agency.key: agency for agency in newsroom.AGENCIES},
        pictures=pictures,
        recordings=_recordings(),
    )


def _author(author: shapes.Author, pictures: dict[str, Picture]) -> Author:
    portrait = pictures[author.portrait]
    portrait.description = author.portrait_alt
    portrait.save()
    return Author.objects.create(
        name=author.name,
        slug=author.slug,
        role=author.role,
        biography=author.biography,
        portrait=portrait,
    )


def _recordings() -> dict[str, Recording]:
    clips = {
        block.sound: block
        for story in STORIES
        for block in story.body
        if isinstance(block, shapes.AudioClip)
    }
    recordings = {}
    for key, clip in clips.items():
        recording = Recording(
            title=clip.title,
            kind=Recording.Kind.AUDIO,
            credit=clip.credit,
            transcript=clip.transcript,
        )
        recording.file.save(f"{key}.wav", ContentFile(SOUNDS[key]()), save=False)
        recording.save()
        recordings[key] = recording
    return recordings


def _load_stories(shelf: _Shelf, *, moment: datetime) -> None:
    # First every story without its body: they link to each other.
    stories = {
        told.key: create_story(**_fields(told, shelf)) for told in sorted(STORIES, key=_by_age)
    }
    for told in STORIES:
        if told.translates:
            Story.objects.filter(pk=stories[told.key].pk).update(
                translation_group=stories[told.translates].translation_group
            )
    for told in sorted(STORIES, key=_by_age):
        for step in steps_of(told):
            _publish(told, step, stories=stories, shelf=shelf, moment=moment)


def _by_age(told: shapes.Story) -> timedelta:
    return -told.age


def _fields(told: shapes.Story, shelf: _Shelf) -> dict[str, Any]:
    agency = shelf.agencies.get(told.agency)
    fields: dict[str, Any] = {
        "section": shelf.sections[told.edition, told.section],
        "bylines": [
            shelf.authors[entry.author] if isinstance(entry, shapes.StaffByline) else entry.name
            for entry in told.bylines
        ],
        "topics": [shelf.topics[slug] for slug in told.topics],
        "headline": told.headline,
        "short_headline": told.short_headline,
        "dek": told.dek,
        # The label of a sponsored story says who paid; a kicker would say it twice.
        "kicker": "" if told.sponsor else told.kicker,
        "sponsor": told.sponsor,
        "kind": told.kind,
        "agency": agency.name if agency else "",
        "credit": agency.credit if agency else "",
        "usage_terms": agency.terms if agency else "",
        "dateline": told.dateline,
        "place": told.place,
        "urgency": told.urgency,
        "language": "" if told.language == _LANGUAGES[told.edition] else told.language,
    }
    if told.lead:
        fields |= {
            "lead_picture": shelf.pictures[told.lead.picture],
            "lead_alt": told.lead.alt,
            "lead_caption": told.lead.caption,
            "lead_credit": told.lead.credit,
        }
    return fields


def _publish(
    told: shapes.Story,
    step: Step,
    *,
    stories: dict[str, Story],
    shelf: _Shelf,
    moment: datetime,
) -> None:
    story = Story.objects.get(pk=stories[told.key].pk)
    blocks = [
        stream_of(block, pictures=shelf.pictures, recordings=shelf.recordings, stories=stories)
        for block in step.body
    ]
    story.body = Story._meta.get_field("body").to_python(blocks)
    story.change, story.change_note = step.change, step.note
    story.save()
    published_at = moment - told.age + timedelta(minutes=step.minutes_after)
    publish_story(story=story, by=None, at=published_at)
