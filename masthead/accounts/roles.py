"""What each role in the newsroom may do. A table, and nothing else; `granting` puts it to work.

A role is a Django group with the role's name. `masthead prepare` gives each permission to its
group once (`granting.ensure_roles`): what an administrator takes away or adds afterwards stays so
through every update, and a permission that a later Masthead adds here is given then.

To add a permission write it as ``app_label.codename`` into `MAY`, in every role that has it. One
that the database does not know yet is given when it does.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part that a person has. The value is the name of the group."""

    REPORTER = "Reporter"
    EDITOR = "Editor"
    PRODUCER = "Producer"
    MODERATOR = "Moderator"
    ADMINISTRATOR = "Administrator"


# In the words of the people screen; the first verb is the role's own.
SUMMARIES: dict[Role, str] = {
    Role.REPORTER: (
        "Writes and edits stories, adds pictures and notes, and submits for review. "
        "Does not publish or withdraw."
    ),
    Role.EDITOR: (
        "Does all that reporters do, approves their stories, and publishes, schedules, corrects, "
        "holds, withdraws and kills."
    ),
    Role.PRODUCER: (
        "Publishes, and tends the front, sections, topics and pictures. "
        "Does not kill stories or see accounts."
    ),
    Role.MODERATOR: "Reads stories and looks after what readers write. Nothing else.",
    Role.ADMINISTRATOR: (
        "Does everything, including people, editions, wire sources, mail and security."
    ),
}

_ENTER = ("wagtailadmin.access_admin",)

_READ_WIRE = ("wire.view_item", "wire.view_source")

_WRITE_STORIES = (
    "stories.add_story",
    "stories.change_story",
    "stories.view_story",
    "stories.add_recording",
    "stories.change_recording",
    "stories.view_recording",
    "stories.view_author",
    "stories.view_topic",
    "stories.view_section",
    "stories.view_edition",
    "newsroom.take_work",
)

_TEND_TOPICS = (
    "stories.add_topic",
    "stories.change_topic",
    "stories.add_section",
    "stories.change_section",
    "standing.add_standingpage",
    "standing.change_standingpage",
    "standing.publish_standingpage",
    "standing.change_menulink",
    "fronts.arrange_front",
)

# Publications, versions, corrections and takes are in no list: acts write them, nobody's form does.
MAY: dict[Role, tuple[str, ...]] = {
    Role.REPORTER: (
        *_ENTER,
        *_READ_WIRE,
        *_WRITE_STORIES,
    ),
    Role.EDITOR: (
        *_ENTER,
        *_READ_WIRE,
        *_WRITE_STORIES,
        *_TEND_TOPICS,
        "stories.add_author",
        "stories.change_author",
        "stories.publish_story",
        "stories.lock_story",
        "stories.unlock_story",
        "stories.withdraw_story",
        "stories.kill_story",
        "stories.hold_story",
        "stories.break_story",
        "stories.take_down_picture",
        "sponsors.change_sponsorship",
        "alerts.change_alert",
        "alerts.change_duty",
        "newsroom.assign_work",
    ),
    Role.PRODUCER: (
        *_ENTER,
        *_READ_WIRE,
        *_WRITE_STORIES,
        *_TEND_TOPICS,
        "stories.publish_story",
        "stories.break_story",
        "stories.take_down_picture",
        "alerts.change_alert",
    ),
    Role.MODERATOR: (
        *_ENTER,
        "stories.view_story",
    ),
    # Administrators have every permission there is, as Django's superusers: nothing to list.
    Role.ADMINISTRATOR: _ENTER,
}

# Wagtail grants pictures by collection; these are granted over the one in which all others stand.
MAY_WITH_PICTURES: dict[Role, tuple[str, ...]] = {
    # Without "change" Wagtail lets people change and delete the pictures that they added.
    Role.REPORTER: ("add_image", "choose_image"),
    Role.EDITOR: ("add_image", "change_image", "choose_image"),
    Role.PRODUCER: ("add_image", "change_image", "choose_image"),
    Role.MODERATOR: (),
    Role.ADMINISTRATOR: (),
}
