"""Debriefs: what is said about an attempt is stored, and nothing about the score is allowed before the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk_home
from roleplay.locales import catalogue
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.session import Attempt, Decision, Setup
from roleplay.workspace.debriefs import DebriefDesk
from roleplay.workspace.workspace import Workspace

EN = catalogue("en")


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path)))
    ship_library(tmp_path / "none")
    return Workspace()


def played(workspace: Workspace, setup: Setup | None = None) -> Attempt:
    attempt = workspace.begin("desk", setup or Setup(3), "en")
    for choice in ("sit", "today")[len(attempt.decisions) :]:
        attempt.say(Decision(choice, "en"))
    assert attempt.over
    return attempt


def open_desk(workspace: Workspace, attempt: Attempt, *, recorded: bool = True) -> DebriefDesk:
    return DebriefDesk(workspace, attempt, attempt.journal.attempt_id if recorded else None, EN)


def test_the_reflection_is_stored_unless_it_is_empty(workspace: Workspace) -> None:
    desk = open_desk(workspace, played(workspace))
    desk.reflect("   ")
    record = workspace.store.attempt(desk.attempt_id or "")
    assert record is not None
    assert record.before_score is None
    desk.reflect(" too fast \n")
    record = workspace.store.attempt(desk.attempt_id or "")
    assert record is not None
    assert record.before_score == desk.view.reflection == "too fast"


def test_nothing_about_the_score_is_allowed_before_the_question(workspace: Workspace) -> None:
    desk = open_desk(workspace, played(workspace))
    actions = ("walk", "best_line", "lens", "again", "transcript", "export", "library", "leave_line", "help")
    assert [action for action in actions if desk.is_available(action)] == ["leave_line", "help"]
    desk.view.turn_to(DebriefPart.MATTERED)
    assert all(desk.is_available(action) for action in actions)
    assert not any(desk.is_available(action) for action in ("edit", "what_if", "branches"))


def test_typing_does_not_begin_a_new_attempt(workspace: Workspace) -> None:
    desk = open_desk(workspace, played(workspace))
    desk.view.turn_to(DebriefPart.GOAL)
    assert [desk.is_available(action) for action in ("edit", "again", "lens")] == [True, False, False]
    desk.set_goal(" ask first ")
    assert desk.is_available("again")
    goal = workspace.store.goal_in_force()
    assert goal is not None
    assert (goal.text, desk.view.goal, desk.view.goal_state) == ("ask first", "ask first", "goal.kept")


def test_a_goal_of_another_debrief_is_mentioned_but_not_one_of_this(workspace: Workspace) -> None:
    first = played(workspace)
    assert open_desk(workspace, first).standing_goal_note(EN) == ""
    open_desk(workspace, first).set_goal("ask first")
    assert open_desk(workspace, first).standing_goal_note(EN) == ""
    assert "ask first" in open_desk(workspace, played(workspace)).standing_goal_note(EN)


def test_an_unrecorded_attempt_stores_nothing_and_has_no_what_ifs(workspace: Workspace) -> None:
    attempt = played(workspace)
    desk = open_desk(workspace, attempt, recorded=False)
    desk.reflect("too fast")
    desk.set_goal("ask first")
    assert workspace.store.goal_in_force() is None
    assert desk.view.goal_state == "goal.kept_unsaved"
    desk.view.turn_to(DebriefPart.TURNS, 1)
    assert not any(desk.is_available(action) for action in ("what_if", "export", "branches"))
    assert open_desk(workspace, attempt).attempt_id is not None


def test_branches_from_a_turn_are_found(workspace: Workspace) -> None:
    attempt = played(workspace)
    desk = open_desk(workspace, attempt)
    desk.view.turn_to(DebriefPart.TURNS, 1)
    assert desk.is_available("what_if")
    workspace.branch(attempt, 2, "en").say(Decision("later", "en"))
    desk = open_desk(workspace, attempt)
    desk.view.turn_to(DebriefPart.MATTERED)
    assert desk.is_available("branches")


def test_playing_again_draws_a_new_seed_unless_it_began_in_the_middle(workspace: Workspace) -> None:
    seeds = {open_desk(workspace, played(workspace)).again().seed for _ in range(3)}
    assert len(seeds) > 1
    middle = open_desk(workspace, played(workspace, Setup(3, opening=("sit",))))
    assert middle.again() == middle.attempt.setup
