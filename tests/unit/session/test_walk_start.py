"""Starting in the middle of a walk, or the reason why not."""

from __future__ import annotations

import pytest

from builders import bundle, choice, node, scene
from roleplay.session import Attempt, Mode, Setup
from roleplay.session.walk_start import NoStart, NoStartReason, start_in_walk

BUNDLE = bundle(
    scene(
        nodes={"one": node(choice("a", "two"), choice("b")), "two": node(choice("c"))},
        deal={"cause": ["x", "y", "z"]},
        walks={
            "best": {"choices": ["a", "c"], "ending": "end", "deal": {"cause": "z"}},
            "hot": {"choices": ["a", "c"], "ending": "end", "personas": {"ann": "hot"}},
            "broken": {"choices": ["b", "c"], "ending": "end"},
        },
    )
)


def began(word: str, setup: Setup | None = None, *, seed_given: bool = False) -> Setup | NoStart:
    return start_in_walk(setup or Setup(), BUNDLE, word, seed_given=seed_given)


def test_an_attempt_starts_with_the_earlier_lines_and_a_matching_seed() -> None:
    setup = began("best:2", Setup(seed=5))
    assert isinstance(setup, Setup)
    assert setup.opening == ("a",)
    assert setup.seed >= 5
    assert Attempt(BUNDLE, setup).state.facts == ("z",)
    assert began("best:2", setup, seed_given=True) == setup


def test_the_walks_cast_is_used_unless_another_is_requested() -> None:
    setup = began("hot:2")
    assert isinstance(setup, Setup)
    assert setup.personas == (("ann", "hot"),)
    asked = began("hot:2", Setup(personas=(("ann", "base"),)))
    assert isinstance(asked, Setup)
    assert asked.personas == (("ann", "base"),)


@pytest.mark.parametrize(
    ("word", "mode", "why", "values"),
    [
        ("best", Mode.GUIDED, NoStartReason.FORM, {"walk": "best"}),
        ("best:two", Mode.GUIDED, NoStartReason.FORM, {"walk": "best"}),
        ("worst:1", Mode.GUIDED, NoStartReason.UNKNOWN, {"walk": "worst"}),
        ("best:3", Mode.GUIDED, NoStartReason.TURN, {"walk": "best", "turn": "3", "turns": "2"}),
        ("best:2", Mode.EXAM, NoStartReason.EXAM, {}),
    ],
)
def test_each_failure_to_start_has_its_reason(
    word: str, mode: Mode, why: NoStartReason, values: dict[str, str]
) -> None:
    assert began(word, Setup(mode=mode)) == NoStart(why, values)


def test_a_requested_seed_must_deal_as_the_walk_does() -> None:
    fits = began("best:1")
    assert isinstance(fits, Setup)
    wrong = next(seed for seed in range(20) if began("best:1", Setup(seed), seed_given=True) != Setup(seed))
    assert began("best:1", Setup(wrong), seed_given=True) == NoStart(
        NoStartReason.SEED, {"walk": "best", "seed": str(wrong)}
    )


def test_a_scene_without_walks_has_its_own_reason() -> None:
    bare = bundle(scene(walks={}))
    assert start_in_walk(Setup(), bare, "best:1", seed_given=False) == NoStart(
        NoStartReason.NO_WALKS, {"scene": "small"}
    )
