"""Cells of the CSV files that the newsroom gives away."""

from __future__ import annotations

from typing import Any


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: headlines and names are anybody's words."""
    is_risky = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if is_risky else value
