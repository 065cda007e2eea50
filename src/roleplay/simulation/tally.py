"""Counted results of many plays of one player, independent of the order of counting.

Sums are exact (`math.fsum`, integers), so plays through the engine and plays over the graph give identical results.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, lcm
from typing import NamedTuple

from roleplay.scene.model import MAX_LINES
from roleplay.scoring.judge import Judge, JudgedLine

#: A common multiple of all possible numbers of lines, so that means over a node's lines are integers in this unit.
_SHARES = lcm(*range(1, MAX_LINES + 1))


class PlayOutcome(NamedTuple):
    """The result of a play."""

    #: on the leading rubric, 0 to 100; ``None`` if it was not assessed
    score: float | None
    passed: bool
    #: whether the ending is an accepted one and no move was critical, whatever the scores
    ended_well: bool
    #: ``None`` if the play was cut
    ending: str | None


class Picks(NamedTuple):
    """The judged lines that were available in some states of a node, and how often each was picked there."""

    node: str
    judged: tuple[JudgedLine, ...]
    times: Sequence[int]


class Figures(NamedTuple):
    """The results of a player over all plays."""

    plays: int
    passed: int
    #: the mean over the plays in which the leading rubric was assessed; ``None`` if there are none
    score: float | None
    unassessed: int
    #: plays that were cut
    cut: int

    @property
    def share(self) -> float:
        """The percentage that passed."""
        return 100 * self.passed / self.plays


class Gain(NamedTuple):
    """What a bot gains at a node: points on the leading rubric above a random pick at the same point of its path."""

    node: str
    points: float


class PlayTally:
    """The counted results of one player."""

    def __init__(self) -> None:
        self.outcomes: Counter[PlayOutcome] = Counter()
        #: plays by the number of their decisions
        self.lengths: Counter[int] = Counter()
        self.picks: list[Picks] = []
        #: whether a play passed in which nothing was guessed
        self.passes_without_guess = False
        # what was met, only if requested
        #: the number of plays that met each node and ending, and each choice as (node, choice)
        self.passages: Counter[str] = Counter()
        self.choices: Counter[tuple[str, str]] = Counter()
        #: plays by how many decisions each criterion was at stake at, in the order of the judge's measures
        self.at_stake: Counter[tuple[int, ...]] = Counter()

    def figures(self) -> Figures:
        """The figures of these plays."""
        plays = passed = assessed = cut = 0
        scores: list[float] = []
        for outcome, n in self.outcomes.items():
            plays += n
            passed += n * outcome.passed
            cut += n * (outcome.ending is None)
            if outcome.score is not None:
                assessed += n
                scores.append(n * outcome.score)
        return Figures(plays, passed, fsum(scores) / assessed if assessed else None, plays - assessed, cut)


def gains(judge: Judge, picks: Iterable[Picks]) -> tuple[Gain, ...]:
    """The nodes at which these picks beat random ones, and by how many points on the leading rubric; most first.

    For each criterion of the rubric: the points above the mean of the available lines, as a share of everything at
    stake on the path. Weighted as in the rubric; all nodes together add up to the lead over random picks on the same
    path.
    """
    leading = [n for n, measure in enumerate(judge.measures) if measure.rubric is judge.rubrics[0]]
    at_stake: dict[int, int] = dict.fromkeys(leading, 0)
    gain: dict[str, dict[int, int]] = {}
    for node, judged, times in picks:
        gains_here = gain.setdefault(node, dict.fromkeys(leading, 0))
        columns = zip(*(line.evidence for line in judged), strict=True)  # by criterion: what each line did
        for column in columns:
            number = column[0].criterion
            if number in at_stake:
                at_stake[number] += sum(times) * (column[0].best - column[0].worst)
                points = sum(n * evidence.points for evidence, n in zip(column, times, strict=True))
                expected = sum(evidence.points for evidence in column)
                gains_here[number] += _SHARES * points - _SHARES // len(column) * expected * sum(times)
    return _ranked(gain, {n: (judge.measures[n].criterion.weight, at_stake[n]) for n in leading if at_stake[n]})


def _ranked(gain: Mapping[str, Mapping[int, int]], stakes: Mapping[int, tuple[float, int]]) -> tuple[Gain, ...]:
    whole = fsum(weight for weight, _ in stakes.values())
    by_node = [
        Gain(
            node,
            100
            * fsum(weight * gains_here[n] / (_SHARES * at_stake) for n, (weight, at_stake) in stakes.items())
            / whole,
        )
        for node, gains_here in gain.items()
        if whole
    ]
    better = [gain for gain in by_node if round(gain.points, 6) > 0]
    return tuple(sorted(better, key=lambda gain: (-round(gain.points, 6), gain.node)))
