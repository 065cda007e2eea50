"""Briefings and worked examples: preselected choices, suggestions, and what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from desk_scene import desk, desk_home
from roleplay.locales import catalogue
from roleplay.presenting import facts
from roleplay.presenting.example import held_back, key_state
from roleplay.presenting.example_advice import KIND
from roleplay.presenting.rows.keys import KeyState
from roleplay.session import Attempt, Decision, Mode, Setup
from roleplay.session.example import ExampleStep, ideal_attempt
from roleplay.workspace.briefings import BriefingDesk
from roleplay.workspace.examples import ExampleDesk
from roleplay.workspace.workspace import Workspace

EN = catalogue("en")


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    walks = {"ideal": {"choices": ["sit", "today"], "ending": "kept"}}
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path, desk(walks=walks))))
    ship_library(tmp_path / "none")
    return Workspace()


def briefed(workspace: Workspace, setup: Setup | None = None, **more: bool) -> BriefingDesk:
    return BriefingDesk(workspace, workspace.library.bundle("desk"), setup or Setup(1), **more)


# -- the briefing ----------------------------------------------------------------------


def test_choices_are_remembered_for_the_next_briefing(workspace: Workspace) -> None:
    desk = briefed(workspace)
    before = desk.preparation.setup
    assert desk.begin() == before
    desk.preparation.choose_mode(Mode.EXAM)
    assert desk.begin().mode is Mode.EXAM
    assert briefed(workspace).preparation.setup.mode is Mode.EXAM
    assert briefed(workspace, mode_given=True).preparation.setup.mode is before.mode
    assert briefed(workspace, as_it_was=True).preparation.setup == before


def test_the_mode_is_that_of_the_unfinished_attempt_unless_one_is_given(workspace: Workspace) -> None:
    assert briefed(workspace).unfinished is None
    workspace.begin("desk", Setup(3, Mode.GUIDED), "en").say(Decision("sit", "en"))
    desk = briefed(workspace)
    assert desk.unfinished is not None
    assert desk.preparation.setup.mode is Mode.GUIDED
    asked = briefed(workspace, Setup(1, Mode.EXAM), mode_given=True)
    assert (asked.unfinished is not None, asked.preparation.setup.mode) == (True, Mode.EXAM)


def test_the_suggestion_is_computed_on_request(workspace: Workspace) -> None:
    desk = briefed(workspace)
    assert desk.has_example
    assert desk.advice(EN, "e") == ""
    desk.advise()
    first = desk.advice(EN, "e")
    assert "watch" in first
    example = examined(workspace)
    example.begin(with_gaps=False)
    to_the_end(example)
    assert desk.advice(EN, "e") == first
    desk.advise()
    assert desk.advice(EN, "e") not in ("", first)


# -- the example -----------------------------------------------------------------------


def examined(workspace: Workspace) -> ExampleDesk:
    ideal = ideal_attempt(workspace.library.bundle("desk"))
    assert isinstance(ideal, Attempt)
    return ExampleDesk(workspace, ideal)


def to_the_end(desk: ExampleDesk) -> None:
    for _ in desk.flow.line:
        desk.go_on()
    assert desk.flow.step is ExampleStep.ENDING


def recorded_events(workspace: Workspace) -> list[tuple[str, object]]:
    return [(event.about, event.data["done"]) for event in workspace.store.practice.events(KIND)]


def test_opening_and_completing_an_example_are_recorded(workspace: Workspace) -> None:
    desk = examined(workspace)
    assert recorded_events(workspace) == []
    desk.begin(with_gaps=False)
    assert recorded_events(workspace) == [("watch", False)]
    assert not desk.paired
    to_the_end(desk)
    assert recorded_events(workspace) == [("watch", False), ("watch", True)]
    assert desk.paired
    assert examined(workspace).paired


def test_suggestions_appear_only_at_the_cover_and_the_ending(workspace: Workspace) -> None:
    desk = examined(workspace)
    cover = desk.advice(EN)
    desk.begin(with_gaps=False)
    assert desk.advice(EN) == ""
    to_the_end(desk)
    assert desk.advice(EN) not in ("", cover)


def test_a_gap_takes_an_available_line_and_its_answer_is_shown_first(workspace: Workspace) -> None:
    desk = examined(workspace)
    desk.begin(with_gaps=True)
    while desk.flow.step is not ExampleStep.FILL:
        assert held_back(desk.flow) == 0
        assert key_state(desk.flow, "play_go_on", 1) == KeyState(shown=True)
        desk.go_on()
    lines = facts.choices(desk.flow.shown, EN)
    assert key_state(desk.flow, "example_pick", len(lines)) == KeyState(name=f"1-{len(lines)}")
    assert not desk.pick(lines[0]._replace(locked="not yet"))
    assert desk.flow.step is ExampleStep.FILL
    assert desk.pick(lines[0])
    assert [desk.flow.step] == [ExampleStep.EXPLAINED]
