"""What the newsroom itself remembers: work to do, and words that are not saved yet."""

from masthead.newsroom.models.lines import Line
from masthead.newsroom.models.views import SavedView, StartView
from masthead.newsroom.models.work import Assignment, KeptWords, LetterChoice

__all__ = ["Assignment", "KeptWords", "LetterChoice", "Line", "SavedView", "StartView"]
