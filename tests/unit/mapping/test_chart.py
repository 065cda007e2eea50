"""The words used in every drawing."""

from __future__ import annotations

import pytest

from builders import choice, node, story_scene
from roleplay.mapping.chart import Captions, percent

from .drawn_scenes import chart, leads, parcel, path_of_attempt, words


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (1e-9, "<1%"),
        (0.004, "<1%"),
        (0.006, "1%"),
        (0.5, "50%"),
        (0.994, "99%"),
        (0.999, ">99%"),
        (1, "100%"),
    ],
)
def test_only_zero_is_shown_as_0_percent_and_only_one_as_100(share: float, shown: str) -> None:
    assert percent(share) == shown


def test_marks() -> None:
    captions = Captions(chart(parcel()), words())
    assert captions.marks("door") == ["start", "branch 2"]
    assert captions.marks("story") == ["branch 2", "loop"]
    assert captions.marks("offer") == ["branch 2"]
    assert captions.marks("attic") == ["out of reach", "no way to an ending", "loop"]
    assert captions.marks("end") == []


def test_a_bottleneck_is_marked() -> None:
    assert Captions(chart(leads(one=["two"], two=["end"])), words("zh")).marks("two") == ["必经"]


def test_a_node_that_conditions_make_unreachable_is_marked_once() -> None:
    shut = choice("shut", "two", when={"trust": ">= 100", "anger": ">= 100"})
    drawn = chart(story_scene(nodes={"one": node(shut, choice("b", "end")), "two": node(choice("c", "end"))}))
    captions = Captions(drawn, words())
    assert drawn.graph.vertices["two"].reachable
    assert captions.marks("two") == ["out of reach"]
    assert captions.limits("one", drawn.graph.choices[0][1]) == ["can never be said"]
    assert captions.limits("two", drawn.graph.choices[2][1]) == []
    assert not drawn.never_leads(drawn.graph.transitions["one", "shut"][0])
    assert drawn.never_taken(drawn.graph.transitions["one", "shut"][0])
    assert any("two" in line for line in captions.summary())


def test_a_target_never_reached_from_a_choice_is_marked() -> None:
    split = choice("split", [{"when": {"trust": ">= 99"}, "to": "lost"}, {"to": "end"}])
    drawn = chart(story_scene(nodes={"one": node(split)}))
    lost, end = drawn.graph.transitions["one", "split"]
    assert drawn.never_leads(lost)
    assert not drawn.never_leads(end)
    assert not chart(story_scene(nodes={"one": node(split)}), explored=False).never_leads(lost)


def test_limits_of_a_choice() -> None:
    drawn = chart(parcel())
    choices = {(name, choice.id): choice for name, choice in drawn.graph.choices}
    captions = Captions(drawn, words())
    assert captions.limits("story", choices["story", "shrug"]) == ["only once"]
    assert captions.limits("cold", choices["cold", "shrug"]) == ["said by 20 s of silence"]
    assert captions.needs(choices["offer", "refund"]) == "needs Trust >= 30"


def test_a_repeatable_choice_shows_no_chance() -> None:
    drawn = chart(parcel())
    assert drawn.chance("story", "trace") is None
    assert drawn.chance("door", "hear") == pytest.approx(0.5)


def test_figures() -> None:
    attempts = [path_of_attempt(parcel(), ("door", "hear"), ("story", "trace"))]
    captions = Captions(chart(parcel(), attempts), words())
    assert captions.figures("door") == ["1x", "100%"]
    assert captions.figures("door", "form") == ["0x", "50%"]
    assert captions.figures("attic") == ["0x"]
    assert Captions(chart(parcel(), []), words()).figures("door") == ["100%"]
    assert Captions(chart(parcel(), explored=False), words()).figures("door") == []


def test_a_sketched_node_is_marked() -> None:
    nodes = {"one": node(choice("a", "two")), "two": {"todo": "she thinks it over", "goto": ["end", "lost"]}}
    captions = Captions(chart(story_scene(nodes=nodes, status="draft")), words())
    assert "to be written" in captions.marks("two")
    assert "to be written" not in captions.marks("one")


def test_lengths() -> None:
    assert "Lines to an ending: always 2." in Captions(chart(leads(one=["two"], two=["end"])), words()).summary()
    none = Captions(chart(leads(one=["one"]), explored=False), words()).summary()
    assert "No ending can be reached from the start." in none
    both = Captions(chart(leads(one=["two", "end"], two=["end"])), words("zh")).summary()
    assert "从开头到结局，最短 1 句，最长 2 句。" in both
