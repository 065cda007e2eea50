"""The small parts of the drill screen: the timer, the plan, the QR code, large letters, stacking rows."""

from __future__ import annotations

import sys

import pytest
import segno

from roleplay.drill.names import read_names
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.countdown import Countdown
from roleplay.presenting.drill.plan_settings import (
    DISCUSSION_TIMES,
    DRILL_MINUTES,
    KEYS,
    VOTE_TIMES,
    PlanSetting,
    setting_rows,
    settings_of,
    tables_problem,
    with_next,
    with_tables,
)
from roleplay.presenting.drill.rows import big_letters
from roleplay.presenting.drill.rows.canvas import Canvas, beside, stack
from roleplay.presenting.drill.rows.qr import QUIET, Part, qr_rows, qr_size
from roleplay.presenting.rows.row import Row
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

URL = "HTTP://192.168.1.5:8765/K7QM"

# -- the timer ---------------------------------------------------------------------


def test_time_runs_out_once_and_can_be_extended() -> None:
    words, time = catalogue("en"), Countdown()
    assert (time.text(words), time.tick(), time.extend()) == ("", False, False)
    time.begin(61)
    assert time.text(words) == "1:01 left"
    assert [time.tick() for _ in range(62)] == [*[False] * 60, True, False]
    assert time.text(words) == "Time is up"
    assert time.extend()
    assert time.left == 61
    time.begin(60, 29)
    assert (time.text(words), time.extend(), time.left) == ("0:29 left", True, 89)
    time.begin(60, 0)
    assert (time.text(words), time.tick()) == ("Time is up", False)  # it was up before
    time.begin(0)
    assert time.left is None


# -- the plan ----------------------------------------------------------------------


def test_every_setting_cycles_through_its_values() -> None:
    plan = Plan()
    for setting, count in (
        (PlanSetting.VOTING, 3),
        (PlanSetting.FORM, 3),
        (PlanSetting.TIMER, len(VOTE_TIMES)),
        (PlanSetting.TALK, len(DISCUSSION_TIMES)),
        (PlanSetting.BELL, 2),
        (PlanSetting.MINUTES, len(DRILL_MINUTES)),
        (PlanSetting.OWN_WORDS, 2),
    ):
        seen = []
        for _ in range(count):
            plan = with_next(plan, setting, phones=True)
            seen.append(plan)
        assert len(set(seen)) == count
        assert plan == Plan()


def test_phones_need_a_server_and_tables_have_no_keypads() -> None:
    seen_values = set()
    plan = Plan()
    for _ in range(3):
        plan = with_next(plan, PlanSetting.VOTING, phones=False)
        seen_values.add(plan.voting)
    assert seen_values == {Voting.HANDS, Voting.CLICKERS}
    tables = with_tables(Plan(voting=Voting.CLICKERS), ("red", "blue"))
    assert tables.voting is Voting.HANDS
    assert (
        with_next(with_next(tables, PlanSetting.VOTING, phones=True), PlanSetting.VOTING, phones=True).voting
        is Voting.HANDS
    )
    assert with_next(Plan(voting=Voting.PHONES), PlanSetting.VOTING, phones=False).voting is Voting.HANDS


@pytest.mark.parametrize(
    ("typed", "teams"),
    [
        ("红队、蓝队，绿队", ("红队", "蓝队", "绿队")),
        ("red, blue; red ,,", ("red", "blue", "red")),
        ("  ", ()),
        ("a\u202eb\x1b[31m, [/b]", ("ab", "[/b]")),
        ("x" * 40, ("x" * 16,)),
    ],
)
def test_names_of_tables_are_cleaned(typed: str, teams: tuple[str, ...]) -> None:
    assert read_names(typed) == teams


def test_more_than_nine_tables_are_refused() -> None:
    assert tables_problem("1,2,3,4,5,6,7,8,9") == ""
    assert tables_problem("1,2,3,4,5,6,7,8,9,10") == "drill.tables.many"


def test_names_of_tables_must_be_unique() -> None:
    assert tables_problem("red, blue") == ""
    assert tables_problem("red, blue, red") == "drill.tables.twice"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("voting", Voting)
