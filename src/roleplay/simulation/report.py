"""What a simulation found, as data: the figures of each player, what chance met, and a mark that chance does not reach.

Scores are percentages on the leading rubric. A play in which it was not assessed enters no mean (not assessed is not
0), reaches no mark, and is counted. A play that was cut passes nothing and is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.simulation.bots import Bot
from roleplay.simulation.plays import LIMIT
from roleplay.simulation.tally import Figures, Gain, PlayOutcome

#: Of the plays by chance, fewer than this percentage may pass.
CHANCE_LIMIT = 5
#: Points on the leading rubric by which no bot may do better than chance.
LEAD_LIMIT = 15
#: Points of score in one bar of the distribution.
BAND = 10
#: Decisions that a finding names.
NAMED = 3
_DIGITS = 2


class BotFigures(NamedTuple):
    """How a bot fared in one language; ``language`` is ``None`` where words do not matter to it."""

    bot: Bot
    language: str | None
    figures: Figures
    #: points above chance on the leading rubric; ``None`` where one of the two was never assessed
    lead: float | None
    #: whether it passes without a single guess, in what is dealt in some play
    certain: bool
    #: where it gains, most first
    gains: tuple[Gain, ...]


class Encounters(NamedTuple):
    """What chance met, in plays out of all; for criteria the decisions of all plays in which each was at stake."""

    nodes: Mapping[str, int]
    choices: Mapping[tuple[str, str], int]
    endings: Mapping[str, int]
    criteria: Mapping[str, int]
    #: plays in which each criterion was assessed
    assessed: Mapping[str, int]

    def never(self) -> tuple[str, ...]:
        """What was never met: nodes, choices as ``node/choice``, endings and criteria."""
        choices = (f"{node}/{choice}" for (node, choice), plays in self.choices.items() if not plays)
        others = (
            name for part in (self.nodes, self.endings, self.criteria) for name, plays in part.items() if not plays
        )
        return (*others, *choices)


class Lengths(NamedTuple):
    """Decisions of a play by chance."""

    mean: float
    least: int
    most: int


class SimulationReport(NamedTuple):
    """All that a simulation found."""

    scene: str
    runs: int
    seed: int
    languages: tuple[str, ...]
    #: cast id -> persona, as it was played
    personas: Mapping[str, str]
    #: the leading rubric
    lead: str
    chance: Figures
    bots: tuple[BotFigures, ...]
    met: Encounters
    lengths: Lengths
    #: plays by score, `BAND` points each, the last with its upper end
    distribution: tuple[int, ...]
    #: see `suggested_mark`
    mark: int | None


def distribution(outcomes: Iterable[tuple[PlayOutcome, int]]) -> tuple[int, ...]:
    """How many plays scored from 0, from 10 ... up to 100."""
    bands = [0] * (100 // BAND)
    for outcome, plays in outcomes:
        if outcome.score is not None:
            bands[min(int(outcome.score // BAND), len(bands) - 1)] += plays
    return tuple(bands)


def suggested_mark(outcomes: Sequence[tuple[PlayOutcome, int]], plays: int) -> int | None:
    """The least mark on the leading rubric, in steps of 5, that keeps chance below 5 % by itself.

    Only plays count that end in an accepted ending without a critical move; marks on other scores, which keep chance
    lower still, are left aside. 0 means that no mark is needed, ``None`` that not even 100 would be enough.
    """
    for mark in range(0, 101, 5):
        reach = sum(
            n for outcome, n in outcomes if outcome.ended_well and outcome.score is not None and outcome.score >= mark
        )
        if 100 * reach < CHANCE_LIMIT * plays:
            return mark
    return None


def as_data(report: SimulationReport) -> dict[str, Any]:
    """The report for JSON; its keys are stable, its numbers rounded."""
    met = report.met
    nodes: dict[str, dict[str, int]] = {}
    for (node, choice), plays in met.choices.items():
        nodes.setdefault(node, {})[choice] = plays
    return {
        "scene": report.scene,
        "runs": report.runs,
        "seed": report.seed,
        "cut_after": LIMIT,
        "languages": list(report.languages),
        "personas": dict(report.personas),
        "leading_rubric": report.lead,
        "chance": _figures(report.chance),
        "bots": [
            {
                "bot": bot.bot.id,
                "language": bot.language,
                **_figures(bot.figures),
                "above_chance": _rounded(bot.lead),
                "passes_without_guessing": bot.certain,
                "gains": [{"node": gain.node, "points": _rounded(gain.points)} for gain in bot.gains],
            }
            for bot in report.bots
        ],
        "distribution": list(report.distribution),
        "lengths": {"mean": _rounded(report.lengths.mean), "least": report.lengths.least, "most": report.lengths.most},
        "met": {
            "nodes": dict(met.nodes),
            "choices": nodes,
            "endings": dict(met.endings),
            "criteria": {
                ref: {"at_stake": decisions, "assessed": met.assessed[ref]} for ref, decisions in met.criteria.items()
            },
        },
        "never_met": list(met.never()),
        "suggested_mark": report.mark,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "plays": figures.plays,
        "passed": figures.passed,
        "passed_percent": _rounded(figures.share),
        "score": _rounded(figures.score),
        "not_assessed": figures.unassessed,
        "cut": figures.cut,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS) + 0.0  # no -0.0
