"""The time for a class of 200 learners with 20 plays each: replay, tables, and item figures.

Everybody plays ten shipped scenes twice, at random and at reading speed. Plays are generated in memory, so the times
do not include reading files, which `records/journal_file.py` does at about twenty megabytes per second. Times are
processor time of this process. Each text is explored once, which is reported separately.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.figures import figure
from roleplay.cohort.items import item_figures
from roleplay.cohort.plays import GivenAnswer, JudgedPlay, SubmittedPlay
from roleplay.cohort.stories import PlayedStory
from roleplay.cohort.tables import class_spread
from roleplay.engine import chance, legal, start, step
from roleplay.reading.library import Library

ROOT = Path(__file__).parents[1]
SCENES, LEARNERS, TIMES = 10, 200, 2
#: Seconds per line: enough to have read it.
_SECONDS = 45.0
#: Maximum number of lines in a play.
_MOST = 60


def main() -> None:
    """Measure, and print."""
    library = Library([ROOT])
    names = [entry.id for entry in library.entries if entry.problem is None][:SCENES]
    read: list[JudgedPlay] = []
    explored: list[float] = []
    replayed: list[float] = []
    for name in names:
        story = PlayedStory(library.bundle(name), {}, {})
        plays = [_played(story, learner, again) for again in range(TIMES) for learner in range(LEARNERS)]
        began = time.process_time()
        story.seen(start(story.story, 0))
        explored.append((time.process_time() - began) * 1000)
        began = time.process_time()
        read += map(story.read, plays)
        replayed.append((time.process_time() - began) * 1000)
    print(figure("explore a text", explored))
    print(figure(f"replay {LEARNERS * TIMES} plays of it", replayed))
    for what, job in (("tables", class_spread), ("item figures", item_figures)):
        began = time.process_time()
        job(read)
        print(figure(f"{what} of {len(read):,} plays", [(time.process_time() - began) * 1000]))


def _played(story: PlayedStory, learner: int, again: int) -> SubmittedPlay:
    """A random play, determined by a seed only."""
    seed = learner * TIMES + again
    state, answers = start(story.story, seed), list[GivenAnswer]()
    while not state.over and len(answers) < _MOST and (available := legal(state)):
        line = available[chance(seed, state.passage.id, str(len(answers))) % len(available)]
        answers.append(GivenAnswer(len(answers), state.passage.id, line, "en", (), _SECONDS))
        state = step(state, line)
    return SubmittedPlay(f"{seed}", str(learner), float(again), "practice", seed, tuple(answers))


if __name__ == "__main__":
    main()
