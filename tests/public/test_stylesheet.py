"""The stylesheet: one file for readers, and the house's rules for its parts."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import masthead.public.finders
from masthead.public.finders import (
    STYLESHEET,
    StylesheetFinder,
    build_stylesheet,
    stylesheet_parts,
)
from tests.public import samples
from tests.public.rendering import rendered

PUBLIC = Path(masthead.public.finders.__file__).parent
COMPONENTS = PUBLIC / "static" / "masthead" / "css" / "components"
TEMPLATES = PUBLIC / "templates" / "site"
# Conditions cannot hold custom properties (Media Queries 5, section 2): breakpoints stay raw.
CONDITION = re.compile(r"@media[^{]*")
RAW = re.compile(
    r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|(?<![\w-])\d*\.?\d+(?:px|rem|pt)\b", re.IGNORECASE
)


def test_the_stylesheet_is_found_under_its_name() -> None:
    found = finders.find(STYLESHEET)
    assert isinstance(found, str)
    assert Path(found).read_text(encoding="utf-8") == build_stylesheet()


def test_the_finder_knows_no_other_file() -> None:
    finder = StylesheetFinder()
    assert not finder.find("masthead/other.css")
    assert not finders.find("masthead/other.css")
    assert finder.find("masthead/other.css", find_all=True) == []


def test_collecting_yields_the_stylesheet_with_its_storage() -> None:
    ((path, storage),) = StylesheetFinder().list(None)
    with storage.open(path) as file:
        assert file.read().decode() == build_stylesheet()


def test_layers_come_first_then_tokens_base_and_components() -> None:
    text = build_stylesheet()
    assert text.startswith("@layer tokens, base, components, print;")
    names = [part.name for part in stylesheet_parts()]
    assert names[:3] == ["tokens.css", "fonts.css", "base.css"]
    assert names[-1] == "print.css"
    assert names[3:-1] == sorted(names[3:-1])


def test_every_address_in_the_stylesheet_leads_to_a_file() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', build_stylesheet())
    assert addresses
    assert all(finders.find(f"masthead/{address}") for address in addresses)


def test_comments_are_dropped() -> None:
    assert "/*" not in build_stylesheet()


@pytest.mark.parametrize(
    "part",
    [p for p in stylesheet_parts() if p.name not in ("tokens.css", "fonts.css")],
    ids=lambda part: part.name,
)
def test_only_tokens_hold_raw_colours_and_sizes(part: Path) -> None:
    assert RAW.findall(CONDITION.sub("", part.read_text(encoding="utf-8"))) == []


def test_every_token_used_is_set() -> None:
    text = build_stylesheet()
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used <= set(re.findall(r"(--[\w-]+):", text))


@pytest.mark.parametrize("part", sorted(COMPONENTS.glob("*.css")), ids=lambda part: part.name)
def test_a_components_file_and_its_class_share_a_name(part: Path) -> None:
    assert re.search(rf"\.{part.stem}(__|\b)", part.read_text(encoding="utf-8"))


def test_every_class_in_the_templates_is_of_a_component_or_the_base() -> None:
    known = {part.stem for part in COMPONENTS.glob("*.css")}
    known |= set(re.findall(r"\.([a-z]+)", (PUBLIC / "static/masthead/css/base.css").read_text()))
    for template in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'class="([^"]+)"', template.read_text(encoding="utf-8")):
            plain = re.sub(r"--{%.*?endif %}|{%.*?%}|{{.*?}}", " ", value)
            blocks = {name.split("__")[0].split("--")[0] for name in plain.split()}
            assert blocks <= known, template.name


def test_no_template_writes_a_style() -> None:
    for template in TEMPLATES.rglob("*.html"):
        assert not re.search(r"<style|\sstyle=", template.read_text(encoding="utf-8"))


def test_a_story_and_its_stylesheet_weigh_at_most_30_kilobytes_on_the_wire() -> None:
    page = gzip.compress(rendered(samples.story()).encode())
    style = gzip.compress(build_stylesheet().encode())
    assert len(page) + len(style) <= 30_000


def test_each_font_weighs_at_most_45_kilobytes_and_has_its_licence_beside_it() -> None:
    folder = PUBLIC / "static" / "masthead" / "fonts"
    fonts = list(folder.glob("*.woff2"))
    assert fonts
    assert all(font.stat().st_size <= 45_000 for font in fonts)
    for family in ("Piazzolla", "Schibsted-Grotesk"):
        licence = (folder / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE" in licence.upper()
