"""``roleplay form``: the list, a sitting line by line, its results."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_runs import run
from form_desk import form_home

#: The input for both lines of a desk, and for the debrief.
PLAYED = ("1", "1", "", "", "")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return form_home(tmp_path)


def state(home: Path) -> str:
    return str(next(each for each in json.loads(run(home, "form", "--json").out) if each["form"] == "both")["state"])


def test_forms_are_listed_with_their_status(home: Path) -> None:
    run(home, "form").says("At the counter (both): not begun yet")
    run(home, "form", "--lang", "zh").says("柜台（both）：还没开始")
    assert state(home) == "open"


def test_a_sitting_is_played_interrupted_and_resumed(home: Path) -> None:
    ran = run(home, "form", "both", typed=("1",))
    ran.says("What a course changes.", "before: any day", "Brief role.", "To go on: roleplay form both")
    assert (ran.code, state(home)) == (0, "under_way")
    run(home, "form", "--lang", "zh").says("正在做：前测")
    run(home, "form", "both", "--result").says("Nothing has been completed yet.")
    ran = run(home, "form", "both", typed=("1", "", "", "", *PLAYED))
    ran.says("The counter: begun", "That was the last scene of this time.", "Hearing: ", "A difference is shown once")
    assert state(home) == "waiting"
    ran = run(home, "form", "both", "--result")
    ran.says("before: played", "Desk, in per cent", "(before)")
    shown = json.loads(run(home, "form", "both", "--json").out)
    assert ([each["time"] for each in shown["sittings"]], shown["pair"]) == (["before"], None)
    run(home, "form", "both").says("It can be played from", "--early starts it sooner")
    run(home, "form", "both", "--early", typed=PLAYED).says("The third counter", "(after); difference ")
    run(home, "progress").says("Before and after", "“At the counter”: Desk went from")


def test_an_unknown_form_is_reported(home: Path) -> None:
    run(home, "form", "boht").fails("no test 'boht'", "did you mean both")
    run(home, "form", "--result").fails("which test?")
    path = home / "library" / "forms" / "both.yaml"
    path.write_text("roleplay: form/1\n", encoding="utf-8")
    run(home, "form", "both").fails("cannot be used", "roleplay check")
    run(home, "form").says("both (both): cannot be used")


def test_results_outlive_the_file(home: Path) -> None:
    run(home, "form", "both", typed=("1", "1", "", "", "", *PLAYED))
    shown = run(home, "form", "both", "--result").out
    figures = shown[shown.index("Desk, in per cent") : shown.index("Where it comes from")]
    after = json.loads(run(home, "form", "both", "--json").out)
    path = home / "library" / "forms" / "both.yaml"
    for spoilt in ("roleplay: form/1\n", ""):
        path.write_text(spoilt, encoding="utf-8")
        if not spoilt:
            path.unlink()
        ran = run(home, "form", "both", "--result")
        ran.says("At the counter", "before: played", figures)
        assert json.loads(run(home, "form", "both", "--json").out) == after
        run(home, "form").says("At the counter (both): its file is gone")
        run(home, "form", "--lang", "zh").says("柜台（both）：文件没了")
        run(home, "form", "both").fails("cannot be played", "roleplay form both --result")
    (home / "library" / "rubrics" / "desk-rubric.yaml").unlink()
    run(home, "form", "both", "--result").says("no library here has the rubric desk-rubric")
