"""The lists of the desk, and its words for urgency."""

from __future__ import annotations

from enum import StrEnum


class Tab(StrEnum):
    """The lists of the desk. The values stand in addresses and in the table of lines."""

    JUST_IN = "just-in"
    IN_PROGRESS = "in-progress"
    IN_REVIEW = "in-review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ATTENTION = "attention"
    ENDED = "ended"


# Not a list that is shown: where the line of what is gone waits until every open desk knows.
GONE = "gone"

TAB_NAMES = {
    Tab.JUST_IN: "Just in",
    Tab.IN_PROGRESS: "In progress",
    Tab.IN_REVIEW: "In review",
    Tab.SCHEDULED: "Scheduled",
    Tab.PUBLISHED: "Published",
    Tab.ATTENTION: "Needs attention",
    Tab.ENDED: "Ended",
}

EMPTY_WORDS = {
    Tab.JUST_IN: "Nothing waits. What comes in over the wire stands here until somebody opens it.",
    Tab.IN_PROGRESS: "Nobody is writing. Open an item from “Just in”, or begin a new story.",
    Tab.IN_REVIEW: "Nothing waits for a second pair of eyes. Stories that are submitted for "
    "approval stand here.",
    Tab.SCHEDULED: "Nothing is scheduled. Give a story a time under “Publishing” and it goes out "
    "by itself.",
    Tab.PUBLISHED: "Readers have nothing yet. Published stories stand here, newest first.",
    Tab.ATTENTION: "All is well. What a newer take, a kill, a missed moment, a hold or picture "
    "rights ask you to look at stands here.",
    Tab.ENDED: "Nothing was withdrawn, killed or expired.",
}

URGENCY_WORDS = {
    1: "Flash",
    2: "Bulletin",
    3: "Urgent",
    4: "Important",
    5: "Routine",
    6: "Low",
    7: "Lower",
    8: "Lowest",
    # IPTC urgency 9 is the sender's own use (NewsML-G2 contentMeta/urgency).
    9: "Sender’s own",
}
