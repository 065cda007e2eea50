"""A focus drill with a record: where it begins, what it keeps, and what it moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import Data, put, yaml
from command_runs import Ship
from desk_scene import desk, desk_home, two
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
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.day = 0.0

    def __call__(self) -> datetime:
        return NOW + timedelta(days=self.day)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock, *scenes: Data) -> Workspace:
    monkeypatch.setenv("ROLEPLAY_HOME", str(desk_home(tmp_path, *scenes)))
    ship(tmp_path / "none")
    return Workspace(now=clock)


@pytest.fixture
def workspace(tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Workspace:
    return opened(tmp_path, ship, monkeypatch, clock, desk(personas={"wang": ["touchy"]}))


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


def test_three_tries_where_it_was_lost_and_once_more_where_it_was_lost_again(workspace: Workspace) -> None:
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
    assert len(workspace.store.history()) == 1, "none of it is an attempt"
    assert workspace.store.unfinished() == []
    assert [each.again for each in tries_of(workspace)] == [False, True, True]


def test_a_moment_that_was_explained_is_no_first_go_in_the_next_drill_of_that_day(
    workspace: Workspace, clock: Clock
) -> None:
    play(workspace, "wait", "later")
    before = FocusDrill(workspace, ACT, "en").due_card()
    for again in (False, True, True):
        drill = FocusDrill(workspace, ACT, "en")
        tried = next_try(drill)
        assert (tried.state.node, tried.again) == ("two", again)
        drill.keep(say(tried, "later" if not again else "today"))
        assert drill.due_card() == before
    clock.day = 1
    assert not next_try(FocusDrill(workspace, ACT, "en")).again, "a night later it is one"


def test_later_with_somebody_else(workspace: Workspace, clock: Clock) -> None:
    play(workspace, "wait", "today")
    personas = []
    for day in (1, 5, 9):
        clock.day = day
        drill = FocusDrill(workspace, HEAR, "en")
        tried = next_try(drill)
        assert tried.state.node == "one"
        personas.append(dict(tried.state.personas))
        drill.keep(say(tried, "sit", "today"))
    assert personas == [{}, {"wang": "touchy"}, {}], "as it was, then what was not tried, then the one longest ago"


def test_a_drill_moves_the_date(tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    workspace = opened(tmp_path, ship, monkeypatch, clock, desk(), desk(id="other", title=two("Other", "另一个")))
    play(workspace, "sit", "later")
    play(workspace, "sit", "later", scene="other")
    drill = FocusDrill(workspace, ACT, "en")
    before = drill.due_card()
    clock.day = 3
    drill.keep(say(next_try(drill), "today"))
    assert drill.due_card() == before, "a single moment says little"
    assert not drill.moved(before)
    drill.keep(say(next_try(drill), "today"))
    after = drill.due_card()
    assert before is not None
    assert after is not None
    assert drill.moved(after)
    assert after.due > before.due
    assert after.latest.from_drill


def test_of_a_branch_what_was_said_otherwise_counts(workspace: Workspace) -> None:
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


def test_nobody_is_shown_the_middle_of_a_scene_that_they_have_not_played(
    tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    names = ("a", "b", "c", "played")
    scenes = [desk(id=name, title=two(name, name)) for name in names]
    workspace = opened(tmp_path, ship, monkeypatch, clock, *scenes)
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


def test_where_the_record_has_none_a_released_scene_has(
    tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    draft = desk(id="draft", status="draft", title=two("Draft", "草稿"))
    workspace = opened(tmp_path, ship, monkeypatch, clock, desk(), draft)
    tried = next_try(FocusDrill(workspace, "move:dodge", "en"))
    assert (tried.state.scene, tried.state.node) == ("desk", "two")
    assert FocusDrill(workspace, "move:listen", "en").next_try() is not None
    assert FocusDrill(workspace, "gone.by", "en").next_try() is None
    assert FocusDrill(workspace, "move:gone", "en").next_try() is None


def test_what_is_there_for_one_persona_only_is_found(
    tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    scene = desk(personas={"wang": ["touchy"]}, walks=None)
    scene["nodes"]["two"]["choices"][1]["moves"] = [{"when": {"persona.wang": "touchy"}, "move": "dodge"}]
    scene = {key: value for key, value in scene.items() if value is not None}
    tried = next_try(FocusDrill(opened(tmp_path, ship, monkeypatch, clock, scene), "move:dodge", "en"))
    assert (tried.state.node, tried.state.personas) == ("two", (("wang", "touchy"),))


def test_a_scene_that_has_changed_is_left_out(workspace: Workspace, tmp_path: Path) -> None:
    play(workspace, "wait", "later")
    changed = desk(personas={"wang": ["touchy"]}, walks=None)
    changed["nodes"]["two"]["choices"][1]["id"] = "otherwise"
    put(tmp_path / "home" / "library" / "scenarios" / "desk.yaml", yaml({k: v for k, v in changed.items() if v}))
    drill = FocusDrill(Workspace(now=workspace._now), "move:dodge", "en")
    drill.next_try()
    assert [moment.times for moment in drill._moments or ()] == [0]


def test_a_persona_that_is_gone_is_no_scene_to_play(workspace: Workspace) -> None:
    attempt = workspace.begin("desk", Setup(1, personas=(("wang", "touchy"),)), "en")
    for choice in ("wait", "later"):
        attempt.say(Decision(choice, "en"))
    gone = Workspace(now=workspace._now)
    (gone.own_scenes.parent / "rubrics" / "personas" / "touchy.yaml").unlink()
    (gone.own_scenes / "desk.yaml").write_text(yaml(desk()), encoding="utf-8")
    drill = FocusDrill(gone, "move:cut_in", "en")
    drill.next_try()
    assert [moment.times for moment in drill._moments or ()] == [0]


def test_who_says_how_sure_they_are_is_asked_here_too(workspace: Workspace) -> None:
    assert not next_try(FocusDrill(workspace, HEAR, "en")).attempt.setup.options.ask_sure
    workspace.settings.put({"sure": "on"})
    assert next_try(FocusDrill(workspace, HEAR, "en")).attempt.setup.options.ask_sure


def test_what_is_kept_can_be_read_again(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, HEAR, "en")
    tried = say(next_try(drill), "wait", "today")
    drill.keep(tried)
    (event,) = workspace.store.practice.events("focus", HEAR)
    assert event.scenario_id == "desk"
    (kept,) = past_tries([event])
    assert (kept.state, kept.outcome, kept.choices) == (tried.state, tried.outcome, ("wait", "today"))


def test_a_tutorial_speaks_of_its_own_steps_and_is_not_drilled_in(
    tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    lesson, other = desk(tutorial=True), desk(id="other")
    workspace = opened(tmp_path, ship, monkeypatch, clock, lesson, other)
    play(workspace, "wait", "later")
    assert next_try(FocusDrill(workspace, ACT, "en")).state.scene == "other"


def coming(drill: FocusDrill) -> FocusTry:
    """The try that the drill comes to by looking for it."""
    drill.take(drill.find())
    assert drill.phase is FocusPhase.READY
    assert drill.coming is not None
    return drill.coming


def text(drill: FocusDrill) -> str:
    """Its page where it stands."""
    rows = page_rows(drill.page(words("en")), CardName("Act", "Desk"), words("en"), glyphs(), 80)
    return "\n".join(row.text for row in rows)


def test_a_drill_is_stepped_through_to_its_result(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, ACT, "en")
    assert "One moment" in text(drill)
    for number, choice in enumerate(("later", "later", "today"), 1):
        say(coming(drill), choice)
        assert f"try {number} of 3" in text(drill)
        drill.end_try()
        assert drill.phase is FocusPhase.REVIEW
        assert ("Go on to the result" in text(drill)) == (number == 3)
        drill.go_on()
    assert drill.phase is FocusPhase.RESULT
    assert "Result of the drill" in text(drill)
    assert len(tries_of(workspace)) == 3


def test_a_try_that_is_left_ends_the_drill_and_keeps_what_was_over(workspace: Workspace) -> None:
    play(workspace, "wait", "later")
    drill = FocusDrill(workspace, ACT, "en")
    coming(drill)
    drill.end_try()
    assert drill.phase is FocusPhase.RESULT
    assert text(drill) == words("en")("focus.nothing_tried")
    drill = FocusDrill(workspace, ACT, "en")
    say(coming(drill), "later")
    drill.end_try()
    drill.go_on()
    coming(drill)
    drill.stop()
    assert "Result of the drill" in text(drill)
    assert len(tries_of(workspace)) == 1


@pytest.mark.parametrize("broken", [False, True])
def test_where_there_is_nothing_to_try_it_says_why(
    workspace: Workspace, broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drill = FocusDrill(workspace, "move:gone", "en")
    if broken:
        monkeypatch.setattr(drill, "next_try", lambda: workspace.library.bundle("none_such"))
    drill.take(drill.find())
    assert drill.phase is FocusPhase.NOTHING
    assert text(drill) == words("en")("focus.broken" if broken else "focus.none")
