"""``roleplay rescore``: how another rubric scores finished attempts, whatever happened to their scenes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cell_damage import damage_cell
from command_runs import run
from desk_scene import desk_home

from .test_history_command import WALK

#: A part of the desk's rubric, and its version of another year.
ACT, OTHERWISE = '"act_now": 2, "dodge": -2', '"act_now": 1, "dodge": 2'
CRITICAL = '"critical": ["shout"]'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played once well and once badly."""
    home = desk_home(tmp_path)
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice")
    assert run(home, *words, typed=WALK).code == 0
    return home


def rubric(home: Path, name: str, old: str = "", new: str = "") -> Path:
    """The desk's rubric as of another year."""
    text = (home / "library" / "rubrics" / "desk-rubric.yaml").read_text(encoding="utf-8")
    assert old in text
    path = home / f"{name}.yaml"
    path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return path


def saved_results(home: Path) -> bytes:
    """The results in the record, to the byte."""
    return run(home, "export", "--own-words").out.encode()


def test_the_same_rubric_changes_nothing(home: Path) -> None:
    before = saved_results(home)
    ran = run(home, "rescore")
    assert (ran.code, ran.lines) == (0, ["Attempts judged: 1; scores changed in 0."])
    assert run(home, "rescore", "--rubric", str(rubric(home, "last-year"))).lines == ran.lines
    assert saved_results(home) == before


def test_another_rubric_gives_the_difference_by_attempt_and_criterion(home: Path) -> None:
    before = saved_results(home)
    this_year = rubric(home, "this-year", ACT, OTHERWISE)
    assert saved_results(home) == before
    ran = run(home, "rescore", "--rubric", str(this_year))
    ran.says("(desk)", "passed, as before", "Acting: 100% (level 3) → ", "scores changed in 1.")
    assert "Hearing" not in ran.out, "what is as it was is not told"
    run(home, "rescore", "--rubric", str(this_year), "--lang", "zh").says("行动：100%（3 级） → ", "分数有变化的 1 次")
    data = json.loads(run(home, "rescore", "--rubric", str(this_year), "--json").out)
    assert [change["ref"] for change in data["attempts"][0]["changes"]] == ["desk-rubric", "desk-rubric.act"]
    assert data["attempts"][0]["before"]["scores"]["desk-rubric.act"] == 100
    assert saved_results(home) == before, "nothing in the record changes"


def test_an_additional_rubric_changes_no_score(home: Path) -> None:
    ran = run(home, "rescore", "--rubric", str(rubric(home, "another", '"id": "desk-rubric"', '"id": "another"')))
    ran.says("not there → ", "scores changed in 0.", "do not use this rubric: 1.")


def test_a_changed_verdict_is_reported(home: Path) -> None:
    harsh = rubric(home, "harsh", CRITICAL, CRITICAL.replace("shout", "act_now"))
    ran = run(home, "rescore", "--rubric", str(harsh))
    ran.says("passed → not passed", "passed before and not now: 1", "now it fails: a red line, takes a step")
    run(home, "rescore", "--rubric", str(harsh), "--lang", "zh").says("现在没有通过，因为：红线：马上行动")
    low = rubric(home, "low", '"listen": 2, "cut_in": -2', '"listen": -2, "cut_in": 2')
    dear = low.read_text(encoding="utf-8").replace(ACT, OTHERWISE.replace("1", "-1"))
    low.write_text(dear, encoding="utf-8")
    run(home, "rescore", "--rubric", str(low)).says("now it fails: Desk at least 50%, reached 0%")


def test_a_changed_or_missing_scene_is_scored_as_it_was_played(home: Path) -> None:
    this_year = rubric(home, "this-year", ACT, OTHERWISE)
    first = run(home, "rescore", "--rubric", str(this_year)).out
    scene = home / "library" / "scenarios" / "desk.yaml"
    scene.write_text(scene.read_text(encoding="utf-8").replace("act_now", "dodge"), encoding="utf-8")
    assert run(home, "rescore", "--rubric", str(this_year)).out == first
    scene.unlink()
    assert run(home, "rescore", "--rubric", str(this_year)).out == first


def test_the_librarys_current_rubric_is_the_default(home: Path) -> None:
    path = home / "library" / "rubrics" / "desk-rubric.yaml"
    path.write_text(rubric(home, "x", ACT, OTHERWISE).read_text(encoding="utf-8"), encoding="utf-8")
    run(home, "rescore").says("Acting: 100% (level 3) → ")


def test_changes_of_the_scoring_itself_are_distinguished(home: Path) -> None:
    damage_cell(home / "records.db", "UPDATE attempts SET scoring = 1, outcome = replace(outcome, '100.0', '50.0')")
    ran = run(home, "rescore")
    ran.says("by the scoring used then (version 1): 50%, passed")
    before = saved_results(home)
    run(home, "rescore")
    assert saved_results(home) == before


def test_attempts_that_cannot_be_replayed_are_named(home: Path) -> None:
    damage_cell(home / "records.db", "UPDATE sources SET text = 'x' WHERE kind = 'scenario'")
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    ran = run(home, "rescore")
    assert ran.code == 1
    ran.says("desk", "cannot be rescored", "Attempts that cannot be rescored: 1.")


def test_a_file_that_is_not_a_rubric_is_reported_as_such(home: Path, tmp_path: Path) -> None:
    run(home, "rescore", "--rubric", str(home / "library" / "scenarios" / "desk.yaml")).fails("is not a rubric")
    wrong = rubric(home, "wrong", ACT, ACT.replace("act_now", "act_nwo"))
    ran = run(home, "rescore", "--rubric", str(wrong))
    assert ran.code == 2
    assert "this rubric cannot be used" in ran.err
    assert "act_nwo" in ran.err
    assert run(home, "rescore", "--rubric", str(tmp_path / "nowhere.yaml")).code == 2


def test_with_nothing_finished_yet_it_says_so(tmp_path: Path) -> None:
    ran = run(desk_home(tmp_path), "rescore")
    assert (ran.code, ran.err) == (0, "")
    ran.says("finished")
