"""Cells of a table that a spreadsheet opens."""

from __future__ import annotations

from roleplay.text.plain import safe

#: What a spreadsheet takes for the beginning of a formula, full-width as Chinese keyboards type it too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(value: str | int) -> str | int:
    """A cell that a spreadsheet shows as it is: a text never acts."""
    if isinstance(value, int):
        return value
    text = safe(value, newlines=False)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or value.startswith(_FORMULA) else text
