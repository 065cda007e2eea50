"""Branches: continuing from a turn of an attempt, with the same deal and text, and never counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cell_damage import damage_cell
from command_runs import ShipLibrary, run
from desk_scene import desk_home
from roleplay.locales import catalogue
from roleplay.presenting.branch import branch_facts, branch_name, branch_rows
from roleplay.reading.contents import BrokenScene
from roleplay.records.model import BranchPoint, best_and_latest
from roleplay.session import Attempt, Decision, Mode, Options, Setup
from roleplay.text.glyphs import glyphs
from roleplay.workspace.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = desk_home(tmp_path)
    ship_library(tmp_path / "none")
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    return home


@pytest.fixture
def played(home: Path) -> Attempt:
    """A finished exam at the desk, with own words."""
    attempt = Workspace().begin("desk", Setup(3, Mode.EXAM, options=Options(own_words=True)), "en")
    attempt.say(Decision("sit", "zh", own_words="my secret"))
    attempt.say(Decision("today", "en"))
    assert attempt.over
    return attempt


def test_it_continues_at_the_turn_of_the_attempt(home: Path, played: Attempt) -> None:
    workspace = Workspace()
    branch = workspace.branch(played, 2, "en")
    assert [(d.choice, d.language, d.own_words) for d in branch.decisions] == [("sit", "zh", None)]
    assert branch.state.meters == played.states[1].meters
    assert (branch.setup.seed, branch.setup.mode, branch.setup.options.own_words) == (3, Mode.PRACTICE, True)
    assert workspace.store.unfinished() == [], "it is not offered to be resumed"
    branch.say(Decision("later", "en"))
    assert branch.over
    parent = played.journal.attempt_id or ""
    assert [summary.id for summary in workspace.store.history()] == [parent], "it does not count as an attempt"
    assert list(best_and_latest(workspace.store.history())) == ["desk"]
    (row,) = workspace.store.branches(parent)
    assert row.branch == BranchPoint(parent, 2)
    workspace.store.delete([parent])
    assert workspace.store.attempt(row.id) is None, "it is deleted with its attempt"


def test_it_is_played_on_the_text_of_the_attempt(home: Path, played: Attempt) -> None:
    (home / "library" / "scenarios" / "desk.yaml").write_text("broken: [", encoding="utf-8")
    workspace = Workspace()
    again = workspace.store.attempt(played.journal.attempt_id or "")
    assert again is not None
    branch = workspace.branch(workspace.resume(again), 1, "en")
    branch.say(Decision("sit", "en"))
    assert branch.turn == 1


def test_missing_texts_and_attempts_raise_errors(home: Path, played: Attempt) -> None:
    workspace = Workspace()
    with pytest.raises(LookupError):
        workspace.branch(Attempt(played.bundle, played.setup), 1, "en")
    damage_cell(home / "records.db", "DELETE FROM sources WHERE kind = 'scenario'")
    with pytest.raises(BrokenScene):
        workspace.branch(played, 1, "en")


def test_a_branch_with_an_incomplete_origin_is_damaged(home: Path, played: Attempt) -> None:
    workspace = Workspace()
    branch = workspace.branch(played, 2, "en")
    branch.say(Decision("later", "en"))
    workspace.close()
    damage_cell(home / "records.db", "UPDATE attempts SET branch_turn = NULL WHERE parent IS NOT NULL")
    store = Workspace().store
    assert store.branches(played.journal.attempt_id or "") == []
    assert [damaged.columns for damaged in store.set_aside] == [("attempts.branch_turn",)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_are_shown_side_by_side(home: Path, played: Attempt, language: str) -> None:
    words, workspace = catalogue(language), Workspace()
    branch = workspace.branch(played, 2, language)
    branch.say(Decision("later", language))
    facts = branch_facts(played, branch, 2, words)
    names = played.bundle.scenario.names()
    lines = tuple(
        play.states[1].choice(play.decisions[1].choice).say.fill(language, names) for play in (played, branch)
    )
    assert facts.lines == lines
    assert facts.endings[0] != facts.endings[1]
    lead = facts.scores[0]
    assert lead.is_rubric
    assert lead.before is not None
    assert lead.after is not None
    assert lead.before > lead.after
    rows = "\n".join(row.text for row in branch_rows(facts, words, glyphs(), 70))
    for text in (words("branch.was"), words("branch.what_if"), lead.name, facts.curves[0][0].name):
        assert text in rows
    (row,) = workspace.store.branches(played.journal.attempt_id or "")
    assert branch_name(row, words).startswith({"zh": "从第 2 轮，", "en": "from turn 2, "}[language])


@pytest.mark.parametrize(("choices", "turn", "parted"), [
    (("sit", "later"), 2, "The first line that differs is in turn 2:"),
    (("sit", "today"), 0, "You said the same lines as before, to the end."),
    (("wait", "today"), 1, ""),
])  # fmt: skip
def test_the_line_that_differs_is_shown(
    home: Path, played: Attempt, choices: tuple[str, str], turn: int, parted: str
) -> None:
    branch = Workspace().branch(played, 1, "en")
    for choice in choices:
        branch.say(Decision(choice, "en"))
    facts = branch_facts(played, branch, 1, catalogue("en"))
    names = played.bundle.scenario.names()
    assert facts.divergence == parted
    rows = "\n".join(row.text for row in branch_rows(facts, catalogue("en"), glyphs(), 70))
    if turn:
        plays = (played, branch)
        lines = [play.states[turn - 1].choice(play.decisions[turn - 1].choice).say.fill("en", names) for play in plays]
        assert facts.lines == tuple(lines)
        assert f"What if:  {lines[1][:14]}" in rows
    else:
        assert facts.lines is None
    assert parted in rows


def test_branches_in_plain_mode(home: Path, played: Attempt) -> None:
    id_ = (played.journal.attempt_id or "")[:8]
    ran = run(home, "history", id_, typed=("f9", "i", "f2", "", "later", "i", ""))
    ran.says(
        "You can play on from turns 1 to 2", "Nothing has been tried from here yet", "does not count",
        "What if, from turn 2", "What if: ", "from turn 2, 2",
    )  # fmt: skip
    assert run(home, "history").lines[-1] == "finished attempts: 1"


def test_an_unfinished_branch_is_not_offered_as_an_attempt_but_can_be_resumed(home: Path, played: Attempt) -> None:
    workspace, parent = Workspace(), played.journal.attempt_id or ""
    workspace.branch(played, 2, "en")
    store = workspace.store
    (left,) = store.branches(parent, unfinished=True)
    assert store.branches(parent) == []
    assert store.unfinished() == []
    assert branch_name(left, catalogue("en")).startswith("from turn 2, left at turn 2 (2")
    workspace.resume(left).say(Decision("later", "en"))
    assert [len(store.branches(parent, unfinished=each)) for each in (False, True)] == [1, 0]
    workspace.branch(played, 1, "en")
    (left,) = store.branches(parent, unfinished=True)
    store.abandon(left.id)
    assert store.branches(parent, unfinished=True) == []


def test_an_unfinished_branch_in_plain_mode(home: Path, played: Attempt) -> None:
    id_ = (played.journal.attempt_id or "")[:8]
    assert "None was left unfinished." in run(home, "history", id_, typed=("g1", "")).out
    run(home, "history", id_, typed=("f2", "q"))
    run(home, "history", id_, typed=("f1", "q"))
    resumed = run(home, "play", "desk", "--plain", "--resume", "--no-briefing", typed=("q",))
    resumed.says("No unfinished attempt at this scene")
    ran = run(home, "history", id_, typed=("i", "x2", "g3", "g1", "", "later", "i", ""))
    ran.says(
        "from turn 2, left at turn 2", "g1 goes on, x1 discards it", "from turn 1, left at turn 1", "Discarded.",
        "There is one unfinished: type g1.", "What if, from turn 2", "from turn 2, 2",
    )  # fmt: skip
    assert "left at turn" not in ran.out[ran.out.index("Discarded.") :]


def test_leaving_a_branch_says_where_it_stopped_and_leads_back(home: Path, played: Attempt) -> None:
    letters = (played.journal.attempt_id or "")[:6]
    ran = run(home, "history", letters, typed=("f2", "", "q", "g1", "", "later", ""))
    ran.says(
        "The what-if was left at turn 2; it is kept with its attempt. "
        f"To go on with it: g1 in this debrief (roleplay history {letters}).",
        "What if, from turn 2",
    )
    assert "--resume" not in ran.out


def test_leaving_a_branch_after_an_attempt_says_nothing_about_that_attempt(home: Path) -> None:
    ran = run(home, "play", "desk", "--seed", "0", "--no-briefing", typed=("sit", "today", "", "f1", "q"))
    ran.says("The what-if was left at turn 1")
    assert "--resume" not in ran.out
