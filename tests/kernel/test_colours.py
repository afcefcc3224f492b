"""Colours and their contrast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masthead.kernel.colours import contrast, luminance, mix, read_colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(COLOURS, COLOURS)
def test_contrast_has_no_order_and_stays_in_its_range(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


@given(COLOURS, COLOURS, st.floats(0, 1))
def test_a_mixture_is_a_colour_between_the_two(one: str, other: str, share: float) -> None:
    mixed = read_colour(mix(one, other, share=share))
    for part, a, b in zip(mixed, read_colour(one), read_colour(other), strict=True):
        assert min(a, b) <= part <= max(a, b)
    assert 0 <= luminance(mix(one, other, share=share)) <= 1


@pytest.mark.parametrize(
    "text", ["", "#fff", "red", "#12345g", "#1234567", "123456", "#１２３４５６"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        read_colour(text)
