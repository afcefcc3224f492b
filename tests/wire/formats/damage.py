"""Damaged copies of sound files: a reader may refuse one, and must do nothing worse."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from masthead.wire.dispatch import Reading, Refused
from masthead.wire.formats import read_all

_JUNK = st.one_of(
    st.binary(max_size=6),
    st.sampled_from([
        b"<", b">", b"</", b"&", b"&#0;", b"<!--", b"]]>", b"\x00", b"\x01", b"\x02", b"\x03",
        b"\xff\xfe", b"\r", b"\n\n", b"=", b'"', b"{", b"[", b"9" * 400, b"-1", b":", b"#",
        b"9999-99-99T99:99:99Z", b"0001-01-01T00:00:00+14:00", b"=?utf-8?B?====?=", b"\xd0",
    ]),
)  # fmt: skip

_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """A copy of ``sample`` with pieces cut out and junk put in."""
    data = bytearray(sample)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        data[start : start + length] = draw(_JUNK)
    return bytes(data)


@st.composite
def altered(draw: st.DrawFn, sample: dict[str, Any]) -> bytes:
    """A copy of a JSON object in which some values, at any depth, are of another kind."""
    copy = json.loads(json.dumps(sample))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(copy))
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        holder[key] = draw(_VALUES)
        if not list(_places(copy)):
            break
    return json.dumps(copy).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container within a JSON value, with each key or index in it."""
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def read_or_refuse(data: bytes) -> Reading | None:
    """What is read of ``data``; None when it is refused. Whatever else is raised goes through."""
    try:
        return read_all(data)
    except Refused as refusal:
        assert refusal.reason
        return None
