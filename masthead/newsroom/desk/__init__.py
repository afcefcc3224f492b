"""The desk: its lists, what needs attention, and the table of lines that both are read from."""

from masthead.newsroom.desk.filters import View
from masthead.newsroom.desk.lists import Cursor, Page, desk_page, tab_counts
from masthead.newsroom.desk.tabs import TAB_NAMES, URGENCY_WORDS, Tab

__all__ = ["TAB_NAMES", "URGENCY_WORDS", "Cursor", "Page", "Tab", "View", "desk_page", "tab_counts"]
