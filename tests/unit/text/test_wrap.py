from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from case_loops import check_each
from roleplay.text.cells import cell_len, clusters
from roleplay.text.wrap import NO_END, NO_START, fit_words, wrap

ZH = "16. 王经理，我理解您对交付延期的不满。我们昨天已经重新排了计划（见附件《进度表》），这里有三个可行的方案。"
MIXED = "Alice 说：hello world这是一个mixed句子with English词汇in it没有空格的情况下怎么办呢？！“甲”“乙”……——完。"
PIECES = [
    "这是第三次了",
    "你好",
    "的",
    "，",
    "。",
    "！？",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    "……",
    "——",
    " ",
    "  ",
    "hello",
    "supercalifragilistic",
    "don't",
    "3.14",
    "16. ",
    "a) ",
    "(see",
    "x)",
    "\n",
    "\n\n",
    "👨‍👩‍👧",
    "⚠️",
    "🇨🇳",
    "e\u0301",
    "%",
    "100",
    "￥",
    '"',
    "　",
    "한국어",
    "http://a.example/b,c",
    "\t",
    "\u00a0",
]
mixed = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
widths = st.integers(2, 90)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def clean_cuts(line: str) -> list[int]:
    """Positions at which ``line`` could have been cut without a forbidden mark at either edge."""
    pieces = [piece for piece, _ in clusters(line.replace('"', "“"))]
    return [
        index
        for index in range(1, len(pieces))
        if bare("".join(pieces[:index]))
        and pieces[index][0] not in NO_START
        and not pieces[index].isspace()
        and bare("".join(pieces[:index]))[-1] not in NO_END
    ]


@given(mixed, widths)
@example(ZH, 2)
@example(MIXED, 3)
def test_lines_fit_the_width_lose_nothing_and_end_without_spaces(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert bare("".join(lines)) == bare(text)
    assert all(line == line.rstrip() for line in lines)


@given(st.text(st.characters(codec="utf-8"), max_size=60), widths)
def test_any_text_can_be_wrapped(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(mixed.filter(lambda text: '"' not in text), widths)
@example(ZH, 8)
@example(MIXED, 9)
def test_forbidden_marks_occur_at_an_edge_only_if_unavoidable(text: str, width: int) -> None:
    for paragraph in text.split("\n"):
        lines = wrap(paragraph, width)
        for above, below in pairwise(lines):
            if below and below[0] in NO_START:
                assert not clean_cuts(above), (above, below)
            if above and above[-1] in NO_END:
                assert not clean_cuts(above), (above, below)


@given(
    st.lists(st.sampled_from(["好", "，", "word", "another", " ", "的", "。", "Ok"]), max_size=30),
    st.integers(12, 60),
)
def test_words_stay_whole(parts: list[str], width: int) -> None:
    text = "".join(parts)
    words = re.findall("[A-Za-z]+", text)
    # a word with its adjacent marks may be longer than the line; those are not tested here
    if any(cell_len(word) > width for word in re.findall(r"\S?[A-Za-z]+[，。\s]*", text)):
        return
    assert [word for line in wrap(text, width) for word in re.findall("[A-Za-z]+", line)] == words


def test_lines_are_filled_as_far_as_the_rules_allow() -> None:
    assert wrap("你好世界再见", 6) == ["你好世", "界再见"]
    assert wrap("你好世，界再见", 6) == ["你好", "世，界", "再见"]
    assert wrap("我们看（附件）吧", 8) == ["我们看", "（附件）", "吧"]
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("他说hello，好", 10) == ["他说", "hello，好"]
    assert wrap("……——", 20) == ["……——"]


def test_straight_quotes_open_and_close_alternately() -> None:
    assert wrap('他说"好的"吧', 5) == ["他说", '"好', '的"吧']


@pytest.mark.parametrize("mark", ["16. ", "16.", "3) ", "A. ", "- ", "1、", "（2）"])
def test_a_list_marker_stays_with_its_item(mark: str) -> None:
    check_each(lambda width: stays_with_its_item(mark, width), range(8, 40))


def stays_with_its_item(mark: str, width: int) -> None:
    text = "前面一句话。 " + mark + "王经理先说" if mark in ("16. ", "3) ") else mark + "王经理先说，我们再说"
    lines = wrap(text, width)
    assert not any(line.endswith(mark.strip()) for line in lines), lines


def test_a_decimal_is_one_word() -> None:
    assert wrap("共付了3.14元整", 8) == ["共付了", "3.14元整"]


def test_line_ends_are_kept() -> None:
    assert wrap("", 10) == [""]
    assert wrap("一\n\n二\n", 10) == ["一", "", "二", ""]
    assert wrap("一\r\n二", 10) == ["一", "二"]
    assert wrap("   ", 10) == [""]


def test_leading_space_is_kept_if_there_is_room() -> None:
    assert wrap("　　第一段很长的话", 10) == ["　　第一段", "很长的话"]
    assert wrap("　　第一段", 4) == ["第一", "段"]


def test_hanging_indent_counts_in_the_width() -> None:
    gap = " " * 8
    lines = wrap("王先生：这是第三次了！\n\n你们到底会不会修？", 16, indent=gap)
    assert lines == ["王先生：这是第三", gap + "次了！", "", gap + "你们到底", gap + "会不会", gap + "修？"]
    assert wrap("你好世界", 4, indent="   ") == ["你好", "世界"]


@given(mixed, st.integers(2, 60), st.integers(0, 10))
def test_indented_lines_fit_the_width(text: str, width: int, indent: int) -> None:
    lines = wrap(text, width, indent=" " * indent)
    assert all(cell_len(line) <= width for line in lines)
    assert bare("".join(lines)) == bare(text)


def test_a_width_below_two_counts_as_two() -> None:
    assert wrap("你好ab", 0) == ["你", "好", "ab"]


def test_emoji_sequences_are_not_split() -> None:
    assert wrap("👨‍👩‍👧👨‍👩‍👧🇨🇳🇯🇵", 2) == ["👨‍👩‍👧", "👨‍👩‍👧", "🇨🇳", "🇯🇵"]


def test_wrapping_a_screen_of_text_is_fast() -> None:
    """0.1 ms per paragraph on an idle machine; the bound leaves room for a busy one."""
    wrap(ZH, 41)
    best = min(_seconds() for _ in range(20))
    assert best < 0.0005


def _seconds() -> float:
    begin = time.perf_counter()
    for _ in range(10):
        wrap(ZH, 41)
    return (time.perf_counter() - begin) / 10


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("The laptop that was repaired", 40, "The laptop that was repaired"),
        ("The laptop that was repaired", 22, "The laptop that was…"),
        ("The laptop that was repaired", 20, "The laptop that was…"),
        ("The laptop that was repaired", 19, "The laptop that…"),
        ("Unbreakableword", 8, "Unbreak…"),
        ("第三次返修，还是黑屏", 12, "第三次返…"),
        ("A word", 1, "…"),
    ],
)
def test_shortened_by_words(text: str, width: int, shown: str) -> None:
    assert fit_words(text, width) == shown
    assert cell_len(shown) <= width
