"""The results of a simulation: the figures of each player, what random play met, and a pass mark beyond its reach.

Scores are percentages on the leading rubric. A play in which it was not assessed is counted, but enters no mean (not
assessed is not 0) and reaches no mark. A play that was cut is counted and does not pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.simulation.bots import Bot
from roleplay.simulation.plays import MAX_DECISIONS
from roleplay.simulation.tally import Figures, Gain, PlayOutcome

#: Fewer than this percentage of random plays may pass.
CHANCE_LIMIT = 5
#: No bot may beat random play by this many points on the leading rubric.
LEAD_LIMIT = 15
#: The width of one bar of the distribution, in points of score.
BAND = 10
#: The number of decisions that a finding names.
NAMED = 3
_DIGITS = 2


class BotFigures(NamedTuple):
    """The results of a bot in one language; ``language`` is ``None`` if it does not read words."""

    bot: Bot
    language: str | None
    figures: Figures
    #: points above random play on the leading rubric; ``None`` if either of them was never assessed
    lead: float | None
    #: whether it passes without a single guess, for the deal of some play
    passes_without_guess: bool
    #: where it gains, most first
    gains: tuple[Gain, ...]


class Encounters(NamedTuple):
    """What random play met, in numbers of plays; for criteria, in decisions at which each was at stake."""

    nodes: Mapping[str, int]
    choices: Mapping[tuple[str, str], int]
    endings: Mapping[str, int]
    criteria: Mapping[str, int]
    #: the number of plays in which each criterion was assessed
    assessed: Mapping[str, int]

    def never_met(self) -> tuple[str, ...]:
        """Everything that was never met: nodes, endings, criteria, and choices as ``node/choice``."""
        choices = (f"{node}/{choice}" for (node, choice), plays in self.choices.items() if not plays)
        others = (
            name for part in (self.nodes, self.endings, self.criteria) for name, plays in part.items() if not plays
        )
        return (*others, *choices)


class Lengths(NamedTuple):
    """The number of decisions in a random play."""

    mean: float
    least: int
    most: int


class SimulationReport(NamedTuple):
    """All results of a simulation."""

    scene: str
    runs: int
    seed: int
    languages: tuple[str, ...]
    #: cast id -> persona, as it was played
    personas: Mapping[str, str]
    #: the leading rubric
    leading_rubric: str
    chance: Figures
    bots: tuple[BotFigures, ...]
    encounters: Encounters
    lengths: Lengths
    #: number of plays by score, in bands of `BAND` points; the last includes 100
    distribution: tuple[int, ...]
    #: see `suggested_mark`
    mark: int | None


def distribution(outcomes: Iterable[tuple[PlayOutcome, int]]) -> tuple[int, ...]:
    """The number of plays in each band of `BAND` points of score; the last band includes 100."""
    bands = [0] * (100 // BAND)
    for outcome, plays in outcomes:
        if outcome.score is not None:
            bands[min(int(outcome.score // BAND), len(bands) - 1)] += plays
    return tuple(bands)


def suggested_mark(outcomes: Sequence[tuple[PlayOutcome, int]], plays: int) -> int | None:
    """The least pass mark on the leading rubric, in steps of 5, that alone keeps random play below 5 % passes.

    Plays pass if they reach it and an accepted ending without a critical move; pass marks on other scores, which would
    lower the share further, are ignored. 0 means that no mark is needed, ``None`` that not even 100 is enough.
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
    met = report.encounters
    nodes: dict[str, dict[str, int]] = {}
    for (node, choice), plays in met.choices.items():
        nodes.setdefault(node, {})[choice] = plays
    return {
        "scene": report.scene,
        "runs": report.runs,
        "seed": report.seed,
        "cut_after": MAX_DECISIONS,
        "languages": list(report.languages),
        "personas": dict(report.personas),
        "leading_rubric": report.leading_rubric,
        "chance": _figures(report.chance),
        "bots": [
            {
                "bot": bot.bot.id,
                "language": bot.language,
                **_figures(bot.figures),
                "above_chance": _rounded(bot.lead),
                "passes_without_guessing": bot.passes_without_guess,
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
        "never_met": list(met.never_met()),
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
