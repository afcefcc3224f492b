"""A draft as JSON values: for scripts, and to be kept beside the page's bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from masthead.extraction.values import BodyPart, Draft, Found, NotAnArticle, RelatedLink
from masthead.kernel.blocks import to_json


def to_record(result: Draft | NotAnArticle) -> dict[str, Any]:
    """Return each field with its value, origin, confidence and whether it is unsure.

    A refusal has `reason` and `sentence` instead. Body parts have a `type`: those of
    `masthead.kernel.blocks`, and `related`.
    """
    if isinstance(result, NotAnArticle):
        return {"state": "refused", "reason": str(result.reason), "sentence": result.sentence}
    record: dict[str, Any] = {"state": "draft"}
    for field in fields(result):
        found: Found[Any] = getattr(result, field.name)
        record[field.name] = {
            "value": parts_to_json(found.value) if field.name == "body" else _plain(found.value),
            "origin": found.origin,
            "confidence": found.confidence,
            "unsure": found.is_unsure,
        }
    return record


def parts_to_json(parts: Sequence[BodyPart]) -> list[dict[str, Any]]:
    """Return the parts of a body as JSON values, in order."""
    return [
        {"type": "related", **asdict(part)} if isinstance(part, RelatedLink) else to_json([part])[0]
        for part in parts
    ]


def _plain(value: Any) -> Any:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
