"""The tables of stories. One module a part of the trade; see docs/architecture.md for the map."""

from masthead.stories.models.breaking import Breaking
from masthead.stories.models.bulk import BulkAct, BulkLine
from masthead.stories.models.editions import Edition, EditionAlias, Section
from masthead.stories.models.former import FormerSlug
from masthead.stories.models.holds import HeldMedia, Hold
from masthead.stories.models.media import GoneFile, Picture, Recording, Rendition
from masthead.stories.models.moments import ClockRun, MissedMoment, RightsEnd
from masthead.stories.models.notes import Note
from masthead.stories.models.people import Author
from masthead.stories.models.publication import (
    Correction,
    Listing,
    Placement,
    Publication,
    Version,
    VersionHiding,
    VersionPicture,
)
from masthead.stories.models.slugs import AddressField
from masthead.stories.models.story import Byline, Story
from masthead.stories.models.topics import Topic

__all__ = [
    "AddressField",
    "Author",
    "Breaking",
    "BulkAct",
    "BulkLine",
    "Byline",
    "ClockRun",
    "Correction",
    "Edition",
    "EditionAlias",
    "FormerSlug",
    "GoneFile",
    "HeldMedia",
    "Hold",
    "Listing",
    "MissedMoment",
    "Note",
    "Picture",
    "Placement",
    "Publication",
    "Recording",
    "Rendition",
    "RightsEnd",
    "Section",
    "Story",
    "Topic",
    "Version",
    "VersionHiding",
    "VersionPicture",
]
