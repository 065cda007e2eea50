"""The first line of a list: its title, its note, and the sign that something was cut."""

from __future__ import annotations

import pytest

from roleplay.presenting.rows.listing import list_title
from roleplay.presenting.rows.row import Row, fit_row
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

TITLE = Row((("The third repair of the laptop", "strong"), (" | ", "muted"), ("try 1 of 3", "")))


def test_what_fits_is_left_alone() -> None:
    assert fit_row(TITLE, cell_len(TITLE.text), "…") == TITLE


@pytest.mark.parametrize("width", range(24, cell_len(TITLE.text)))
def test_the_longest_part_is_cut_with_an_ellipsis(width: int) -> None:
    row = fit_row(TITLE, width, "…")
    assert cell_len(row.text) <= width
    assert row.text.endswith("… | try 1 of 3"), "the other parts stay whole"
    assert [role for _, role in row.spans] == ["strong", "muted", ""]


def test_if_one_part_is_not_enough_the_next_is_cut_too() -> None:
    row = Row((("The third repair of the laptop", "strong"), (" through four phrases under pressure", "mark")))
    assert fit_row(row, 30, "…").text == "The third… through four…"


def test_the_first_note_that_fits_is_shown_else_the_last_is_cut() -> None:
    def first_line(width: int, *notes: str) -> str:
        return list_title("该再练的", notes, width, glyphs()).text

    both = ("共 41 项，到期 41 项；回车做专项练习", "共 41 项，到期 41 项")
    assert first_line(60, *both) == "该再练的  共 41 项，到期 41 项；回车做专项练习"
    assert first_line(40, *both) == "该再练的  共 41 项，到期 41 项"
    assert first_line(24, *both) == "该再练的  共 41 项，到…"
    assert first_line(24) == "该再练的"


def test_typed_text_is_never_markup() -> None:
    assert "\x1b" not in list_title("History", ["with \x1b[31mred\n"], 60, glyphs()).text
