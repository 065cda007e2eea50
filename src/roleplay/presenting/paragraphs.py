"""Paragraphs of plain text, before any widget."""

from __future__ import annotations

from typing import NamedTuple


class Paragraph(NamedTuple):
    """One paragraph. ``label`` stands before it in a style of its own; all lines are moved in by ``indent`` cells.

    ``hang`` moves in the lines after the first by so many more. An empty paragraph is an empty line.
    """

    text: str = ""
    style: str = ""
    label: str = ""
    label_style: str = "bold"
    indent: int = 0
    hang: int = 0


#: An empty line.
BLANK_LINE = Paragraph()


def heading(text: str) -> Paragraph:
    """A heading."""
    return Paragraph(text, "bold $text-accent")
