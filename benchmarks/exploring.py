"""Every reachable state of made scenes: seconds, states, and states a second, in one process.

The scene of twelve layers has sixty nodes and some hundred thousand states by the values of its meters alone; how many
of those can still matter is the explorer's to find. The deeper ones show how it grows, and where it stops.
"""

from __future__ import annotations

import gc
import json
import statistics
import time

from benchmarks.scenes import scene
from benchmarks.screens import _line
from roleplay.engine import Story, compile_story, legal, start, step
from roleplay.exploration import explore
from roleplay.reading.library import Library
from roleplay.reading.loader import load
from roleplay.scene.model import Bundle, Scenario
from roleplay.workspace.workspace import shipped_library

#: A seed of which the scene of twelve layers has some hundred thousand states.
SEED = 7
LAYERS = (12, 18, 26)
#: States by values that are counted.
RAW = 1_000_000


def story(layers: int) -> Story:
    """The made scene of so many layers."""
    contents = Library([shipped_library()]).contents
    data = scene("made", SEED, layers)
    loaded = load(json.dumps(data).encode(), "made.yaml").value
    assert isinstance(loaded, Scenario)
    return compile_story(Bundle(loaded, contents.moves, contents.personas, contents.rubrics))


def raw_states(made: Story, limit: int) -> int:
    """How many states there are where every value of every meter counts; or more than ``limit``."""
    first = start(made, 0)._replace(turn=0)
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
        made = story(layers)
        raw = raw_states(made, RAW)
        spent: list[float] = []
        for _ in range(rounds):
            gc.collect()
            began = time.perf_counter()
            graph = explore(made)
            spent.append(time.perf_counter() - began)
        found = f"{len(graph):,} states{' and cut' if graph.cut else ''}"
        speed = f"{len(graph) / statistics.median(spent):,.0f} a second"
        print(_line(f"explore, {layers} layers", [one * 1000 for one in spent]))
        print(f"    {found}, {speed}; by values {raw:,}{' and more' if raw > RAW else ''}")


if __name__ == "__main__":
    main()
