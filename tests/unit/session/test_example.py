"""A worked example: the ideal walk, its gaps, and the steps through it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from builders import bundle, choice, node, scene
from roleplay.session import Attempt
from roleplay.session.example import ExampleFlow, ExampleStep, gaps, has_example, ideal_attempt, stakes
from roleplay.session.walk_start import NoStart, NoStartReason

#: Each node has a line that listens (+2) and, where something is at stake, one that cuts in (-2) or shouts.
GOOD, POOR = {"moves": ("listen",)}, {"moves": ("cut_in",)}


def line_of(*poor: bool, **changes: object) -> Attempt:
    """The ideal walk of a scene with one node per turn; turns that are ``poor`` have a harmful line."""
    names = [f"n{number}" for number in range(len(poor))]
    nodes = {
        name: node(choice(f"{name}-good", after, **GOOD), *([choice(f"{name}-poor", after, **POOR)] if harm else []))
        for name, after, harm in zip(names, [*names[1:], "end"], poor, strict=True)
    }
    walk = {"choices": [f"{name}-good" for name in names], "ending": "end"}
    example = ideal_attempt(bundle(scene(start="n0", nodes=nodes, walks={"ideal": walk}, **changes)))
    assert isinstance(example, Attempt)
    return example


def test_the_example_is_the_walk_with_its_own_deal_and_persona() -> None:
    walk = {"choices": ["a", "c"], "ending": "end", "deal": {"cause": "z"}, "personas": {"ann": "hot"}}
    nodes = {"one": node(choice("a", "two"), choice("b")), "two": node(choice("c"))}
    example = ideal_attempt(bundle(scene(nodes=nodes, deal={"cause": ["x", "y", "z"]}, walks={"ideal": walk})))
    assert isinstance(example, Attempt)
    assert example.over
    assert example.state.facts == ("z",)
    assert example.setup.personas == (("ann", "hot"),)
    assert example.journal.attempt_id is None


def test_a_missing_or_broken_example_has_a_reason() -> None:
    nodes = {"one": node(choice("a", "two"), choice("b")), "two": node(choice("c"))}
    without = bundle(scene(nodes=nodes, walks={"best": {"choices": ["a", "c"], "ending": "end"}}))
    assert not has_example(without)
    assert ideal_attempt(without) == NoStart(NoStartReason.NO_WALKS, {"scene": without.scenario.id})
    broken = bundle(scene(nodes=nodes, walks={"ideal": {"choices": ["b", "c"], "ending": "end"}}))
    assert ideal_attempt(broken) == NoStart(NoStartReason.BROKEN, {"walk": "ideal", "choice": "c", "node": "end"})


@pytest.mark.parametrize(
    ("poor", "expected"),
    [
        ([True], (1,)),
        ([True, True], (2,)),
        ([True, True, True, True], (2, 4)),
        ([True, False, True, False, True], (3, 5)),
        ([True, False, True, True, False, True], (3, 6)),
        ([False, False, False], ()),
    ],
)
def test_gaps_are_every_second_or_third_turn_where_most_is_at_stake(
    poor: list[bool], expected: tuple[int, ...]
) -> None:
    ideal = line_of(*poor)
    assert [bool(stake) for stake in stakes(ideal)] == poor
    assert gaps(ideal) == expected
    assert all(later - before in (2, 3) for before, later in pairwise(expected))


def test_the_example_can_be_watched_to_its_end() -> None:
    flow = ExampleFlow(line_of(True, True))
    assert (flow.step, flow.turn, flow.shown.turn) == (ExampleStep.COVER, 0, 0)
    flow.begin(with_gaps=False)
    assert (flow.step, flow.turn, flow.shown.turn) == (ExampleStep.WATCH, 1, 1)
    flow.go_on()
    assert (flow.step, flow.turn) == (ExampleStep.WATCH, 2)
    flow.go_on()
    assert flow.step is ExampleStep.ENDING
    assert flow.shown.over
    flow.go_on()
    assert flow.step is ExampleStep.ENDING


def test_a_gap_filled_with_another_line_leads_back_to_the_walk() -> None:
    flow = ExampleFlow(line_of(True, True, True, True))
    flow.begin(with_gaps=True)
    flow.go_on()
    assert (flow.step, flow.turn, flow.shown.turn) == (ExampleStep.FILL, 2, 1)
    flow.pick("n1-poor")
    assert flow.step is ExampleStep.EXPLAINED
    assert flow.shown.decisions[-1].choice == "n1-poor"
    assert flow.differs
    flow.go_on()
    assert (flow.step, flow.turn) == (ExampleStep.WATCH, 2)
    assert flow.shown.decisions[-1].choice == "n1-good"
    flow.go_on()
    flow.go_on()
    flow.pick("n3-good")
    assert not flow.differs
    flow.go_on()
    assert flow.step is ExampleStep.ENDING, "the walk's own line is explained only once"
    assert (flow.picks, flow.good_picks) == ({2: "n1-poor", 4: "n3-good"}, 1)
    flow.begin(with_gaps=False)
    assert (flow.picks, flow.gaps) == ({}, ())


def test_another_line_as_good_counts_as_a_good_pick() -> None:
    nodes = {"one": node(choice("a"), choice("b"), choice("c", moves=("shout",)))}
    ideal = ideal_attempt(bundle(scene(nodes=nodes, walks={"ideal": {"choices": ["a"], "ending": "end"}})))
    assert isinstance(ideal, Attempt)
    flow = ExampleFlow(ideal)
    flow.begin(with_gaps=True)
    flow.pick("b")
    assert (flow.differs, flow.good_picks) == (True, 1)
