"""Where in the story's form each shut gate of publishing is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from masthead.stories.rules import PictureUse, decide_picture_use

# The parts of a picture's use that an editor can mend, and what makes each of the others pass.
_SOUND: dict[str, dict[str, Any]] = {
    "alt": {"alt": "sound", "caption": ""},
    "credit": {"credit": "sound"},
    "picture": {"rights_end_at": None, "taken_down": ""},
}


def picture_errors(use: PictureUse, *, at: datetime) -> dict[str, str]:
    """What is wrong with a use, by the part to mend: ``alt``, ``credit``, ``picture``.

    Each part is judged with the others made sound, so that the rule itself says which it is about.
    """
    errors = {}
    for part in _SOUND:
        others: dict[str, Any] = {}
        for other, values in _SOUND.items():
            if other != part:
                others |= values
        if part == "alt":
            others.pop("caption", None)
        for gate in decide_picture_use(replace(use, **others), at=at):
            errors[part] = gate.message
    return errors


def body_error(
    body: Any, errors: Mapping[int, dict[str, str]]
) -> StreamBlockValidationError | None:
    """The error for the body's field, or None.

    ``errors`` are those of the pictures in the text by number, counted from 1 as
    `masthead.stories.snapshot.picture_uses` counts: pictures first come first, a gallery's each.
    """
    number = 0
    blocks: dict[int, ValidationError] = {}
    for index, child in enumerate(body):
        if child.block_type == "picture":
            number += 1
            if error := _struct_error(errors.get(number, {})):
                blocks[index] = error
        elif child.block_type == "gallery":
            uses: dict[int, ValidationError] = {}
            for position in range(len(child.value["pictures"])):
                number += 1
                if error := _struct_error(errors.get(number, {})):
                    uses[position] = error
            if uses:
                blocks[index] = StructBlockValidationError(
                    {"pictures": ListBlockValidationError(block_errors=uses)}
                )
    return StreamBlockValidationError(block_errors=blocks) if blocks else None


def _struct_error(parts: Mapping[str, str]) -> ValidationError | None:
    if not parts:
        return None
    error: ValidationError = StructBlockValidationError(
        {part: ValidationError(message) for part, message in parts.items()}
    )
    return error
