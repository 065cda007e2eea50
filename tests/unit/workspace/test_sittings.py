"""An attempt that is played for a form or an exam says so, and is found again by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import Ship
from desk_scene import desk_home
from roleplay.session import Decision, Mode, Setup
from roleplay.workspace.attempts import of_sitting
from roleplay.workspace.workspace import Workspace


def test_an_attempt_of_a_sitting_is_found_gone_on_with_and_branched_off_like_any_other(
    tmp_path: Path, ship: Ship, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = desk_home(tmp_path)
    ship(tmp_path / "none")
    monkeypatch.setenv("ROLEPLAY_HOME", str(home))
    workspace = Workspace()
    workspace.begin("desk", Setup(4, Mode.EXAM), "en")
    attempt = workspace.begin("desk", Setup(3, Mode.EXAM), "en", "a-sitting 1")
    attempt.say(Decision("sit", "en"))
    record = of_sitting(workspace.store, "desk", "a-sitting 1")
    assert record is not None
    assert record.id == attempt.journal.attempt_id
    assert of_sitting(workspace.store, "desk", "a-sitting 2") is None
    assert workspace.resume(record).setup == attempt.setup
    attempt.say(Decision("today", "en"))
    workspace.branch(attempt, 1, "en")
    assert of_sitting(workspace.store, "desk", "a-sitting 1") == workspace.store.attempt(record.id)
    (branch,) = (id_ for id_ in workspace.store.attempts_at("desk") if id_ not in _own(workspace, record.id))
    kept = workspace.store.attempt(branch)
    assert kept is not None
    assert "sitting" not in kept.options, "what is tried out is no part of a sitting"
    assert workspace.store.set_aside == ()


def _own(workspace: Workspace, attempt_id: str) -> set[str]:
    """The attempts that branch off nothing."""
    records = (workspace.store.attempt(id_) for id_ in workspace.store.attempts_at("desk"))
    return {record.id for record in records if record is not None and record.branch is None} | {attempt_id}
