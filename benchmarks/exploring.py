"""Exploring all reachable states of generated scenes: seconds, states, and states per second, in one process.

The scene of twelve layers has sixty nodes and about a hundred thousand states by the values of its meters alone; the
explorer merges those that cannot differ any more. The deeper scenes show how this grows, and where it stops.
"""

from __future__ import annotations

import gc
import statistics
import time

from benchmarks.figures import figure
from benchmarks.scenes import bundle_of, generated_scene
from roleplay.engine import Story, compile_story, legal, start, step
from roleplay.exploration import explore

#: A seed for which the scene of twelve layers has about a hundred thousand states.
SEED = 7
LAYERS = (12, 18, 26)
#: Maximum number of states counted by values.
MAX_COUNTED = 1_000_000


def generated_story(layers: int) -> Story:
    """The generated scene with so many layers."""
    return compile_story(bundle_of(generated_scene("made", SEED, layers)))


def states_by_values(story: Story, limit: int) -> int:
    """The number of states if every value of every meter counts; above ``limit`` the count stops."""
    first = start(story, 0)._replace(turn=0)
    seen, waiting = {first}, [first]
    while waiting and len(seen) <= limit:
        state = waiting.pop()
        for choice in legal(state):
            after = step(state, choice)._replace(turn=0)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return len(seen)


def main(rounds: int = 5) -> None:
    """Measure, and print medians."""
    for layers in LAYERS:
        story = generated_story(layers)
        by_values = states_by_values(story, MAX_COUNTED)
        spent: list[float] = []
        for _ in range(rounds):
            gc.collect()
            began = time.perf_counter()
            graph = explore(story)
            spent.append(time.perf_counter() - began)
        states = f"{len(graph):,} states{' and cut' if graph.cut else ''}"
        speed = f"{len(graph) / statistics.median(spent):,.0f} a second"
        print(figure(f"explore, {layers} layers", [seconds * 1000 for seconds in spent]))
        print(f"    {states}, {speed}; by values {by_values:,}{' and more' if by_values > MAX_COUNTED else ''}")


if __name__ == "__main__":
    main()
