"""RP413, RP414: one `why` for something right and something wrong."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, bundle, choice, node, scene, yaml
from roleplay.checking.subject import Subject
from roleplay.checking.why_texts import check_why_texts
from roleplay.engine import compile_story, start
from roleplay.engine.view import why_of
from roleplay.reading.loader import load

CLUE = [{"when": {"cause": "a"}, "text": "She said a."}, {"text": "She said b, and it was missed."}]
GUESS = [{"when": {"cause": "a"}, "move": "listen"}, {"when": {"cause": "b"}, "move": "cut_in"}]


def talk(*choices: Data) -> Data:
    first = node(*choices, says=[{"when": {"cause": "a"}, "text": "a"}, {"text": "b"}])
    return scene(nodes={"one": first}, deal={"cause": ["a", "b"]})


def findings_in(data: Data) -> list[tuple[str, str]]:
    subject = Subject(bundle(data), load(yaml(data).encode(), "small.yaml").document)
    return [(finding.code, finding.details["name"]) for finding in check_why_texts(subject)]


@pytest.mark.parametrize(
    ("first", "second", "reported"),
    [
        ("Same.", "Same.", True),
        ("Same.", "Other.", False),
        ({"en": "One", "zh": "一"}, {"en": "Two", "zh": "一"}, True),
        ("todo", "todo", False),
        ("Same.", [{"when": {"cause": "a"}, "text": "Same."}, {"text": "Other."}], True),
    ],
)
def test_two_lines_with_different_points_must_not_share_an_explanation(first: Any, second: Any, reported: bool) -> None:
    data = talk(choice("good", why=first), choice("bad", "lost", ["cut_in"], why=second))
    assert findings_in(data) == ([("RP413", "bad")] if reported else [])


def test_two_lines_with_the_same_points_may_share_an_explanation() -> None:
    assert (
        findings_in(
            talk(choice("good", why="Same."), choice("again", "lost", why="Same."), choice("bad", "lost", ["cut_in"]))
        )
        == []
    )


def test_lines_never_offered_together_may_share_an_explanation() -> None:
    first = choice("good", why="Same.", when={"cause": "a"})
    second = choice("bad", "lost", ["cut_in"], why="Same.", when={"cause": "b"})
    assert findings_in(talk(first, second, choice("other", moves=["name_it"]))) == []


def test_a_line_that_a_fact_makes_right_or_wrong_needs_a_reason_for_each() -> None:
    other = choice("other", moves=["name_it"])
    assert findings_in(talk(choice("guess", moves=GUESS), other)) == [("RP414", "guess")]
    assert findings_in(talk(choice("guess", moves=GUESS, why=CLUE), other)) == []
    assert findings_in(talk(choice("guess", moves=GUESS, why="todo"), other)) == []


def test_variants_that_do_not_follow_the_deciding_fact_are_reported() -> None:
    beside = [{"when": {"anger": "> 90"}, "text": "Angry."}, {"text": "She said a."}]
    assert findings_in(talk(choice("guess", moves=GUESS, why=beside), choice("other", moves=["name_it"]))) == [
        ("RP414", "guess")
    ]


def test_a_line_that_others_make_better_or_worse_needs_one_reason() -> None:
    best = choice("best", moves=["listen"], when={"cause": "a"})
    assert findings_in(talk(best, choice("good", moves=["name_it"]), choice("bad", "lost", ["cut_in"]))) == []


def test_a_condition_that_does_not_change_the_best_line_needs_one_reason() -> None:
    moves = ["cut_in", {"when": {"cause": "a"}, "move": "dodge"}]
    assert findings_in(talk(choice("bad", "lost", moves), choice("good"))) == []


def test_a_line_that_a_fact_makes_good_or_poor_needs_a_reason_for_each_even_if_never_best() -> None:
    best = choice("best", moves=["listen", "act_now"])
    turns = [{"when": {"cause": "a"}, "move": "name_it"}, {"when": {"cause": "b"}, "move": "cut_in"}]
    assert findings_in(talk(choice("turns", moves=turns), best)) == [("RP414", "turns")]
    assert findings_in(talk(choice("turns", moves=turns, why=CLUE), best)) == []
    # poor and poorer, or good and better, may share an explanation
    poor = ["cut_in", {"when": {"cause": "a"}, "move": "dodge"}]
    good = ["name_it", {"when": {"cause": "a"}, "move": "act_now"}]
    better = choice("best", moves=["listen", "act_now"])
    assert findings_in(talk(choice("poor", moves=poor), choice("good", moves=good), better)) == []


def test_a_reason_is_chosen_by_the_state_before_the_line() -> None:
    data = talk(choice("guess", moves=GUESS, why=CLUE), choice("other", moves=["name_it"], why="Plain."))
    story = compile_story(bundle(data))
    for cause, expected in (("a", "She said a."), ("b", "She said b, and it was missed.")):
        state = start(story, 0, {"cause": cause})
        text, plain = (why_of(state, state.choice(name)) for name in ("guess", "other"))
        assert text is not None
        assert plain is not None
        assert (text.get("en"), plain.get("en")) == (expected, "Plain.")


def test_a_reason_is_not_affected_by_the_effects_of_its_own_line() -> None:
    why = [{"when": {"anger": ">= 60"}, "text": "Before."}, {"text": "After."}]
    data = talk(choice("calm", effects={"anger": -50}, why=why), choice("other", moves=["name_it"]))
    state = start(compile_story(bundle(data)), 0)
    text = why_of(state, state.choice("calm"))
    assert text is not None
    assert text.get("en") == "Before."
