"""An edition's colours: what is refused, and that what is taken can be read."""

import re
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

import masthead.public
from masthead.kernel.colours import AA, contrast
from masthead.stories import looks
from masthead.stories.looks import Looks, complaints, stylesheet_mark, stylesheet_of


def colours(least: int, most: int) -> st.SearchStrategy[str]:
    """Colours whose three channels lie between."""
    channel = st.integers(least, most)
    parts = st.tuples(channel, channel, channel)
    return parts.map(lambda rgb: "#" + "".join(f"{part:02x}" for part in rgb))


TOKENS = Path(masthead.public.__file__).parent / "static/masthead/css/tokens.css"


def test_the_house_colours_are_those_of_the_stylesheet() -> None:
    light, _, rest = TOKENS.read_text(encoding="utf-8").partition("prefers-color-scheme: dark")
    dark = rest.partition("@media print")[0]
    for part, name, value in [
        (light, "paper", looks.PAPER),
        (light, "ink", looks.INK),
        (light, "ink-quiet", looks.INK_QUIET),
        (light, "alert", looks.ALERT),
        (dark, "paper", looks.DARK_PAPER),
        (dark, "ink", looks.DARK_INK),
    ]:
        assert f"--{name}: {value};" in part


def test_the_house_needs_no_stylesheet_of_its_own() -> None:
    assert stylesheet_of(Looks()) == ""
    assert not Looks().is_own


def test_a_pale_accent_is_refused_and_the_message_says_by_how_much() -> None:
    message = complaints(Looks(accent="#ffcc00"))["accent"]
    assert "1.5 to 1" in message
    assert "darker" in message


def test_a_dark_paper_is_refused() -> None:
    assert "paper" in complaints(Looks(paper="#888888"))
    assert complaints(Looks(paper="#fff8ee")) == {}


@given(colours(0, 0x90), colours(0x70, 0xFF), colours(0xD0, 0xFF))
def test_whatever_is_not_refused_can_be_read(accent: str, dark: str, paper: str) -> None:
    chosen = Looks(accent=accent, accent_dark=dark, paper=paper)
    assume(not complaints(chosen))
    light, _, night = stylesheet_of(chosen).partition("(prefers-color-scheme:dark)")
    for part, ground in ((light, paper), (night, looks.DARK_PAPER)):
        tokens = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", part))
        assert contrast(tokens["accent"], ground) >= AA
        assert contrast(tokens["accent-strong"], ground) >= AA
        assert contrast(tokens["on-accent"], tokens["accent"]) >= AA


@given(colours(0, 0x90))
def test_an_accent_alone_brings_one_for_dark_pages(accent: str) -> None:
    assume(not complaints(Looks(accent=accent)))
    night = stylesheet_of(Looks(accent=accent)).partition("(prefers-color-scheme:dark)")[2]
    found = re.search(r"--accent:(#[0-9a-f]{6})", night)
    assert found
    assert contrast(found[1], looks.DARK_PAPER) >= AA


def test_the_mark_changes_with_the_colours() -> None:
    assert stylesheet_mark(Looks(accent="#003366")) != stylesheet_mark(Looks(accent="#003367"))
