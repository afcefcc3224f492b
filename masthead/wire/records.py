"""A dispatch as JSON, for keeping, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from masthead.kernel import blocks
from masthead.wire.dispatch import Dispatch, Link, Rendition, Status, Subject, WirePicture

_MOMENTS = ("published", "updated", "embargo_until")


def to_json(dispatch: Dispatch) -> dict[str, Any]:
    """``dispatch`` as plain values; moments as ISO 8601 in UTC.

    The texts are as `storable` makes them.
    """
    values = {
        field.name: getattr(dispatch, field.name)
        for field in fields(dispatch)
        if field.name not in {"body", "subjects", "pictures", "links"}
    }
    for name in _MOMENTS:
        if values[name] is not None:
            values[name] = values[name].isoformat()
    values["status"] = dispatch.status.value
    values["byline"] = list(dispatch.byline)
    values["keywords"] = list(dispatch.keywords)
    values["body"] = blocks.to_json(dispatch.body)
    for name in ("subjects", "pictures", "links"):
        values[name] = [asdict(entry) for entry in getattr(dispatch, name)]
    cleaned: dict[str, Any] = storable(values)
    return cleaned


def from_json(values: Mapping[str, Any]) -> Dispatch:
    """The dispatch that `to_json` wrote."""
    known = dict(values)
    for name in _MOMENTS:
        if known[name] is not None:
            known[name] = datetime.fromisoformat(known[name])
    return Dispatch(
        **known
        | {
            "status": Status(known["status"]),
            "byline": tuple(known["byline"]),
            "keywords": tuple(known["keywords"]),
            "body": blocks.from_json(known["body"]),
            "subjects": tuple(Subject(**entry) for entry in known["subjects"]),
            "links": tuple(Link(**entry) for entry in known["links"]),
            "pictures": tuple(
                WirePicture(
                    **entry
                    | {"renditions": tuple(Rendition(**file) for file in entry["renditions"])}
                )
                for entry in known["pictures"]
            ),
        }
    )


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of a dispatch in JSON: equal for the same words, whenever they arrive."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def storable(value: Any) -> Any:
    """``value`` (a text, or lists and mappings with texts in them) as every database can hold it.

    NUL characters go: PostgreSQL keeps none in text or JSON, and no writing uses them. Half of a
    surrogate pair, which UTF-8 has not (RFC 3629 section 3), becomes a question mark.
    """
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {storable(key): storable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [storable(entry) for entry in value]
    return value