@pytest.mark.parametrize("form", Form)
def test_every_plan_has_texts(language: str, voting: Voting, form: Form) -> None:
    plan = Plan(form=form, voting=voting, timer=60, teams=("red", "blue"))
    rows = setting_rows(plan, catalogue(language), address="10.0.0.2")
    assert [row.setting for row in rows] == list(settings_of(plan))
    assert [row.key for row in rows] == [KEYS[setting] for setting in settings_of(plan)]
    assert all(row.name and row.value for row in rows)
    assert (PlanSetting.ADDRESS in settings_of(plan)) is (voting is Voting.PHONES)
    assert (PlanSetting.TIMER in settings_of(plan)) is (form is not Form.HOT_SEAT)


# -- the QR code -------------------------------------------------------------------


def read_back(rows: list[tuple[Part, ...]]) -> list[list[int]]:
    """The modules that a camera sees."""
    if any(part.dark or part.text.isspace() for part in rows[0]) and len(rows) * 2 == qr_size(rows)[0]:
        return [[int(part.dark) for part in row for _ in range(len(part.text) // 2)] for row in rows]
    dots: list[list[int]] = []
    for (part,) in rows:
        assert not part.dark
        dots.append([int(character in "▀█") for character in part.text])
        dots.append([int(character in "▄█") for character in part.text])
    return dots


@pytest.mark.parametrize(("width", "height", "cells"), [(38, 18, (33, 17)), (158, 54, (66, 33)), (66, 33, (66, 33))])
def test_the_qr_rows_decode_to_the_code_with_its_quiet_zone(width: int, height: int, cells: tuple[int, int]) -> None:
    rows = qr_rows(URL, width, height)
    assert qr_size(rows) == cells
    code = segno.make(URL, error="m", micro=False)
    assert (code.mode, code.version) == ("alphanumeric", 2)
    expected = [list(map(int, row)) for row in code.matrix_iter(border=QUIET)]
    assert read_back(rows)[: len(expected)] == expected


def test_lower_case_makes_no_larger_qr_code() -> None:
    assert qr_rows(URL.lower(), 80, 24) == qr_rows(URL, 80, 24)


@pytest.mark.parametrize(("url", "width", "height"), [("", 80, 24), (URL, 32, 18), (URL, 80, 16)])
def test_no_qr_code_without_space_for_it(url: str, width: int, height: int) -> None:
    assert qr_rows(url, width, height) == []
    assert qr_size([]) == (0, 0)


def test_no_qr_code_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    assert qr_rows(URL, 80, 24) == []


# -- large letters -----------------------------------------------------------------


def test_large_letters_are_all_different() -> None:
    letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
    drawn = {letter: tuple(big_letters.rows_of(letter, glyphs())) for letter in f"{letters}01.:/-"}
    assert len(set(drawn.values())) == len(drawn)
    assert all(len(rows) == 3 for rows in drawn.values())


def test_large_letters_in_ascii() -> None:
    rows = big_letters.rows_of("7x", glyphs(ascii=True))
    assert rows == ["### # #", "  # # #", "  #  #", " #  # #", " #  # #"]
    assert max(map(cell_len, big_letters.rows_of("10.0.0.5:8765/K7QM", glyphs()))) <= 78


# -- rows --------------------------------------------------------------------------


@pytest.mark.parametrize(("height", "rows"), [(3, 3), (4, 3), (5, 5), (7, 7), (30, 7)])
def test_gaps_between_groups_depend_on_the_height(height: int, rows: int) -> None:
    groups = [[Row((("a", ""),))], [], [Row((("b", ""),))], [Row((("c", ""),))]]
    stacked = stack(groups, height, 2)
    assert len(stacked) == rows
    assert [row.text for row in stacked if row.text] == ["a", "b", "c"]


def test_two_columns_stay_aligned() -> None:
    left, right = [Row((("甲", ""),))], [Row((("x", ""),)), Row(), Row((("y", ""),))]
    assert [row.text for row in beside(left, right, 4, 2)] == ["甲    x", "", "      y"]


def test_a_canvas_has_a_minimum_width() -> None:
    canvas = Canvas(catalogue("en"), glyphs(), 3, 1)
    assert canvas.measured.width == 8
    assert not canvas.airy
