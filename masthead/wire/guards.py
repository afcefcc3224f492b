"""Triggers that keep what came over the wire while its story is on hold.

Installed with those of `masthead.stories.guards`, which says why and when.
"""

from __future__ import annotations

from masthead.stories.guard import Guard
from masthead.stories.held_guards import held

# Received bytes are the story's when any take in them is of its item.
_BYTES = (
    "EXISTS (SELECT 1 FROM wire_take t JOIN wire_item i ON i.id = t.item_id "
    "JOIN stories_publication p ON p.story_id = i.story_id "
    "WHERE t.received_id = OLD.id AND p.is_held)"
)

GUARDS = (
    Guard(
        "guard_held_item_kept",
        "wire_item",
        "DELETE",
        held("OLD.story_id"),
        "the wire item of a story on hold is not deleted",
    ),
    Guard(
        "guard_held_item_fixed",
        "wire_item",
        "UPDATE",
        f"(NEW.story_id IS NULL OR NEW.story_id <> OLD.story_id) AND {held('OLD.story_id')}",
        "the wire item of a story on hold stays with it",
    ),
    Guard(
        "guard_held_take_kept",
        "wire_take",
        "DELETE",
        "EXISTS (SELECT 1 FROM wire_item i JOIN stories_publication p ON p.story_id = i.story_id "
        "WHERE i.id = OLD.item_id AND p.is_held)",
        "a take of a story on hold is not deleted",
    ),
    Guard(
        "guard_held_attachment_kept",
        "wire_attachment",
        "DELETE",
        "EXISTS (SELECT 1 FROM wire_take t JOIN wire_item i ON i.id = t.item_id "
        "JOIN stories_publication p ON p.story_id = i.story_id "
        "WHERE t.id = OLD.take_id AND p.is_held)",
        "a file that came with a story on hold is not deleted",
    ),
    Guard(
        "guard_held_bytes_kept",
        "wire_received",
        "DELETE",
        _BYTES,
        "the bytes of a story on hold are not deleted",
    ),
    Guard(
        "guard_held_bytes_unchanged",
        "wire_received",
        "UPDATE",
        f"NEW.packed <> OLD.packed AND {_BYTES}",
        "the bytes of a story on hold are not changed",
    ),
)
