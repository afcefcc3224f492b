"""Reading JSON objects of unknown soundness: the wrong type counts as nothing said."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from masthead.kernel.text import collapse
from masthead.wire.dispatch import Refused
from masthead.wire.formats.elements import whole_number

Object = Mapping[str, Any]

_EMPTY: Object = {}


def json_or_refuse(data: bytes) -> Any:
    """Return the value of a JSON file; raise Refused with the place where it is broken."""
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Refused(f"broken JSON: {error.msg}", place) from error
    except (ValueError, RecursionError) as error:
        # Bytes of no Unicode encoding, a number of thousands of digits, or lists in lists.
        raise Refused(f"broken JSON: {error}") from error


def raw(value: Object, *names: str) -> str:
    """Return the first of these members that is a string, as it stands; '' when none is.

    Several names: the standard changed its spelling (ninjs 3.0 writes versionCreated for
    versioncreated).
    """
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def text(value: Object, *names: str) -> str:
    """Return the first of these members that holds words or a number, on one line."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and collapse(found):
            return collapse(found)
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def inner(value: Object, *names: str) -> Object:
    """Return the object at a path of members; an empty one where there is none."""
    for name in names:
        found = value.get(name)
        if not isinstance(found, Mapping):
            return _EMPTY
        value = found
    return value


def objects(value: Object, *names: str) -> Iterator[Object]:
    """Yield the objects in the first of these members that is a list; a lone one counts too."""
    for name in names:
        found = value.get(name)
        if isinstance(found, Mapping):
            found = [found]
        if isinstance(found, list):
            yield from (each for each in found if isinstance(each, Mapping))
            return


def texts(value: Object, *names: str) -> tuple[str, ...]:
    """Return the strings in the first of these members that is a list or a string."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str):
            found = [found]
        if isinstance(found, list):
            words = (collapse(each) for each in found if isinstance(each, str))
            return tuple(word for word in words if word)
    return ()


def number(value: Object, name: str) -> int | None:
    """Return a member as a non-negative whole number, None when it is none."""
    found = value.get(name)
    if isinstance(found, str):
        return whole_number(found)
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    # As far as the desk's columns go.
    return found if 0 <= found < 10**12 else None
