"""The note about rows that are scrolled out of view."""

from __future__ import annotations

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.rows.out_of_view import out_of_view
from roleplay.text.glyphs import glyphs


@pytest.mark.parametrize(
    ("above", "below", "note"),
    [
        (0, 0, ""),
        (0, 5, "▾ 5 more (PgDn)"),
        (3, 0, "▴ 3 above (PgUp)"),
        (3, 5, "▴ 3 above (PgUp)  ▾ 5 more (PgDn)"),
    ],
)
def test_rows_above_and_below_are_counted(above: int, below: int, note: str) -> None:
    assert out_of_view(above, below, catalogue("en"), glyphs()) == note


def test_arrow_keys_are_named_where_they_scroll() -> None:
    assert "向下键" in out_of_view(0, 1, catalogue("zh"), glyphs(), by_arrows=True)
