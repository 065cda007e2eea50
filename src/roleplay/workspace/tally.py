"""What is counted of an attempt besides its scores: poor moves, confident errors, accuracy of thermometer guesses.

Counted once, when an ending is reached, so that evaluating a thousand attempts does not replay them.
"""

from __future__ import annotations

from roleplay.records.model import PracticeTally
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.model import MoveKind
from roleplay.session import Attempt, thermometer_step

#: The value of ``Decision.sure`` for "very sure".
VERY_SURE = 3


def tally(attempt: Attempt) -> PracticeTally:
    """Count an attempt by the rubrics of its scene."""
    poor: dict[str, tuple[int, int]] = {}
    sure_wrong: dict[str, int] = {}
    offered: dict[str, int] = {}
    guesses = steps_off = 0
    known, meter = attempt.bundle.moves, attempt.guessed_meter
    for state, decision in zip(attempt.states, attempt.decisions, strict=False):
        table = attempt.judge.judge(state)
        judged = table[decision.choice]
        lost = sum(item.lost for item in judged.evidence)
        for move in judged.moves:
            if known[move].kind is MoveKind.POOR:
                count, points = poor.get(move, (0, 0))
                poor[move] = count + 1, points + lost
        for move in dict.fromkeys(move for line in table.values() for move in line.moves):
            if known[move].kind is MoveKind.POOR:
                offered[move] = offered.get(move, 0) + 1
        if decision.sure == VERY_SURE:
            for item in judged.evidence:
                if item.lost:
                    ref = attempt.judge.measures[item.criterion].ref
                    sure_wrong[ref] = sure_wrong.get(ref, 0) + 1
        if decision.guess is not None and meter is not None:
            guesses += 1
            steps_off += abs(decision.guess - thermometer_step(state.meter(meter.id)))
    return PracticeTally(FrozenDict(poor), FrozenDict(sure_wrong), guesses, steps_off, FrozenDict(offered))
