"""A page of an exam as texts with their roles: the screen makes rows of them, the plain mode lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.text.plain import safe

#: Cells by which what belongs to the text above is moved in.
STEP = 2


class PageText(NamedTuple):
    """A paragraph; an empty one is an empty line."""

    text: str = ""
    role: str = ""
    indent: int = 0
    #: stands before it, where the text is moved in
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
    """The page line by line."""
    return [f"{text.label.ljust(text.indent)}{safe(text.text)}" for text in texts]
