"""Explaining why a scene cannot be played."""

from __future__ import annotations

from roleplay.locales import catalogue
from roleplay.presenting.problems import scene_problem
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.reading.diagnostics import Diagnostic, Span


def test_every_problem_is_named() -> None:
    words = catalogue("en")
    mistake = Diagnostic("RP101", "desk.yaml", Span(7, 3, 7, 9), {"name": "nowhere"})
    text = scene_problem(BrokenScene((mistake,)), words)
    assert "desk.yaml:7" in text
    assert mistake.message("en") in text
    assert "dusk" in scene_problem(UnknownScene("dusk", []), words)
    assert "the disk is gone" in scene_problem(OSError("the disk is gone"), words)
