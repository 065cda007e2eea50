"""Table cells that are safe to open in a spreadsheet."""

from __future__ import annotations

from roleplay.text.plain import safe

#: Characters that start a formula in a spreadsheet, also in the full-width forms typed on Chinese keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def escape_formula(value: str | int) -> str | int:
    """A cell value that a spreadsheet shows literally: text that could be read as a formula gets an apostrophe."""
    if isinstance(value, int):
        return value
    text = safe(value, newlines=False)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) or value.startswith(_FORMULA) else text
