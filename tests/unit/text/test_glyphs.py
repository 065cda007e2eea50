from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.text.cells import cell_len
from roleplay.text.glyphs import Glyphs, glyphs

NAMES = Glyphs._fields


@pytest.mark.parametrize("name", NAMES)
def test_drawn_glyphs_are_narrow_everywhere(name: str) -> None:
    for glyph in getattr(glyphs(), name):  # a single character, or four
        assert cell_len(glyph) == len(glyph) == 1
        if name != "ellipsis":
            assert unicodedata.east_asian_width(glyph) in ("N", "Na", "H")


@pytest.mark.parametrize("name", NAMES)
def test_ascii_glyphs_are_ascii(name: str) -> None:
    glyph = getattr(glyphs(ascii=True), name)
    for character in glyph:
        assert character.isascii()
        assert character.isprintable()
    assert len(glyph) == 1 or name in ("ellipsis", "arrow", "levels")


@pytest.mark.parametrize("ascii", [False, True])
def test_opposite_glyphs_differ(ascii: bool) -> None:
    table = glyphs(ascii)
    assert len({table.up, table.down, table.same}) == 3
    assert table.bar_full != table.bar_empty
    assert table.yes != table.no
    assert table.mark != table.best
    assert len(set(table.levels)) == 4


@given(st.floats(-50, 150), st.integers(-1, 40))
def test_a_bar_has_its_width(value: float, width: int) -> None:
    table = glyphs()
    bar = table.bar(value, width)
    assert cell_len(bar) == max(width, 0)
    assert bar == table.bar_full * bar.count(table.bar_full) + table.bar_empty * bar.count(table.bar_empty)


def test_a_bar_shows_its_value() -> None:
    table = glyphs(ascii=True)
    assert table.bar(0, 4) == "----"
    assert table.bar(1, 4) == "#---"
    assert table.bar(50, 4) == "##--"
    assert table.bar(99, 4) == "###-"
    assert table.bar(100, 4) == "####"
    assert table.bar(3, 4, top=4) == "###-"
    assert table.bar(3, 4, top=0) == "----"
