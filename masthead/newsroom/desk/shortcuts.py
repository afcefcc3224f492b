"""The newsroom's keyboard shortcuts: one table, which the help shows and the scripts obey.

``act`` names what a key does: a function of the screen's script, or the element that bears it as
``data-act``. No shortcut fires while somebody types or holds Ctrl, Alt or Meta.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shortcut:
    """Keys (as browsers name them, `KeyboardEvent.key`), the act, and what it does in words."""

    keys: tuple[str, ...]
    act: str
    words: str

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as the help prints them."""
        return tuple(_NAMES.get(key, key) for key in self.keys)

    @property
    def data(self) -> str:
        """The keys as an attribute holds them."""
        return " ".join(self.keys)


_NAMES = {"Escape": "Esc"}

_HELP = Shortcut(("?",), "help", "Show these shortcuts")
_SEARCH = Shortcut(("/",), "search", "Search items and stories")
_DESK = Shortcut(("d",), "desk", "Back to the desk, where you were")

DESK_SHORTCUTS = (
    Shortcut(("j",), "next", "Next line"),
    Shortcut(("k",), "previous", "Line above"),
    Shortcut(("Enter",), "read", "Read an item here, or go to a story"),
    Shortcut(("o",), "open", "Open an item as a story, or go to a story"),
    Shortcut(("e",), "edit", "Edit the story"),
    Shortcut(("p",), "preview", "Preview: read an item here, see a story as readers do"),
    Shortcut(("x",), "tick", "Tick a story for publishing, withdrawing or moving"),
    Shortcut(("u",), "undo", "Undo what can be undone: the ticks you cleared, a deleted view"),
    Shortcut(("n",), "merge", "Show what is new"),
    Shortcut(("f",), "filter", "Filter"),
    Shortcut(("v",), "views", "Saved views"),
    Shortcut(("1", "2", "3", "4", "5", "6", "7"), "list", "Go to a list"),
    Shortcut(("]",), "older", "Older page"),
    Shortcut(("[",), "newest", "Newest page"),
    _SEARCH,
    Shortcut(("Escape",), "close", "Close what is open; clear the ticks"),
    _HELP,
)

ITEM_SHORTCUTS = (
    Shortcut(("j",), "next", "Next item"),
    Shortcut(("k",), "previous", "Item above"),
    Shortcut(("o",), "open", "Open it as a story, or go to the story there is"),
    Shortcut(("r",), "received", "Read it as it was received"),
    _DESK,
    _SEARCH,
    _HELP,
)

STORY_SHORTCUTS = (
    Shortcut(("p",), "preview", "Show or hide the preview"),
    Shortcut(("s",), "page", "See the page that readers have"),
    Shortcut(("h",), "history", "Published versions"),
    Shortcut(("j",), "next", "Next line of the desk’s list"),
    Shortcut(("k",), "previous", "Line above"),
    _DESK,
    _SEARCH,
    _HELP,
)

SEARCH_SHORTCUTS = (
    Shortcut(("j",), "next", "Next find"),
    Shortcut(("k",), "previous", "Find above"),
    Shortcut(("Enter",), "read", "Read an item here, or go to a story"),
    Shortcut(("o",), "open", "Open an item as a story, or go to a story"),
    Shortcut(("e",), "edit", "Edit the story"),
    _SEARCH,
    _DESK,
    _HELP,
)

# By the name of the screen, as the dialog of the help bears it.
SCREENS = {
    "desk": DESK_SHORTCUTS,
    "item": ITEM_SHORTCUTS,
    "story": STORY_SHORTCUTS,
    "search": SEARCH_SHORTCUTS,
}
