"""Random walks through the engine, with scoring: choices per second, compared with two peers on an equivalent story.

The peers are runtimes for ink, each measured if it is installed (neither is needed for anything else):

- bink, in Rust: ``pip install bink``
- inkcpp, in C++: ``pip install inkcpp-py`` (0.1.12 is built from source in some minutes, by cmake and a C++ compiler)

Their story is ``story.ink()`` compiled with inkjs into ``story.ink.json``. All play the same 60 nodes with three
clamped meters and conditional choices, from the start to an ending, choosing at random. Ours does more: it scores every
decision, and the persona's reactions also change its meters, so that the available choices differ at times. In one run
it made 24 times as many choices per second as bink and 9.7 times as many as inkcpp; in another, 27.4 and 10.2 times.
"""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from benchmarks import story as story_data
from benchmarks.scenes import bundle_of
from roleplay.engine import compile_story, legal, start, step
from roleplay.scoring.judge import Judge

#: Walks between two readings of the clock.
WALKS = 100
_INK = Path(__file__).parent / "story.ink.json"

#: Plays `WALKS` walks to their endings; returns the number of choices.
Player: TypeAlias = Callable[[], int]


def engine_player() -> Player:
    """A player that uses `step`, with each choice judged."""
    bundle = bundle_of(story_data.scenario())
    story = compile_story(bundle)
    judge = Judge(story, [bundle.rubrics["heat"]])
    first, chance, judged = start(story, 0), random.Random(1).random, judge.judge

    def play() -> int:
        count = 0
        for _ in range(WALKS):
            state, total = first, 0
            while state.passage.ending is None:
                available = legal(state)
                choice = available[int(chance() * len(available))]
                total += judged(state, available)[choice].packed
                state = step(state, choice)
                count += 1
            judge.totals(total)
        return count

    return play


def bink_player() -> Player:
    """A player of the equivalent story in bink. Raises ImportError."""
    from bink.story import Story  # type: ignore[import-untyped,import-not-found,unused-ignore]

    story, chance = Story(_INK.read_text(encoding="utf-8")), random.Random(1).random

    def play() -> int:
        count = 0
        for _ in range(WALKS):
            story.reset_state()
            story.continue_maximally()
            while available := len(story.get_current_choices()):
                story.choose_choice_index(int(chance() * available))
                story.continue_maximally()
                count += 1
        return count

    return play


def inkcpp_player() -> Player:
    """A player of the equivalent story in inkcpp, which first compiles it further. Raises ImportError."""
    import inkcpp_py  # type: ignore[import-untyped,import-not-found,unused-ignore]

    with tempfile.TemporaryDirectory() as folder:
        compiled = str(Path(folder) / "story.bin")
        inkcpp_py.compile_json(str(_INK), compiled)
        story = inkcpp_py.Story.from_file(compiled)
    chance = random.Random(1).random

    def play() -> int:
        count = 0
        for _ in range(WALKS):
            runner = story.new_runner()
            runner.getall()
            while available := runner.num_choices():
                runner.choose(int(chance() * available))
                runner.getall()
                count += 1
        return count

    return play


#: Name -> (player, how to install it).
PEERS: Mapping[str, tuple[Callable[[], Player], str]] = {
    "bink": (bink_player, "pip install bink"),
    "inkcpp": (inkcpp_player, "pip install inkcpp-py (builds with cmake)"),
}


def choices_per_second(play: Player, seconds: float) -> float:
    """Choices per second, measured for so many seconds after a warm-up round."""
    play()
    gc.collect()
    gc.freeze()  # exclude everything loaded so far from collection, for all players alike
    count, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        count += play()
    return count / spent


def main(rounds: int = 5, seconds: float = 1.0) -> None:
    """Measure all in turn, and print medians and their ratios."""
    players = {"engine": engine_player()}
    missing: dict[str, str] = {}
    for name, (make, install) in PEERS.items():
        try:
            players[name] = make()
        except ImportError:
            missing[name] = install
    rates: dict[str, list[float]] = {name: [] for name in players}
    for _ in range(rounds):
        for name, play in players.items():
            rates[name].append(choices_per_second(play, seconds))
    own = rates.pop("engine")
    print(f"engine   {statistics.median(own):>10,.0f} choices a second, judged  (worst of {rounds}: {min(own):,.0f})")
    for name, peer in rates.items():
        ratio = statistics.median(own) / statistics.median(peer)
        print(f"{name:<9}{statistics.median(peer):>10,.0f} choices a second  (best of {rounds}: {max(peer):,.0f})")
        print(f"{'ratio':<9}{ratio:>10.1f}")
    for name, install in missing.items():
        print(f"{name:<9}not installed: {install}")


if __name__ == "__main__":
    main()
