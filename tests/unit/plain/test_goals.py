"""A goal line by line: kept in one debrief, seen before the next play, asked about after it, listed by a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_runs import RunResult, run
from failing_disk import Failing
from roleplay.plain.goals import ask_about_goal
from roleplay.records import disk

from .conftest import OpenShell

GOAL = "When he shouts, I first breathe."


def play(home: Path, *typed: str, language: str = "en") -> RunResult:
    ran = run(home, "play", "desk", "--plain", "--lang", language, typed=typed)
    assert ran.code == 0, ran.err
    return ran


@pytest.fixture
def home_with_goal(home: Path) -> Path:
    """A home whose record has a goal in force."""
    play(home, "sit", "today", "", "", GOAL).says("Kept. You will see it in the next briefing.")
    return home


def answers(home: Path) -> list[str]:
    (goal,) = json.loads(run(home, "goals", "--json").out)
    assert (goal["goal"], goal["scene"]) == (GOAL, "desk")
    return [answer["answer"] for answer in goal["answers"]]


def test_it_is_in_the_next_briefing_and_asked_about_before_the_score(home_with_goal: Path) -> None:
    ran = play(home_with_goal, "sit", "today", "so so", "2", "", "-")
    ran.says(f"The goal you set yourself: {GOAL}", f"Until you keep another, your goal remains: “{GOAL}”")
    order = (GOAL, "Before the score", f"Your goal was: “{GOAL}” Did you do it?", "1 yes, 2 partly, 3 no", "Passed")
    places = [ran.out.index(text) for text in order]
    assert places == sorted(places)
    assert answers(home_with_goal) == ["partly"]


def test_in_the_other_language(home_with_goal: Path) -> None:
    ran = play(home_with_goal, "sit", "today", "", "没做到", "", "-", language="zh")
    ran.says(f"你给自己定的目标：{GOAL}", "做到了吗？", "4 没遇上这样的时候", "没有记下新目标之前，仍是这一个")
    assert answers(home_with_goal) == ["no"]


@pytest.mark.parametrize(("typed", "kept_answers"), [([""], []), (["5", "what?", "４"], ["no_occasion"]), ([], [])])
def test_it_can_be_skipped_and_is_asked_again_if_not_understood(
    home_with_goal: Path, typed: list[str], kept_answers: list[str]
) -> None:
    play(home_with_goal, "sit", "today", "", *typed, *(["", "-"] if typed else []))
    assert answers(home_with_goal) == kept_answers


def test_without_a_goal_nothing_is_asked(home: Path) -> None:
    ran = play(home, "sit", "today", "", "", "-")
    assert "Your goal was" not in ran.out
    assert "The goal you set yourself" not in ran.out
    run(home, "goals").says("You have not kept one yet.")


def test_the_list_of_goals_and_taking_one_back(home_with_goal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(home_with_goal, "goals").says("Your goals", GOAL, "The counter | in force")
    run(home_with_goal, "goals", "--lang", "zh").says("我的目标", "柜台前 | 目前的目标")
    connect = disk.connect
    with monkeypatch.context() as full:
        full.setattr(disk, "connect", lambda path: Failing(connect(path), "database or disk is full"))
        run(home_with_goal, "goals", "--take-back").fails("nothing in your record was changed")
    run(home_with_goal, "goals", "--take-back").says(f"Taken back: “{GOAL}”")
    run(home_with_goal, "goals", "--take-back").says("No goal is in force.")
    run(home_with_goal, "goals").says("taken back 20")
    assert "Your goal was" not in play(home_with_goal, "sit", "today", "", "", "-").out


def test_without_a_record_nothing_is_asked(home_with_goal: Path, open_shell: OpenShell) -> None:
    shell, workspace = open_shell("1\n")
    ask_about_goal(None, shell.out)
    assert shell.out.read.read() == "1\n", "nobody read an answer"
    (goal,) = workspace.store.goals()
    assert goal.checks == ()
