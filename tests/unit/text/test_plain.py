from __future__ import annotations

import unicodedata

import pytest
import rich.cells
from hypothesis import example, given
from hypothesis import strategies as st

from roleplay.text.cells import cell_len
from roleplay.text.plain import safe

nasty = st.lists(
    st.sampled_from(
        [
            "\x1b",
            "[31m",
            "]0;x",
            "\x07",
            "\x9b",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u200d",
            "\ufe0f",
            "\ud83d",
            "\r",
            "\n",
            "\t",
            "\u0301",
            "\u0301" * 9,
            "中",
            "a",
            "👨",
            "❤",
            "🏴",
            "\U000e0067",
            "\U000e007f",
            "\u3164",
            "\x85",
            "\u2028",
            "\U000e0100",
            "葛",
            " ",
        ]
    )
    | st.characters(),
    max_size=15,
).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("价格 [/b] 三折", "价格 [/b] 三折"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jx", "x"),
        ("\x1b", "␛"),
        ("\x1b[", ""),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x80", "\ufffd"),
        ("user\u202etxt.exe", "usertxt.exe"),
        ("a\u200bb\ufeff\u00ad", "ab"),
        ("\ud83d", "\ufffd"),
        ("a\tb\u2003c", "a b c"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("\u0301x", "\u25cc\u0301x"),
        ("x" + "\u0301" * 50, "x" + "\u0301" * 4),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("a\u200db", "ab"),
        ("你\u200d好", "你好"),
        ("a\ufe0f", "a"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("a\U000e0067", "a"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("\u3164\uffa0", ""),
        ("\u0378", "\ufffd"),
    ],
)
def test_known(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(nasty)
@example("\x1b\x1b[31m[31m")
@example("\x1b[3\x1b[31m1m")
@example("\u200d\u200d👨\u200d")
def test_no_control_sequence_is_left(text: str) -> None:
    shown = safe(text)
    shown.encode("utf-8")
    for character in shown:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        )
    assert "\u200b" not in shown


@given(nasty)
def test_it_is_idempotent(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(nasty)
def test_without_newlines_it_is_one_line(text: str) -> None:
    shown = safe(text, newlines=False)
    assert len(shown.splitlines()) <= 1
    assert "\n" not in shown


@given(nasty)
def test_the_result_has_a_known_width(text: str) -> None:
    shown = safe(text, newlines=False)
    if all(unicodedata.category(character) not in ("Cn", "Mc") for character in shown):
        assert cell_len(shown) == rich.cells.cell_len(shown)


def test_every_single_character() -> None:
    """The fast path accepts exactly what the slow path would leave unchanged."""
    for code in range(0x11000):
        character = chr(code)
        if unicodedata.category(character) in ("Mn", "Me"):
            continue
        slow = safe(character + "\x00")[:-1]
        assert safe(character) == slow, hex(code)
