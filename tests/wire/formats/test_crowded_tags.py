"""Elements with countless attributes stop nobody's work."""

from __future__ import annotations

import time

import pytest

from masthead.wire.dispatch import Refused
from masthead.wire.formats import read
from masthead.wire.formats.crowded_tags import refuse_crowded_tags


def feed(attributes: str, element: str = "rss") -> bytes:
    """An RSS feed of one item; the element given has the attributes given."""
    on_root, on_item = (attributes, "") if element == "rss" else ("", attributes)
    return (
        f'<?xml version="1.0"?><rss version="2.0" {on_root}><channel><title>Paper</title>'
        f"<item {on_item}><title>Town hall reopens</title><guid>1</guid></item></channel></rss>"
    ).encode()


@pytest.mark.parametrize("element", ["rss", "item"])
@pytest.mark.parametrize("pattern", ['a{}="{}"', "xmlns:n{}='http://n.example/{}'", 'a{} = ">{}"'])
def test_an_element_of_countless_attributes_is_refused_at_once(element: str, pattern: str) -> None:
    crowded = feed(" ".join(pattern.format(n, n) for n in range(50_000)), element)
    for data in (crowded, crowded.decode().encode("utf-16")):
        started = time.monotonic()
        with pytest.raises(Refused, match="attributes"):
            read(data)
        assert time.monotonic() - started < 5


def test_an_element_with_all_namespaces_there_are_is_read() -> None:
    names = " ".join(f'xmlns:n{n}="http://n.example/{n}"' for n in range(150))
    (dispatch,) = read(feed(names)).dispatches
    assert dispatch.headline == "Town hall reopens"


@pytest.mark.parametrize("piece", ["<a ", '<a b="c" ', '<a b="', "<a b='<a c=", "a=b ", "<", " "])
def test_looking_takes_no_time_whatever_stands_there(piece: str) -> None:
    started = time.monotonic()
    refuse_crowded_tags(piece.encode() * 200_000)
    assert time.monotonic() - started < 5
