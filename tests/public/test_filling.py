"""No view model promises its template what no code ever gives."""

from __future__ import annotations

import ast
import dataclasses
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from masthead.public import (
    archiveviews,
    blockviews,
    pictureviews,
    searchviews,
    sponsorviews,
    standingviews,
    viewmodels,
)

FOLDER = Path(viewmodels.__file__).parent


def filled() -> dict[str, set[str]]:
    """The keywords that the package's calls give, by the name of what is called."""
    given: dict[str, set[str]] = defaultdict(set)
    for path in FOLDER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.asname: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.asname
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).rpartition(".")[2]
                given[names.get(called, called)] |= {word.arg or "**" for word in node.keywords}
    return given


@pytest.mark.parametrize(
    "module",
    [
        viewmodels,
        archiveviews,
        blockviews,
        pictureviews,
        searchviews,
        sponsorviews,
        standingviews,
    ],
)
def test_every_field_of_a_view_model_is_filled_somewhere(module: ModuleType) -> None:
    given = filled()
    unfilled = [
        f"{name}.{field.name}"
        for name, cls in vars(module).items()
        if dataclasses.is_dataclass(cls) and cls.__module__ == module.__name__
        for field in dataclasses.fields(cls)
        if field.name not in given[name]
    ]
    assert unfilled == []
