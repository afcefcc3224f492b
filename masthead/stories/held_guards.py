"""Triggers that keep what is on hold, and the audit log: see `masthead.stories.guards`."""

from __future__ import annotations

from masthead.stories.guard import Guard

# Whether the story that a row belongs to is held, by the column of the row that names it. The
# partial index `publication_held` answers: almost no story is.
_HELD = "EXISTS (SELECT 1 FROM stories_publication WHERE is_held AND story_id = {column})"


def held(column: str) -> str:
    """The condition that the story named by ``column`` (``OLD.story_id``) is on hold."""
    return _HELD.format(column=column)


_KEPT_MEDIA = (
    "EXISTS (SELECT 1 FROM stories_heldmedia m JOIN stories_hold h ON h.id = m.hold_id "
    "WHERE m.{column} = OLD.{key} AND h.lifted_at IS NULL)"
)
# Whose acts the log keeps for good. Wagtail's log of a kind that is no longer installed may go.
_AUDITED = (
    "OLD.content_type_id IN (SELECT id FROM django_content_type WHERE app_label IN "
    "('stories', 'wire', 'accounts', 'auth', 'newsroom', 'alerts', 'comments'))"
)

HELD_GUARDS = (
    Guard(
        "guard_held_story_kept",
        "stories_story",
        "DELETE",
        held("OLD.id"),
        "a story on hold is not deleted",
    ),
    Guard(
        "guard_held_publication_kept",
        "stories_publication",
        "DELETE",
        "OLD.is_held",
        "a story on hold is not deleted",
    ),
    Guard(
        "guard_hold_is_lifted_first",
        "stories_publication",
        "UPDATE",
        "OLD.is_held AND NOT NEW.is_held AND EXISTS (SELECT 1 FROM stories_hold "
        "WHERE story_id = OLD.story_id AND lifted_at IS NULL)",
        "a hold is lifted by the person it names",
    ),
    Guard(
        "guard_hold_fixed",
        "stories_hold",
        "UPDATE",
        "OLD.lifted_at IS NOT NULL OR NEW.story_id <> OLD.story_id OR NEW.reason <> OLD.reason "
        "OR NEW.lifter_id <> OLD.lifter_id OR NEW.placed_by_id <> OLD.placed_by_id "
        "OR NEW.placed_at <> OLD.placed_at",
        "what a hold says is never changed",
    ),
    Guard(
        "guard_hold_lifter",
        "stories_hold",
        "UPDATE",
        "NEW.lifted_by_id IS NOT NULL AND NEW.lifted_by_id <> NEW.lifter_id AND NOT "
        "(SELECT is_superuser FROM accounts_user WHERE id = NEW.lifted_by_id)",
        "only the person named or an administrator lifts a hold",
    ),
    Guard(
        "guard_hold_kept",
        "stories_hold",
        "DELETE",
        "1 = 1",
        "a hold is never deleted",
    ),
    Guard(
        "guard_held_note_kept",
        "stories_note",
        "DELETE",
        held("OLD.story_id"),
        "a note on a story on hold is not deleted",
    ),
    Guard(
        "guard_held_revision_kept",
        "wagtailcore_revision",
        "DELETE",
        # Compared as text: what another kind calls its key need not be a number.
        "EXISTS (SELECT 1 FROM stories_publication p, django_content_type c "
        "WHERE p.is_held AND CAST(p.story_id AS VARCHAR(20)) = OLD.object_id "
        "AND c.id = OLD.base_content_type_id AND c.app_label = 'stories' AND c.model = 'story')",
        "a draft of a story on hold is not deleted",
    ),
    Guard(
        "guard_held_picture_kept",
        "stories_picture",
        "DELETE",
        _KEPT_MEDIA.format(column="picture_id", key="id"),
        "a picture of a story on hold is not deleted",
    ),
    Guard(
        "guard_held_picture_file",
        "stories_picture",
        "UPDATE",
        "NEW.file <> OLD.file AND " + _KEPT_MEDIA.format(column="picture_id", key="id"),
        "the file of a picture of a story on hold is not replaced",
    ),
    Guard(
        "guard_held_recording_kept",
        "stories_recording",
        "DELETE",
        _KEPT_MEDIA.format(column="recording_id", key="id"),
        "a recording of a story on hold is not deleted",
    ),
    Guard(
        "guard_held_recording_file",
        "stories_recording",
        "UPDATE",
        "NEW.file <> OLD.file AND " + _KEPT_MEDIA.format(column="recording_id", key="id"),
        "the file of a recording of a story on hold is not replaced",
    ),
    Guard(
        "guard_held_media_kept",
        "stories_heldmedia",
        "DELETE",
        "EXISTS (SELECT 1 FROM stories_hold WHERE id = OLD.hold_id AND lifted_at IS NULL)",
        "what is kept for a hold is kept until it is lifted",
    ),
    Guard(
        "guard_log_unchanged",
        "wagtailcore_modellogentry",
        "UPDATE",
        _AUDITED,
        "the audit log is never changed",
    ),
    Guard(
        "guard_log_kept",
        "wagtailcore_modellogentry",
        "DELETE",
        _AUDITED,
        "the audit log is never deleted",
    ),
)
