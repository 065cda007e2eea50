"""The best line in words: whether an unnamed ending differs in outcome from the one reached."""

from __future__ import annotations

import pytest

from builders import bundle, choice, ending, node, story_scene
from roleplay.locales import catalogue
from roleplay.presenting.facts.best_line import best_line_fact
from roleplay.session import Attempt, Decision, Setup
from roleplay.session.review import foresee

NODES = {
    "first": node(
        choice("well", "end", ["listen"]), choice("also", "fair", ["shout"]), choice("ill", "lost", ["shout"])
    )
}
ENDINGS = {"end": ending("success"), "fair": ending("success"), "lost": ending("failure")}


@pytest.mark.parametrize(
    ("choice_id", "language", "expected"),
    [
        ("also", "en", "It would have led to another ending, which also goes well."),
        ("also", "zh", "最后会走到另一个结局，同样谈成了。"),
        ("ill", "en", "It would have led to a different ending, one that goes well."),
    ],
)
def test_an_ending_like_the_one_reached_is_not_contrasted_with_it(choice_id: str, language: str, expected: str) -> None:
    attempt = Attempt(bundle(story_scene(nodes=NODES, endings=ENDINGS)), Setup(), None, [Decision(choice_id, "en")])
    values = foresee(attempt)
    assert values is not None
    assert best_line_fact(attempt, values, 1, catalogue(language), whole=False).end == expected
