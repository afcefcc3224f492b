"""What the rules need to know of a revision, read from its JSON: no query for each.

`masthead.stories.publishing.facts` asks the story itself, which costs queries by the story. A list
of fifty scheduled ones cannot; a test holds that both see the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from masthead.kernel.blocks import blocks_from_html
from masthead.stories.models import Picture, Publication, Story
from masthead.stories.rules import PictureUse, StoryFacts, has_words

Json = dict[str, Any]


def _body(content: Json) -> list[Json]:
    body = content.get("body") or []
    blocks: list[Json] = json.loads(body) if isinstance(body, str) else body
    return blocks


def content_of(story: Story) -> Json:
    """A row that has no revision as a revision would have it: what the gates ask of; no query."""
    names = ("headline", "kind", "sponsor", "change", "change_note")
    lead = ("lead_alt", "lead_caption", "lead_credit")
    return {
        **{name: getattr(story, name) for name in (*names, *lead)},
        "lead_picture": story.lead_picture_id,
        "body": list(story.body.raw_data),
        "go_live_at": story.go_live_at.isoformat() if story.go_live_at else None,
    }


def _uses(content: Json) -> list[Json]:
    """The uses of pictures in the text, in the order of `masthead.stories.snapshot.picture_uses`.

    A list block keeps its children as they are or wrapped with an id, by the release that wrote it.
    """
    uses: list[Json] = []
    for block in _body(content):
        if block["type"] == "picture":
            uses.append(block["value"])
        elif block["type"] == "gallery":
            children = block["value"].get("pictures") or []
            uses += [child.get("value", child) for child in children]
    return uses


def numbers_in(content: Json) -> set[int]:
    """The numbers of all pictures that a revision names; no query."""
    numbers = {content.get("lead_picture"), *(use.get("picture") for use in _uses(content))}
    return {number for number in numbers if number}


def pictures_in(contents: Iterable[Json]) -> dict[int, Picture]:
    """Every picture that these revisions name, by number; one query."""
    numbers = {number for content in contents for number in numbers_in(content)}
    found: dict[int, Picture] = Picture.objects.in_bulk(numbers)
    return found


def _has_text(content: Json) -> bool:
    """Whether any block has something in it that readers would get."""
    return any(_says_something(block["type"], block["value"]) for block in _body(content))


def _says_something(kind: str, value: Any) -> bool:
    match kind:
        case "paragraph" | "list":
            return bool(list(blocks_from_html(str(value or ""))))
        case "picture":
            return bool(value.get("picture"))
        case "gallery":
            return any(
                child.get("value", child).get("picture") for child in value.get("pictures") or []
            )
        case "heading":
            return has_words(str(value or ""))
        case "quote":
            return has_words(value.get("text") or "")
        case _:
            return bool(value)


@dataclass(frozen=True)
class Told:
    """What is not in the revision: the publication, and who lifts the hold, if any."""

    publication: Publication
    held_for: str = ""


def facts_of(content: Json, told: Told, *, pictures: Mapping[int, Picture]) -> StoryFacts:
    """The facts of a revision's ``content`` for the rules of publishing; no query."""
    publication = told.publication
    return StoryFacts(
        headline=content.get("headline") or "",
        has_text=_has_text(content),
        is_killed=publication.is_killed,
        has_home=publication.home_id is not None,
        pictures=_picture_uses(content, pictures),
        change=content.get("change") or "update",
        change_note=content.get("change_note") or "",
        is_first=publication.version_id is None,
        expire_at=publication.expire_at,
        embargo_until=publication.embargo_until,
        held_for=told.held_for,
        kind=content.get("kind") or "news",
        sponsor=content.get("sponsor") or "",
    )


def _picture_uses(content: Json, pictures: Mapping[int, Picture]) -> tuple[PictureUse, ...]:
    uses = []
    if content.get("lead_picture") in pictures:
        lead = {
            "picture": content["lead_picture"],
            "alt": content.get("lead_alt"),
            "caption": content.get("lead_caption"),
            "credit": content.get("lead_credit"),
        }
        uses.append(_use("lead picture", lead, pictures))
    uses += [
        _use(f"picture {number} in the text", use, pictures)
        for number, use in enumerate(_uses(content), start=1)
    ]
    return tuple(uses)


def _use(where: str, use: Json, pictures: Mapping[int, Picture]) -> PictureUse:
    picture = pictures.get(use.get("picture") or 0)
    ends_at: datetime | None = picture.rights_end_at if picture else None
    return PictureUse(
        where=where,
        alt=use.get("alt") or "",
        caption=use.get("caption") or "",
        credit=use.get("credit") or "",
        rights_end_at=ends_at,
        taken_down=picture.taken_down_reason if picture else "",
    )
