"""The time for 10,000 plays of one player, over the explored graph and through the engine, and for exploring it.

All players of a shipped scene in both languages, in turn over the graph and through the engine, so that a slow phase of
the machine affects both; processor time of this process. It also checks that both give the same plays.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.figures import figure
from roleplay.engine import chance, compile_story
from roleplay.exploration import explore
from roleplay.reading.library import Library
from roleplay.scoring.judge import Judge
from roleplay.simulation.graph_plays import GraphPlays
from roleplay.simulation.moments import Policy, every_line
from roleplay.simulation.plays import Plays
from roleplay.simulation.simulate import RUNS, players, policy

SCENE = "angry-customer"
ROOT = Path(__file__).parents[1]
T = TypeVar("T")


def main() -> None:
    """Measure, and print medians over the players."""
    scene = Library([ROOT]).bundle(SCENE)
    story = compile_story(scene)
    judge = Judge(story, [scene.rubrics[name] for name in scene.scenario.rubrics])
    all_players = [Policy(every_line, (SCENE, "simulation", "chance"))]
    all_players += [policy(bot, language, scene) for bot, language in players(scene, scene.scenario.languages)]
    seeds = [chance(0, SCENE, "simulation", str(number)) for number in range(RUNS)]
    explored, graph = _timed(lambda: explore(story))
    print(figure(f"explore {SCENE}", [explored]))
    over_graph, engine = GraphPlays(judge, graph), Plays(judge)
    times: dict[str, list[float]] = {"over the graph": [], "through the engine": []}
    for who in all_players:
        walked, found = _timed(partial(over_graph.tally, who, seeds))
        stepped, same = _timed(partial(engine.tally, who, seeds))
        if found.outcomes != same.outcomes:
            raise RuntimeError(f"{who.words}: not the same plays")
        times["over the graph"].append(walked)
        times["through the engine"].append(stepped)
    for how, spent in times.items():
        print(figure(f"{RUNS:,} plays {how}", spent))


def _timed(job: Callable[[], T]) -> tuple[float, T]:
    began = time.process_time()
    result = job()
    return (time.process_time() - began) * 1000, result


if __name__ == "__main__":
    main()
