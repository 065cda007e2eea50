"""``roleplay focus``, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cell_damage import damage_cell
from command_runs import run
from desk_scene import desk_home
from failing_disk import Failing
from roleplay.records import disk


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an attempt that lost points on acting."""
    home = desk_home(tmp_path)
    run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=("sit", "later", "", "", "-"))
    return home


@pytest.mark.parametrize("language", ["zh", "en"])
def test_three_tries_and_their_result(home: Path, language: str) -> None:
    ran = run(home, "focus", "desk-rubric.act", "--lang", language, typed=("later", "h", "today", "sit", "today"))
    assert ran.code == 0
    expected = {
        "en": ("“Acting” (Desk)", "try 3 of 3", "Mr Wang: And now?", "took 2 away", "Better here: You get it",
               "so the same moment comes once more", "Due again"),
        "zh": ("“行动”（柜台）", "第 3 次，共 3 次", "王先生：那现在呢？", "反倒扣了 2 分", "此刻更好：今天就给您",
               "同一处再来一次", "下次该练的日子"),
    }[language]  # fmt: skip
    ran.says(*expected)
    again = run(home, "due", "--json").out
    assert "desk-rubric.act" not in again


def test_stopping_keeps_the_tries(home: Path) -> None:
    ran = run(home, "focus", "desk-rubric.act", typed=("later", "q"))
    ran.says("Try 1, “The counter”: 0%")
    assert ran.code == 0
    nothing = run(home, "focus", "desk-rubric.hear", typed=("q",))
    assert "Try 1" not in nothing.out


def test_the_cards_are_listed_and_found_by_number(home: Path) -> None:
    listed = run(home, "focus", "--list")
    listed.says("1. “Acting” (Desk)", "a rule of thumb")
    run(home, "focus", "1", typed=("q",)).says("What it is about: “Acting” (Desk)")
    run(home, "focus", typed=("q",)).says("What it is about: “Acting” (Desk)")
    run(home, "focus", "move:shout", typed=("q",)).says("avoiding “shouts”")


def test_an_unknown_card_is_reported(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    ran = run(home, "focus")
    ran.says("nothing to drill yet")
    assert ran.code == 0
    run(home, "focus", "--list").says("nothing to drill yet")
    run(home, "focus", "gone.by").fails("gone.by", "roleplay focus --list")


def test_an_empty_name_is_an_unknown_card(home: Path) -> None:
    run(home, "focus", "").fails("There is no card “”")


def test_the_list_of_scenes_leads_to_it(home: Path) -> None:
    assert "u lists them" not in run(home, typed=("q",)).out, "nothing is due on the day itself"
    damage_cell(home / "records.db", "UPDATE attempts SET ended_at = '2026-01-01T00:00:00+00:00'")
    ran = run(home, typed=("u", "1", "today", "", "u", "", "q"))
    ran.says("u lists them", "1. “Acting” (Desk)", "Which one?", "Try 1, “The counter”: 100%")
    assert ran.code == 0


def test_a_drill_that_cannot_be_saved_fails(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = disk.connect
    monkeypatch.setattr(disk, "connect", lambda path: Failing(connect(path), "database or disk is full"))
    ran = run(home, "focus", "desk-rubric.act", typed=("later", "q"))
    assert ran.code == 2
    assert "nothing in your record was changed" in ran.err
    ran.says("Try 1, “The counter”: 0%", "Nothing has been saved yet")
    assert "Due again" not in ran.out
