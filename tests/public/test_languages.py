"""The words of the site in every language that we promise."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

import masthead
from tests.public import samples

PACKAGE = Path(masthead.__file__).parent
LANGUAGES = ("en_US", "es", "de", "ar")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_IGNORED = ("newsroom", "cli", "demo", "locale")


def catalogue(language: str) -> dict[str | tuple[str, int], str]:
    with (PACKAGE / "locale" / language / "LC_MESSAGES/django.mo").open("rb") as file:
        found: dict[str | tuple[str, int], str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in found.items() if key}


def words_of(language: str) -> set[str]:
    """The texts that a catalogue has, plural forms counted once."""
    return {key if isinstance(key, str) else key[0] for key in catalogue(language)}


def test_every_language_has_the_same_words() -> None:
    first = words_of(LANGUAGES[0])
    assert len(first) > 100
    for language in LANGUAGES:
        assert words_of(language) == first, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_and_keeps_what_is_filled_in(language: str) -> None:
    for key, text in catalogue(language).items():
        source = key if isinstance(key, str) else key[0]
        assert text.strip(), source
        left = set(_PLACEHOLDER.findall(source))
        # Arabic says "one" and "two" in words.
        missing = left - set(_PLACEHOLDER.findall(text)) - {"count"}
        assert not missing, (source, text)


def test_arabic_is_in_arabic_letters() -> None:
    for key, text in catalogue("ar").items():
        source = key if isinstance(key, str) else key[0]
        words = _PLACEHOLDER.sub("", text)
        if any(letter.isalpha() for letter in _PLACEHOLDER.sub("", source)):
            assert re.search(r"[\u0600-\u06ff]", words), (source, text)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext (apt-get install gettext)")
def test_the_catalogues_have_all_that_the_code_says(tmp_path: Path) -> None:
    copy = tmp_path / "masthead"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
    command = [sys.executable, "-m", "django", "makemessages", "--no-obsolete", "--no-wrap"]
    command += [f"--ignore={name}/*" for name in _IGNORED] + ["--locale=es"]
    subprocess.run(
        [*command, "--settings", "masthead.config.settings"], cwd=copy, check=True,
        capture_output=True,
    )  # fmt: skip
    made = (copy / "locale/es/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    compiled = tmp_path / "new.mo"
    checked = subprocess.run(
        ["msgfmt", "--statistics", "-o", compiled, "-"], input=made, text=True, check=True,
        capture_output=True,
    )  # fmt: skip
    assert "untranslated" not in checked.stderr, "run: make messages, and translate what is new"
    assert "fuzzy" not in checked.stderr, "run: make messages, and look at what changed"


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs gettext (apt-get install gettext)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str, tmp_path: Path) -> None:
    folder = PACKAGE / "locale" / language / "LC_MESSAGES"
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", compiled, folder / "django.po"], check=True)
    with compiled.open("rb") as file:
        fresh = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    assert {key: text for key, text in fresh.items() if key} == catalogue(language)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en-GB", "Labelled Opinion"),
        ("en", "Labeled Opinion"),
        ("en-US", "Labeled Opinion"),
        ("es-MX", "Etiquetado como Opinión"),
        ("de-AT", "Gekennzeichnet als Meinung"),
        ("ar-EG", "صُنّف: رأي"),
        ("fr", "Labelled Opinion"),
    ],
)
def test_a_tag_with_a_region_finds_its_language_and_others_get_english(
    language: str, word: str
) -> None:
    with translation.override(language):
        assert _("Labelled %(label)s") % {"label": _("Opinion")} == word


@pytest.mark.parametrize("language", ["es", "de", "ar"])
def test_no_english_word_of_ours_is_left_on_a_page(language: str) -> None:
    with translation.override(language):
        html = render_to_string(
            "site/pages/story.html",
            {"site": samples.site(language=language), "page": samples.story()},
        )
    for word in ("Skip to the news", "Related news", "Share this story", "All the news", "Source"):
        assert f">{word}<" not in html
