"""Random walks through the engine, with scoring: choices per second, beside a peer on an equal story.

The peer is bink, a Rust runtime for ink (``pip install bink``; left out where it is not installed). Its story is
``story.ink()`` compiled with inkjs into ``story.ink.json``. Both play the same 60 nodes with three clamped meters
and conditional choices, from the start to an ending, choosing at random; ours scores every decision besides.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import story as story_data
from roleplay.engine import compile_story, legal, start, step
from roleplay.reading.library import Library
from roleplay.reading.loader import load
from roleplay.scene.model import Bundle, Scenario
from roleplay.scoring import Judge
from roleplay.workspace.workspace import shipped_library

#: Walks between two looks at the clock.
WALKS = 100


def ours(seconds: float) -> float:
    """Choices per second through `step`, each of them judged."""
    contents = Library([shipped_library()]).contents
    loaded = load(json.dumps(story_data.scenario()).encode(), "bench.yaml").value
    assert isinstance(loaded, Scenario)
    story = compile_story(Bundle(loaded, contents.moves, contents.personas, contents.rubrics))
    judge = Judge(story, [contents.rubrics["heat"]])
    first, chance, judged = start(story, 0), random.Random(1).random, judge.judge

    def walks() -> int:
        made = 0
        for _ in range(WALKS):
            state, total = first, 0
            while state.place.ending is None:
                able = legal(state)
                choice = able[int(chance() * len(able))]
                total += judged(state, able)[choice].packed
                state = step(state, choice)
                made += 1
            judge.totals(total)
        return made

    return _rate(walks, seconds)


def peer(seconds: float) -> float | None:
    """Choices per second of bink on the equal story; ``None`` where it is not installed."""
    try:
        from bink.story import Story  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return None
    text = (Path(__file__).parent / "story.ink.json").read_text(encoding="utf-8")
    ink, chance = Story(text), random.Random(1).random

    def walks() -> int:
        made = 0
        for _ in range(WALKS):
            ink.reset_state()
            ink.continue_maximally()
            while able := len(ink.get_current_choices()):
                ink.choose_choice_index(int(chance() * able))
                ink.continue_maximally()
                made += 1
        return made

    return _rate(walks, seconds)


def _rate(walks: Callable[[], int], seconds: float) -> float:
    walks()
    gc.collect()
    gc.freeze()  # what was loaded before is not looked at again; the same for both
    made, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        made += walks()
    return made / spent


def main(rounds: int = 5, seconds: float = 1.0) -> None:
    """Measure both in turn, and print medians and their ratio."""
    own: list[float] = []
    other: list[float] = []
    for _ in range(rounds):
        own.append(ours(seconds))
        found = peer(seconds)
        if found is not None:
            other.append(found)
    print(f"engine   {statistics.median(own):>10,.0f} choices a second, judged  (worst of {rounds}: {min(own):,.0f})")
    if other:
        ratio = statistics.median(own) / statistics.median(other)
        print(f"bink     {statistics.median(other):>10,.0f} choices a second  (best of {rounds}: {max(other):,.0f})")
        print(f"ratio    {ratio:>10.1f}")
    else:
        print("bink     not installed: pip install bink")


if __name__ == "__main__":
    main()
