"""A small exam with the desk, and a library that contains it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest import mock

from builders import put, read_shared, yaml
from command_runs import environment
from desk_scene import DESK_FILES, bilingual, desk, desk_home
from roleplay.exam.questions import Bank, questions
from roleplay.session import Decision
from roleplay.workspace.exams import exam_records
from roleplay.workspace.workspace import Workspace

#: The ideal walk through each of its scenes, and a poor one.
GOOD_WALK, POOR_WALK = ("sit", "today"), ("wait", "later")
SCENES = ("desk", "desk-a", "desk-b", "desk-c")


def desk_exam(**changes: Any) -> dict[str, Any]:
    """An exam of two questions, the desk, and two out of three variants of the desk."""
    data = {
        "roleplay": "exam/1",
        "id": "counter",
        "title": bilingual("At the counter", "柜台考核"),
        "purpose": bilingual("Whether one can do it.", "看会不会。"),
        "status": "released",
        "source": bilingual("ours", "自己的"),
        "stages": {
            "knowledge": {"rubrics": ["desk-rubric"], "questions": 2, "pass": 50},
            "scene": {"item": {"scene": "desk", "seed": 1}, "pass": 60},
            "unseen": {
                "from": [{"scene": name, "seed": 2, "personas": {"wang": "touchy"}} for name in SCENES[1:]],
                "draw": 2,
                "pass": 60,
            },
        },
    }
    return data | changes


def exam_home(root: Path, **changes: Any) -> Path:
    """A home whose library holds the exam and its scenes."""
    scenes = [desk(id=name, title=bilingual(f"The counter {name}", f"柜台前 {name}")) for name in SCENES]
    home = desk_home(root, *scenes)
    put(home / "library" / "forms" / "counter.yaml", yaml(desk_exam(**changes)))
    return home


def right_answers(seed: int) -> list[int]:
    """The numbers (from 1) of the right answers to the questions of a sitting with this seed."""
    shared = read_shared(DESK_FILES)
    asked = questions(Bank(shared.moves, [shared.rubrics["desk-rubric"]]), 2, seed)
    return [question.right + 1 for question in asked]


def sit_through(home: Path, walk: tuple[str, ...] = GOOD_WALK) -> None:
    """Take the whole exam: answer every question correctly and play every scene by this walk."""
    no_shipped_library = mock.patch("roleplay.workspace.workspace.shipped_library", return_value=home / "nothing")
    with mock.patch.dict(os.environ, environment(home), clear=True), no_shipped_library:
        workspace = Workspace()
        (record,) = exam_records(workspace)
        record.begin()
        while (sitting := record.sitting) is not None and not sitting.over:
            if sitting.question is not None:
                record.answer(sitting.question.right)
            elif (attempt := record.play("en")) is not None:
                for choice in walk[len(attempt.decisions) :]:
                    attempt.say(Decision(choice, "en"))
                record.refresh()
        workspace.close()
