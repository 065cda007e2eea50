"""The shipped exam is passed by playing the ideal walks of its scenes, whatever happens in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import ShipLibrary
from roleplay.exam.sitting import ExamPhase
from roleplay.presenting.exam.certificate import certificate_facts
from roleplay.session import Decision
from roleplay.workspace.exams import ExamRecord, exam_records
from roleplay.workspace.workspace import Workspace, shipped_library

LIBRARY = shipped_library()


def open_exam(before: Workspace | None = None) -> ExamRecord:
    """The exam as a newly started program finds it, optionally reusing the library."""
    workspace = Workspace()
    if before is not None:
        before.close()
        workspace._library = before.library
    return next(record for record in exam_records(workspace) if record.exam.id == "service-basics")


def test_it_is_passed_by_ideal_walks_with_a_kill_after_every_scene_begun(
    tmp_path: Path, ship_library: ShipLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship_library(LIBRARY)
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path))
    record = open_exam()
    assert record.exam.released
    record.begin(11)
    for number in range(record.exam.stages.knowledge.questions):
        assert record.sitting is not None
        assert record.sitting.question is not None
        right = record.sitting.question.right
        # a few may be wrong
        record.answer(right if number > 2 else (right + 1) % len(record.sitting.question.choices))
    while record.sitting is not None and not record.sitting.over:
        first_attempt = record.play("zh")
        assert first_attempt is not None
        record = open_exam(record.workspace)
        attempt = record.play("zh")
        assert attempt is not None
        assert attempt.journal.attempt_id == first_attempt.journal.attempt_id
        for choice in attempt.bundle.scenario.walks["ideal"].choices:
            attempt.say(Decision(choice, "zh"))
        record.refresh()
    assert record.sitting is not None
    assert record.sitting.phase is ExamPhase.PASSED
    assert all(play.score is not None and play.score > 95 for play in record.sitting.plays)
    workspace = record.workspace
    for language in ("zh", "en"):
        facts = certificate_facts(record.fact, workspace.library.contents, "", workspace.words(language))
        assert facts is not None
        assert facts.passed
        assert "75%" in facts.stages[0].text
    workspace.close()
