"""The tables of stories. One module a part of the trade; see docs/architecture.md for the map."""

from masthead.stories.models.editions import Edition, Section
from masthead.stories.models.media import Picture, Recording, Rendition
from masthead.stories.models.notes import Note
from masthead.stories.models.people import Author
from masthead.stories.models.publication import (
    Correction,
    Placement,
    Publication,
    Version,
    VersionHiding,
)
from masthead.stories.models.story import Byline, Story
from masthead.stories.models.topics import Topic

__all__ = [
    "Author",
    "Byline",
    "Correction",
    "Edition",
    "Note",
    "Picture",
    "Placement",
    "Publication",
    "Recording",
    "Rendition",
    "Section",
    "Story",
    "Topic",
    "Version",
    "VersionHiding",
]
