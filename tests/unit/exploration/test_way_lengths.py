"""The fewest and the most decisions to an end, in stories small enough to count by hand."""

from __future__ import annotations

from builders import bundle, choice, ending, node, story_scene
from drill_rooms import classroom_bundle
from roleplay.engine import Story, step
from roleplay.exploration import explore
from roleplay.exploration.way_lengths import WayLengths
from roleplay.scene.model import Bundle


def lengths(of: Bundle, *choices: str) -> tuple[int | None, int | None]:
    """The fewest and the most after these choices."""
    graph = explore(Story(of, {}))
    state = graph.states[0]
    for line in choices:
        state = step(state, line)
    number = graph.number(state)
    assert number is not None
    way_lengths = WayLengths(graph)
    return way_lengths.fewest[number], way_lengths.most[number]


def test_a_fork_has_a_shortest_and_a_longest_way() -> None:
    fork = bundle(
        story_scene(
            nodes={
                "one": node(choice("good", "two"), choice("bad", "lost")),
                "two": node(choice("good", "three"), choice("bad", "end")),
                "three": node(choice("good", "end"), choice("bad", "lost")),
            },
            endings={"end": ending(), "lost": ending("failure")},
        )
    )
    assert lengths(fork) == (1, 3)
    assert lengths(fork, "good") == (1, 2)
    assert lengths(fork, "good", "good") == (1, 1)
    assert lengths(fork, "bad") == (0, 0)


def test_an_endless_loop_has_no_longest_way() -> None:
    assert lengths(classroom_bundle()) == (2, None)
    assert lengths(classroom_bundle(), "name") == (2, None)
    assert lengths(classroom_bundle(), "good") == (1, None)  # an end is near, and so is the loop
    assert lengths(classroom_bundle(), "good", "good") == (0, 0)
