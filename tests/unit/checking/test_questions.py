"""RP416: questions about somebody whom only some plays meet."""

from __future__ import annotations

from typing import Any

import pytest

from builders import bundle, choice, node, scene, yaml
from roleplay.checking.questions import check_questions
from roleplay.checking.subject import Subject
from roleplay.reading.loader import load

NODES = {
    "one": node(choice("good", "two"), choice("bad", "lost", ["cut_in"])),
    "two": node(choice("good", "end", ["act_now"]), choice("bad", "lost", ["dodge"]), speaker="bob"),
}
CAST = {name: {"name": name.title(), "persona": "base"} for name in ("ann", "bob")}


@pytest.mark.parametrize(
    ("question", "changes", "told"),
    [
        ("What of {bob}?", {}, True),
        ("What of Bob?", {}, True),
        ("What of {ann}?", {}, False),
        ("What of him?", {}, False),
        ({"when": {"visits.two": ">= 1"}, "text": "What of {bob}?"}, {}, False),
        ("What of {bob}?", {"summary": "Ann and Bob."}, False),
        ("What of {bob}?", {"nodes": {**NODES, "one": node(choice("good", "two"), choice("bad", "two"))}}, False),
    ],
)
def test_a_question_about_somebody_not_everybody_met(question: Any, changes: dict[str, Any], told: bool) -> None:
    data = scene(**{"nodes": NODES, "cast": CAST, "discussion": ["Why?", question], **changes})
    found = list(check_questions(Subject(bundle(data), load(yaml(data).encode(), "small.yaml").document)))
    assert [(finding.code, finding.details["name"]) for finding in found] == ([("RP416", "bob")] if told else [])
