"""Results by earlier scoring versions are rescored: replayed on the text they were played on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import folder, put
from command_runs import ShipLibrary
from desk_scene import desk, desk_home
from example_counts import examples
from roleplay.records.model import AttemptSummary
from roleplay.scoring.version import VERSION
from roleplay.session import Decision, Mode, Options, Setup
from roleplay.workspace.workspace import Workspace

SETUP = Setup(7, Mode.GUIDED, (("wang", "touchy"),), Options(ask_sure=True))
WALKS = (("sit", "today"), ("sit", "later"), ("wait", "today"), ("wait", "later"), ("lie",))
_AS_BEFORE = (
    "UPDATE attempts SET scoring = 1, outcome = json_set(outcome, '$.passed', json('true'),"
    " '$.scores.\"desk-rubric\"', 57.5) WHERE ended_at IS NOT NULL"
)


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    home_ = desk_home(tmp_path)
    monkeypatch.setenv("ROLEPLAY_HOME", str(home_))
    ship_library(tmp_path / "nothing")
    return home_


@pytest.fixture
def change(home: Path) -> Callable[..., None]:
    """Changes the database directly."""

    def change(sql: str, *values: str) -> None:
        db = sqlite3.connect(home / "records.db")
        db.execute(sql, values)
        db.commit()
        db.close()

    return change


def play(*walk: str) -> AttemptSummary:
    """Play the desk; returns the result by the current scoring."""
    workspace = Workspace()
    attempt = workspace.begin("desk", SETUP, "en")
    for choice in walk:
        attempt.say(Decision(choice, "en"))
    latest = workspace.store.history()[-1]
    workspace.close()
    return latest


def rescored_counts() -> tuple[list[int], AttemptSummary]:
    """The numbers of attempts rescored, by text, and the last attempt after a restart."""
    workspace = Workspace()
    counts = list(workspace.rescore_outdated())
    workspace.close()
    again = Workspace()
    latest = again.store.history()[-1]
    again.close()
    return counts, latest


@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_the_current_result_replaces_the_old_one_which_is_archived(
    home: Path, change: Callable[..., None], walk: tuple[str, ...]
) -> None:
    today = play(*walk)
    assert today.result.scoring == VERSION
    change(_AS_BEFORE)
    counts, summary = rescored_counts()
    assert counts == [1]
    assert summary.result == today.result
    assert summary.earlier is not None
    assert (summary.earlier.scoring, summary.earlier.passed, summary.earlier.score) == (1, True, 57.5)
    assert (summary.started_at, summary.ended_at) == (today.started_at, today.ended_at)
    assert rescored_counts()[0] == [], "it is done only once"


def test_only_outdated_results_are_rescored(home: Path, change: Callable[..., None]) -> None:
    play("sit", "today")
    change(_AS_BEFORE)
    play("sit", "today")
    play("sit")
    assert rescored_counts()[0] == [1]


@pytest.mark.parametrize("what", ["rewritten", "gone"])
def test_it_is_judged_on_the_text_it_was_played_on(home: Path, change: Callable[..., None], what: str) -> None:
    today = play("sit", "later")
    change(_AS_BEFORE)
    rubric = home / "library" / "rubrics" / "desk-rubric.yaml"
    if what == "rewritten":
        put(rubric, rubric.read_text().replace('"dodge": -2', '"dodge": 2'))
        folder(home / "library", desk(start="two", walks={}), files=None)
    else:
        rubric.unlink()
        (home / "library" / "scenarios" / "desk.yaml").unlink()
    counts, summary = rescored_counts()
    assert (counts, summary.result) == ([1], today.result)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM sources WHERE kind = 'scenario'",
        "DELETE FROM sources WHERE kind = 'rubric'",
        "UPDATE sources SET text = '{' WHERE kind = 'scenario'",
        "UPDATE decisions SET choice = 'never'",
        "UPDATE attempts SET outcome = json_set(outcome, '$.ending', 'lost')",
        "UPDATE decisions SET undone_at = at WHERE position = 1",
    ],
)
def test_an_attempt_that_cannot_be_replayed_keeps_its_result(
    home: Path, change: Callable[..., None], damage: str
) -> None:
    play("sit", "today")
    change(_AS_BEFORE)
    change(damage)
    counts, summary = rescored_counts()
    assert (counts, summary.result.scoring, summary.result.score, summary.earlier) == ([1], 1, 57.5, None)
    assert rescored_counts()[0] == [], "it is not tried at every start"


def test_an_attempt_with_a_damaged_cell_keeps_its_result(home: Path, change: Callable[..., None]) -> None:
    play("sit", "today")
    change(_AS_BEFORE)
    change("UPDATE attempts SET options = '{\"unheard_of\":true}'")
    play("sit", "today")
    change(_AS_BEFORE)
    counts, summary = rescored_counts()
    assert (counts, summary.result.scoring) == ([1], VERSION)
    workspace = Workspace()
    assert [past.result.scoring for past in workspace.store.history()] == [1, VERSION]
    workspace.close()


def test_each_text_is_read_once(home: Path, change: Callable[..., None]) -> None:
    for walk in WALKS[:3]:
        play(*walk)
    folder(home / "library", desk(title={"en": "Another", "zh": "另一个"}, walks={}), files=None)
    play("sit", "today")
    change(_AS_BEFORE)
    counts, _ = rescored_counts()
    assert sorted(counts) == [1, 3]


@examples(4)
@given(st.lists(st.sampled_from(WALKS), min_size=1, max_size=3))
def test_any_attempt_can_be_rescored(home: Path, change: Callable[..., None], walks: list[tuple[str, ...]]) -> None:
    """After rescoring, every attempt has the result it would have had from the start."""
    before = {summary.id: summary.result for summary in [play(*walk) for walk in walks]}
    change(_AS_BEFORE)
    rescored_counts()
    workspace = Workspace()
    now = {summary.id: summary.result for summary in workspace.store.history()}
    workspace.close()
    assert before.items() <= now.items()
