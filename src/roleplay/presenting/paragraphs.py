"""Paragraphs of plain text, independent of any widget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.text.plain import safe
from roleplay.text.wrap import wrap


class Paragraph(NamedTuple):
    """One paragraph. ``label`` precedes the text in its own style; all lines are indented by ``indent`` cells.

    The lines after the first are indented by ``hang`` more cells. An empty paragraph is an empty line.
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


def wrapped(paragraphs: Iterable[Paragraph], width: int) -> tuple[str, list[tuple[int, int, str]]]:
    """The paragraphs wrapped to lines of at most ``width`` cells, and the styled spans (start, end, style)."""
    lines: list[str] = []
    spans: list[tuple[int, int, str]] = []
    position = 0
    for paragraph in paragraphs:
        margin = " " * paragraph.indent if paragraph.indent + 8 <= width else ""
        label = safe(paragraph.label, newlines=False)
        of_label = len(label)
        for text in wrap(label + safe(paragraph.text), width - len(margin), indent=" " * paragraph.hang):
            start, end = position + len(margin), position + len(margin) + len(text)
            if paragraph.style:
                spans.append((start, end, paragraph.style))
            if of_label > 0:
                spans.append((start, min(start + of_label, end), paragraph.label_style))
                of_label -= len(text)
            lines.append(margin + text)
            position = end + 1
    return "\n".join(lines), spans
