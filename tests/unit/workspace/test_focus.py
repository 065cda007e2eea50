"""Focus drills with a record: where they begin, what they store, and which dates they move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import Data, put, yaml
from command_runs import ShipLibrary
from desk_scene import bilingual, desk, desk_home
from roleplay.presenting.due import CardName
from roleplay.presenting.focus import page_rows
from roleplay.presenting.focus_tries import past_tries
from roleplay.session import Decision, Setup
from roleplay.session.focus import FocusPhase, FocusTry
from roleplay.text.glyphs import glyphs
from roleplay.workspace.focus import FocusDrill, tries_of
from roleplay.workspace.workspace import Workspace
from talk_scene import words

HEAR, ACT = "desk-rubric.hear", "desk-rubric.act"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.day = 0.0

    def __call__(self) -> datetime:
        return NOW + timedelta(days=self.day)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def open_workspace(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock, *scenes: Data
) -> Workspace:
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path, *scenes)))
    ship_library(tmp_path / "none")
    return Workspace(now=clock)


@pytest.fixture
def workspace(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Workspace:
    return open_workspace(tmp_path, ship_library, monkeypatch, clock, desk(personas={"wang": ["touchy"]}))


def play(workspace: Workspace, *choices: str, scene: str = "desk") -> str:
    attempt = workspace.begin(scene, Setup(1), "en")
    for choice in choices:
        attempt.say(Decision(choice, "en"))
    assert attempt.journal.attempt_id is not None
    return attempt.journal.attempt_id


def say(tried: FocusTry, *choices: str) -> FocusTry:
    for choice in choices:
        tried.attempt.say(Decision(choice, "en"))
    assert tried.over
    return tried


def nodes(*tries: FocusTry) -> list[str]:
    return [tried.state.node for tried in tries]


def next_try(drill: FocusDrill) -> FocusTry:
    tried = drill.next_try()
    assert tried is not None
    return tried


def test_three_tries_repeat_a_moment_lost_for_the_first_time(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, ACT, "en")
    first = next_try(drill)
    assert (first.state.node, first.state.walk, first.again) == ("two", ("wait",), False)
    drill.keep(say(first, "later"))
    second = next_try(drill)
    assert (second.state, second.again) == (first.state, True)
    drill.keep(say(second, "later"))
    third = next_try(drill)
    assert (third.state.node, third.state.personas) == ("two", (("wang", "touchy"),)), "there is no other moment"
    drill.keep(say(third, "today"))
    assert drill.over
    assert len(workspace.store.history()) == 1, "tries are not attempts"
    assert workspace.store.unfinished() == []
    assert [each.again for each in tries_of(workspace)] == [False, True, True]


def test_a_moment_explained_today_is_not_a_first_try_today(workspace: Workspace, clock: Clock) -> None:
    play(workspace, "wait", "later")
    before = FocusDrill(workspace, ACT, "en").due_card()
    for again in (False, True, True):
        drill = FocusDrill(workspace, ACT, "en")
        tried = next_try(drill)
        assert (tried.state.node, tried.again) == ("two", again)
        drill.keep(say(tried, "later" if not again else "today"))
        assert drill.due_card() == before
    clock.day = 1
    assert not next_try(FocusDrill(workspace, ACT, "en")).again, "a day later it is a first try"


def test_later_tries_use_another_cast(workspace: Workspace, clock: Clock) -> None:
    play(workspace, "wait", "today")
    personas = []
    for day in (1, 5, 9):
        clock.day = day
        drill = FocusDrill(workspace, HEAR, "en")
        tried = next_try(drill)
        assert tried.state.node == "one"
        personas.append(dict(tried.state.personas))
        drill.keep(say(tried, "sit", "today"))
    assert personas == [{}, {"wang": "touchy"}, {}], (
        "first as played, then untried variants, then the one tried longest ago"
    )


def test_a_drill_moves_the_due_date(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    workspace = open_workspace(
        tmp_path, ship_library, monkeypatch, clock, desk(), desk(id="other", title=bilingual("Other", "另一个"))
    )
    play(workspace, "sit", "later")
    play(workspace, "sit", "later", scene="other")
    drill = FocusDrill(workspace, ACT, "en")
    before = drill.due_card()
    clock.day = 3
    drill.keep(say(next_try(drill), "today"))
    assert drill.due_card() == before, "a single moment is not enough"
    assert not drill.moved(before)
    drill.keep(say(next_try(drill), "today"))
    after = drill.due_card()
    assert before is not None
    assert after is not None
    assert drill.moved(after)
    assert after.due > before.due
    assert after.latest.from_drill


def test_of_a_branch_only_its_own_lines_count(workspace: Workspace) -> None:
    parent_id = play(workspace, "sit", "today")
    record = workspace.store.attempt(parent_id)
    assert record is not None
    branch = workspace.branch(workspace.resume(record), 2, "en")
    branch.say(Decision("later", "en"))
    drill = FocusDrill(workspace, ACT, "en")
    assert nodes(next_try(drill)) == ["two"]
    assert [moment.times for moment in drill._moments or ()] == [1]


def test_the_lines_before_a_branch_are_those_of_its_attempt(workspace: Workspace) -> None:
    record = workspace.store.attempt(play(workspace, "wait", "today"))
    assert record is not None
    workspace.branch(workspace.resume(record), 2, "en").say(Decision("later", "en"))
    drill = FocusDrill(workspace, HEAR, "en")
    next_try(drill)
    assert [moment.times for moment in drill._moments or () if moment.times] == [1]


def test_the_middle_of_an_unplayed_scene_is_not_revealed(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    names = ("a", "b", "c", "played")
    scenes = [desk(id=name, title=bilingual(name, name)) for name in names]
    workspace = open_workspace(tmp_path, ship_library, monkeypatch, clock, *scenes)
    play(workspace, "sit", "today", scene="played")
    drill = FocusDrill(workspace, "move:dodge", "en")
    next_try(drill)
    assert {moment.state.scene for moment in drill._moments or ()} == {"played", "a", "b"}, "one moment is not enough"
    scenes_tried = []
    while not drill.over:
        tried = next_try(drill)
        scenes_tried.append(tried.state.scene)
        drill.keep(say(tried, "today"))
    assert scenes_tried == ["played", "a", "b"]


def test_without_moments_in_the_record_released_scenes_are_used(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    draft = desk(id="draft", status="draft", title=bilingual("Draft", "草稿"))
    workspace = open_workspace(tmp_path, ship_library, monkeypatch, clock, desk(), draft)
    tried = next_try(FocusDrill(workspace, "move:dodge", "en"))
    assert (tried.state.scene, tried.state.node) == ("desk", "two")
    assert FocusDrill(workspace, "move:listen", "en").next_try() is not None
    assert FocusDrill(workspace, "gone.by", "en").next_try() is None
    assert FocusDrill(workspace, "move:gone", "en").next_try() is None


def test_moments_of_a_single_persona_are_found(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    scene = desk(personas={"wang": ["touchy"]}, walks=None)
    scene["nodes"]["two"]["choices"][1]["moves"] = [{"when": {"persona.wang": "touchy"}, "move": "dodge"}]
    scene = {key: value for key, value in scene.items() if value is not None}
    tried = next_try(FocusDrill(open_workspace(tmp_path, ship_library, monkeypatch, clock, scene), "move:dodge", "en"))
    assert (tried.state.node, tried.state.personas) == ("two", (("wang", "touchy"),))


def test_a_scene_that_has_changed_is_left_out(workspace: Workspace, tmp_path: Path) -> None:
    play(workspace, "wait", "later")
    changed = desk(personas={"wang": ["touchy"]}, walks=None)
    changed["nodes"]["two"]["choices"][1]["id"] = "otherwise"
    put(tmp_path / "home" / "library" / "scenarios" / "desk.yaml", yaml({k: v for k, v in changed.items() if v}))
    drill = FocusDrill(Workspace(now=workspace._now), "move:dodge", "en")
    drill.next_try()
    assert [moment.times for moment in drill._moments or ()] == [0]


def test_a_scene_with_a_missing_persona_is_left_out(workspace: Workspace) -> None:
    attempt = workspace.begin("desk", Setup(1, personas=(("wang", "touchy"),)), "en")
    for choice in ("wait", "later"):
        attempt.say(Decision(choice, "en"))
    later_workspace = Workspace(now=workspace._now)
    (later_workspace.own_scenes.parent / "rubrics" / "personas" / "touchy.yaml").unlink()
    (later_workspace.own_scenes / "desk.yaml").write_text(yaml(desk()), encoding="utf-8")
    drill = FocusDrill(later_workspace, "move:cut_in", "en")
    drill.next_try()
    assert [moment.times for moment in drill._moments or ()] == [0]


def test_the_setting_for_confidence_applies_here_too(workspace: Workspace) -> None:
    assert not next_try(FocusDrill(workspace, HEAR, "en")).attempt.setup.options.ask_sure
    workspace.settings.put({"sure": "on"})
    assert next_try(FocusDrill(workspace, HEAR, "en")).attempt.setup.options.ask_sure


def test_stored_tries_can_be_read_again(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, HEAR, "en")
    tried = say(next_try(drill), "wait", "today")
    drill.keep(tried)
    (event,) = workspace.store.practice.events("focus", HEAR)
    assert event.scenario_id == "desk"
    (past,) = past_tries([event])
    assert (past.state, past.outcome, past.choices) == (tried.state, tried.outcome, ("wait", "today"))


def test_tutorials_are_not_used_for_drills(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    lesson, other = desk(tutorial=True), desk(id="other")
    workspace = open_workspace(tmp_path, ship_library, monkeypatch, clock, lesson, other)
    play(workspace, "wait", "later")
    assert next_try(FocusDrill(workspace, ACT, "en")).state.scene == "other"


def upcoming_try(drill: FocusDrill) -> FocusTry:
    """The drill's next try, after searching for it."""
    drill.take(drill.find())
    assert drill.phase is FocusPhase.READY
    assert drill.next is not None
    return drill.next


