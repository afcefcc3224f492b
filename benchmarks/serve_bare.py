"""A bare Wagtail site in a folder, for comparison: one page model, 2,000 pages, SQLite in WAL.

The project is what ``wagtail start`` makes, with its settings, middleware and base template. Added
to it: an application with one page model (a title and 600 words of rich text), DEBUG off, and the
database in WAL. It is measured in two kinds: as it comes, and tuned, with a database connection
that stays open between requests, as Masthead's does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PAGES = 2_000
# Somewhere in the middle of the tree.
ADDRESS = "/page-1000/"
TARGET = "bare.wsgi:application"

_SETTINGS_TEXT = """
from bare.settings.base import *

SECRET_KEY = "of a site that lives for a minute"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["stories", *INSTALLED_APPS]
DATABASES["default"]["OPTIONS"] = {"init_command": "PRAGMA journal_mode=WAL;"}
# An index of words is no part of what is measured.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
"""

_TUNED_TEXT = """
from bare.settings.measured import *

DATABASES["default"]["CONN_MAX_AGE"] = 60
"""

_MODELS_TEXT = """
from wagtail.fields import RichTextField
from wagtail.models import Page


class StoryPage(Page):
    body = RichTextField()
"""

_PAGE_TEXT = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}<h1>{{ page.title }}</h1>
{{ page.body|richtext }}{% endblock %}
"""

# 12 paragraphs of 50 words: 600.
_FILL_TEXT = """
import sys

import django

django.setup()

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from stories.models import StoryPage

call_command("makemigrations", "stories", verbosity=0)
call_command("migrate", verbosity=0)
words = "The council met again on Tuesday to hear what the new harbour wall would cost".split()
paragraph = " ".join((words * 4)[:50])
with transaction.atomic(), disable_reference_index_auto_update():
    home = Page.objects.get(depth=2)
    for number in range(int(sys.argv[1])):
        body = f"<p>{paragraph}.</p>" * 12
        home.add_child(
            instance=StoryPage(title=f"Page {number}", slug=f"page-{number}", body=body)
        )
"""

_FILES = {
    "bare/settings/measured.py": _SETTINGS_TEXT,
    "bare/settings/tuned.py": _TUNED_TEXT,
    "stories/__init__.py": "",
    "stories/models.py": _MODELS_TEXT,
    "stories/fill.py": _FILL_TEXT,
    "stories/templates/stories/story_page.html": _PAGE_TEXT,
}


def environment(folder: Path, *, is_tuned: bool = False) -> dict[str, str]:
    """The variables under which the site in ``folder`` runs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MASTHEAD_")}
    settings = f"bare.settings.{'tuned' if is_tuned else 'measured'}"
    return kept | {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(folder)}


def make_bare_site(folder: Path, *, pages: int = PAGES) -> None:
    """Let Wagtail make a project in ``folder``, add the page model, and fill the database.

    Raises `subprocess.CalledProcessError` when Wagtail refuses it.
    """
    kept = environment(folder)
    kept.pop("DJANGO_SETTINGS_MODULE")
    start = "from wagtail.bin.wagtail import main; main()"
    subprocess.run(
        [sys.executable, "-c", start, "start", "bare", str(folder)],
        env=kept,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "stories.fill", str(pages)],
        cwd=folder,
        env=environment(folder),
        check=True,
    )
