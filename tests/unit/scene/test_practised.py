"""What a scene practises: criteria that are due, with points to earn, often enough to be assessed."""

from __future__ import annotations

from typing import Any

import pytest

from builders import Data, bundle, choice, node, story_scene
from roleplay.scene.model import Shared
from roleplay.scene.practised import practised_criteria

HEAR = [choice("good", "two", ["listen"]), choice("bad", "two", ["cut_in"])]
AGAIN = [choice("good", "end", ["listen"]), choice("bad", "lost", ["cut_in"])]


def practised_in(first: Data, second: Data, **more: Any) -> tuple[str, ...]:
    scene_bundle = bundle(story_scene(nodes={"one": first, "two": second}, **more))
    return practised_criteria(
        scene_bundle.scenario, Shared(scene_bundle.moves, scene_bundle.personas, scene_bundle.rubrics)
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (node(*HEAR), node(*AGAIN), ("main.hear",)),
        (node(*HEAR, assess=["main.hear"]), node(*AGAIN, assess=["main.hear"]), ("main.hear",)),
        (node(*HEAR, assess=["main.act"]), node(*AGAIN), ()),
        (node(*HEAR), node(*AGAIN, assess=[]), ()),
        (node(choice("worse", "two", ["cut_in"])), node(*AGAIN), ()),
        ({"todo": "He comes back.", "goto": "two"}, node(*AGAIN), ()),
    ],
)
def test_a_criterion_is_practised_if_it_is_due_at_two_moments(
    first: Data, second: Data, expected: tuple[str, ...]
) -> None:
    status = "draft" if "todo" in first else "released"
    assert practised_in(first, second, status=status) == expected


def test_the_criteria_are_in_the_order_of_the_rubrics() -> None:
    both = [choice("good", "two", ["listen", "act_now"]), choice("bad", "two", ["cut_in"])]
    again = [choice("good", "end", ["act_now", "listen"]), choice("bad", "lost", ["cut_in"])]
    assert practised_in(node(*both), node(*again), rubrics=["side", "main"]) == ("side.tone", "main.hear", "main.act")
