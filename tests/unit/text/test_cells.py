from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import rich.cells
from hypothesis import given
from hypothesis import strategies as st

from roleplay.text.cells import WIDTHS, cell_len, clusters, fit, pad

EMOJI = [
    "😀",
    "👍🏽",
    "👨‍👩‍👧",
    "⚠️",
    "❤️",
    "❤️‍🔥",
    "👩‍⚕️",
    "1️⃣",
    "🇨🇳",
    "🇯🇵",
    "🏴\U000e0067\U000e0062\U000e007f",
    "☎",
    "✅",
]
PIECES = [
    "这是第三次了",
    "，",
    "。",
    "“好”",
    "……",
    "——",
    "《进度表》",
    "１２",
    "　",
    "がぎ",
    "한국",
    "e\u0301",
    "hello",
    " ",
    "16.",
    "naïve",
    "Ünï",
    "·",
    "№",
    "①",
    "←→",
    "█░",
    "Ж",
    "\n",
    *EMOJI,
]
texts = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=12).map("".join)
product_texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("王先生", 6),
        ("e\u0301", 1),
        ("👨‍👩‍👧", 2),
        ("⚠️", 2),
        ("⚠", 1),
        ("🇨🇳", 2),
        ("👍🏽", 2),
        ("1️⃣", 2),
        ("…", 1),
        ("“”", 2),
        ("，", 2),
        ("\x1b", 0),
        ("\u200b", 0),
        ("각", 2),
        ("가", 2),
        ("\ud800", 1),
    ],
)
def test_known_widths(text: str, cells: int) -> None:
    assert cell_len(text) == cells


@given(product_texts)
def test_agrees_with_the_layout_engine(text: str) -> None:
    assert cell_len(text) == rich.cells.cell_len(text)


def test_agrees_with_the_layout_engine_on_every_character_in_use() -> None:
    odd = [
        hex(code)
        for code in [
            *range(0x3000),
            *range(0x3000, 0xA000),
            *range(0xAC00, 0xD7A4),
            *range(0xF900, 0x10000),
            *range(0x1F000, 0x1FB00),
        ]
        if unicodedata.category(chr(code)) not in ("Cn", "Mc")
        and WIDTHS[chr(code)] != rich.cells.get_character_cell_size(chr(code))
    ]
    assert odd == []


@given(texts)
def test_clusters_lose_nothing_and_add_up(text: str) -> None:
    pieces = clusters(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert sum(cells for _, cells in pieces) == cell_len(text)
    assert all(0 <= cells <= 2 for _, cells in pieces)


@pytest.mark.parametrize("picture", EMOJI)
def test_an_emoji_sequence_is_one_cluster(picture: str) -> None:
    assert clusters("甲" + picture + "乙") == [("甲", 2), (picture, cell_len(picture)), ("乙", 2)]


def test_two_flags_are_two_clusters() -> None:
    assert [piece for piece, _ in clusters("🇨🇳🇯🇵")] == ["🇨🇳", "🇯🇵"]


@given(texts, st.integers(-2, 30), st.sampled_from(["…", "...", ""]))
def test_fit_respects_the_width_and_keeps_a_prefix_of_the_text(text: str, width: int, ellipsis: str) -> None:
    cut = fit(text, width, ellipsis)
    assert cell_len(cut) <= max(width, 0)
    if width > 0 and cell_len(text) <= width:
        assert cut == text
    elif width > 0 and cell_len(ellipsis) <= width:
        assert cut.endswith(ellipsis)
        assert text.startswith(cut[: len(cut) - len(ellipsis)])


def test_fit_never_halves_a_character() -> None:
    assert fit("你好世界", 6) == "你好…"
    assert fit("你好世界", 5) == "你好…"
    assert fit("a👨‍👩‍👧bc", 4) == "a👨‍👩‍👧…"
    assert fit("a👨‍👩‍👧bc", 3) == "a…"
    assert fit("hello world", 7) == "hello…"
    assert fit("你好世界", 2, "...") == "你"


@given(texts.filter(lambda text: "\ufe0f" not in text and "\u200d" not in text), st.integers(0, 40))
def test_pad_reaches_the_width(text: str, width: int) -> None:
    for align in ("left", "right", "center"):
        padded = pad(text, width, align)
        assert cell_len(padded) == max(width, cell_len(text))
        assert text in padded


def test_pad_aligns() -> None:
    assert pad("好", 5) == "好   "
    assert pad("好", 5, "right") == "   好"
    assert pad("好", 5, "center") == " 好  "


def test_rich_is_not_imported() -> None:
    """Start-up time: the text room must stay free of the screen libraries."""
    code = (
        "import sys, roleplay.text.cells, roleplay.text.wrap, roleplay.text.glyphs, roleplay.text.plain;"
        "sys.exit(any(name.split('.')[0] in ('rich', 'textual', 'pydantic', 'yaml') for name in sys.modules))"
    )
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    assert subprocess.run([sys.executable, "-c", code], env=environ, check=False).returncode == 0
