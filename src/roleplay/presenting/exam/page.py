"""A page of an exam as texts with style roles: the screen turns them into rows, the plain mode into lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.plain import safe

#: Indent, in cells, of a text that belongs to the one above.
STEP = 2


class PageText(NamedTuple):
    """A paragraph; without text it is an empty line."""

    text: str = ""
    role: str = ""
    indent: int = 0
    #: shown in the indent before the text
    label: str = ""


#: An empty line.
GAP = PageText()


def page_rows(texts: Iterable[PageText], width: int) -> list[Row]:
    """The page for a screen of ``width`` cells."""
    rows = list[Row]()
    for text in texts:
        rows += block(text.text, width, text.role, label=text.label, indent=text.indent) if text.text else [BLANK]
    return rows


def page_lines(texts: Iterable[PageText]) -> list[str]:
    """The page for the plain mode."""
    return [f"{text.label.ljust(text.indent)}{safe(text.text)}" for text in texts]