def text(drill: FocusDrill) -> str:
    """The text of its current page."""
    rows = page_rows(drill.page(words("en")), CardName("Act", "Desk"), words("en"), glyphs(), 80)
    return "\n".join(row.text for row in rows)


def test_a_drill_is_stepped_through_to_its_result(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, ACT, "en")
    assert "One moment" in text(drill)
    for number, choice in enumerate(("later", "later", "today"), 1):
        say(upcoming_try(drill), choice)
        assert f"try {number} of 3" in text(drill)
        drill.end_try()
        assert drill.phase is FocusPhase.REVIEW
        assert ("Go on to the result" in text(drill)) == (number == 3)
        drill.go_on()
    assert drill.phase is FocusPhase.RESULT
    assert "Result of the drill" in text(drill)
    assert len(tries_of(workspace)) == 3


def test_leaving_a_try_ends_the_drill_and_keeps_completed_tries(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, ACT, "en")
    upcoming_try(drill)
    drill.end_try()
    assert drill.phase is FocusPhase.RESULT
    assert text(drill) == words("en")("focus.nothing_tried")
    drill = FocusDrill(workspace, ACT, "en")
    say(upcoming_try(drill), "later")
    drill.end_try()
    drill.go_on()
    upcoming_try(drill)
    drill.stop()
    assert "Result of the drill" in text(drill)
    assert len(tries_of(workspace)) == 1


@pytest.mark.parametrize("broken", [False, True])
def test_the_reason_is_shown_if_there_is_nothing_to_try(
    workspace: Workspace, broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = FocusDrill(workspace, "move:gone", "en")
    if broken:
        monkeypatch.setattr(drill, "next_try", lambda: workspace.library.bundle("none_such"))
    drill.take(drill.find())
    assert drill.phase is FocusPhase.NOTHING
    assert text(drill) == words("en")("focus.broken" if broken else "focus.none")
