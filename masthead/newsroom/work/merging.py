"""A story's form against what others saved meanwhile: compared and merged field by field.

A page carries a fingerprint of each field as it was loaded. That alone tells, at the save, who
changed what: no copy of the old text is needed, and none could be lost by being written over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone

from masthead.newsroom.work.rules import Fingerprints
from masthead.stories import snapshot
from masthead.stories.models import Byline, Story

if TYPE_CHECKING:
    from masthead.newsroom.forms.story import StoryForm

# Half a digest tells any two texts of a newsroom apart, and a form carries thirty of them.
_LENGTH = 16


class WordsInConflict(Exception):
    """A save would write over what somebody else saved; ``conflicts`` hold both texts."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(", ".join(conflict.label for conflict in conflicts))
        self.conflicts = conflicts


@dataclass(frozen=True)
class Line:
    """A line of one side's text; ``is_different`` when the other side has no such line."""

    text: str
    is_different: bool


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """One field that two people changed: both texts, and what a choice of either is called."""

    name: str
    label: str
    mine: tuple[Line, ...]
    theirs: tuple[Line, ...]
    seen: str


def names_in(form: StoryForm) -> tuple[str, ...]:
    """The fields of a story's form that can be merged, its bylines among them."""
    known = {field.name for field in Story._meta.get_fields()} | set(form.outside)
    return (*(name for name in form.fields if name in known), "bylines")


def fingerprints(form: StoryForm, *, story: Story, outside: Mapping[str, Any]) -> dict[str, str]:
    """What each field of ``form`` says in ``story``; ``outside`` is what no revision holds."""
    return {name: _digest(_plain(name, story=story, outside=outside)) for name in names_in(form)}


def to_text(prints: Fingerprints) -> str:
    """Fingerprints as a hidden field carries them."""
    return json.dumps(prints, separators=(",", ":"), sort_keys=True)


def from_text(text: str) -> dict[str, str] | None:
    """The fingerprints in a hidden field; None for a field that is missing or mangled."""
    try:
        prints = json.loads(text)
    except ValueError:
        return None
    if not isinstance(prints, dict):
        return None
    return {str(name): str(value) for name, value in prints.items()}


def take_over(
    form: StoryForm, names: Iterable[str], *, into: Story, other: Story, outside: Mapping[str, Any]
) -> None:
    """Put the words of ``other`` into ``into`` for the fields ``names``."""
    for name in names:
        if name in outside:
            form.cleaned_data[name] = outside[name]
        elif name == "bylines":
            into.bylines = [
                Byline(author=line.author, name=line.name) for line in other.bylines.all()
            ]
        elif name == "topics":
            into.topics = list(other.topics.all())
        else:
            setattr(into, name, getattr(other, name))


def conflicts_in(
    form: StoryForm,
    names: Iterable[str],
    *,
    mine: tuple[Story, Mapping[str, Any]],
    theirs: tuple[Story, Mapping[str, Any]],
    seen: Fingerprints,
) -> tuple[Conflict, ...]:
    """Both texts of each field in ``names``; a side is a story and what stands outside it."""
    found = []
    for name in names:
        own, other = (lines_of(name, story=side[0], outside=side[1]) for side in (mine, theirs))
        found.append(
            Conflict(
                name=name,
                label=label_of(form, name),
                mine=tuple(_marked(own, other)),
                theirs=tuple(_marked(other, own)),
                seen=seen[name],
            )
        )
    return tuple(found)


def label_of(form: StoryForm, name: str) -> str:
    """What the form calls a field."""
    if name == "bylines":
        return "Bylines"
    if name == "body":
        return "Text"
    label = str(form.fields[name].label or name.replace("_", " "))
    return label[:1].upper() + label[1:]


def lines_of(name: str, *, story: Story, outside: Mapping[str, Any]) -> list[str]:
    """What a field says, for a reader of the newsroom, a paragraph a line."""
    if name == "body":
        return snapshot.body_paragraphs({"body": snapshot.body_entries(story)})
    if name == "bylines":
        return [str(line) for line in story.bylines.all()]
    if name == "topics":
        return sorted(str(topic) for topic in story.topics.all())
    value = outside[name] if name in outside else getattr(story, name)
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return [f"{local:%A} {local.day} {local:%B %Y, %H:%M}"]
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    if name not in outside and (display := getattr(story, f"get_{name}_display", None)):
        return [str(display())]
    return str(value).splitlines() if value is not None else []


def _marked(lines: list[str], others: list[str]) -> Iterator[Line]:
    """``lines``, with those marked that ``others`` has not."""
    matcher = SequenceMatcher(a=lines, b=others, autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        for line in lines[start:end]:
            yield Line(line, is_different=kind != "equal")


def _plain(name: str, *, story: Story, outside: Mapping[str, Any]) -> Any:
    """A field's value as JSON that is equal for equal words, however a form has written them."""
    if name == "body":
        # What readers would get: Draft.js writes the same words in other markup than the wire.
        return snapshot.body_entries(story)
    if name == "bylines":
        return [(line.author_id, line.name.strip()) for line in story.bylines.all()]
    if name == "topics":
        return sorted(topic.pk for topic in story.topics.all())
    value = outside[name] if name in outside else getattr(story, name)
    match value:
        case Model():
            return str(value.pk)
        case datetime():
            # A form shows no seconds.
            return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()
        case str():
            # A browser posts line ends as CRLF (HTML, multipart/form-data encoding algorithm).
            return "\n".join(value.splitlines()).strip()
        case None:
            return ""
        case _:
            return str(value)


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
