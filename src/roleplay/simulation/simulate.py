"""Playing a scene by chance and by bots, and the figures of it.

Play number *n* of a simulation has a seed of its own, made from the simulation's: it deals the facts, and
``roleplay play --seed`` deals the same. Whoever plays, the facts of play *n* are the same. All chance comes from
`roleplay.engine.chance`, so the same seed gives the same bytes in every process and version.

A play in which a bot never had to guess is the same whenever the same is dealt, and is played once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.engine import chance
from roleplay.scene.model import Scenario
from roleplay.scoring.judge import Judge
from roleplay.simulation.bots import BOTS, Bot, anything, options
from roleplay.simulation.plays import LIMIT, Options, Play, PlayOutcome, Plays, Position, Stream
from roleplay.simulation.report import (
    BotFigures,
    Encounters,
    Figures,
    Gain,
    Lengths,
    SimulationReport,
    distribution,
    suggested_mark,
)

#: Plays by chance, and of each bot that guesses, unless told otherwise.
RUNS = 10_000
_SEEDS = 1_000_000_000


class PlayTally:
    """What came of the plays of one player."""

    def __init__(self) -> None:
        self.outcomes: Counter[PlayOutcome] = Counter()
        self.lengths: Counter[int] = Counter()
        #: how often each line was picked at each spot
        self.picks: dict[Position, list[int]] = {}
        self.certain = False

    def add(self, play: Play, outcome: PlayOutcome, plays: int = 1) -> None:
        """Count a play, ``plays`` times."""
        self.outcomes[outcome] += plays
        self.lengths[len(play.steps)] += plays
        picks = self.picks
        for position, pick in play.steps:
            row = picks.get(position)
            if row is None:
                row = picks[position] = [0] * len(position.judged)
            row[pick] += plays

    def figures(self) -> Figures:
        """The figures of these plays."""
        plays = passed = assessed = cut = 0
        total = 0.0
        for outcome, n in self.outcomes.items():
            plays += n
            passed += n * outcome.passed
            cut += n * (outcome.ending is None)
            if outcome.score is not None:
                assessed += n
                total += n * outcome.score
        return Figures(plays, passed, total / assessed if assessed else None, plays - assessed, cut)


class _Player(NamedTuple):
    """Who plays: by which bot's ranks, in which language."""

    bot: Bot
    language: str | None


def simulate(judge: Judge, runs: int = RUNS, seed: int = 0, languages: Sequence[str] | None = None) -> SimulationReport:
    """Play ``runs`` times by chance and by every bot, in each of ``languages``, else in those that are written.

    The judge must judge by the scene's own rubrics, the leading one first.
    """
    story = judge.story
    scenario = story.scenario
    spoken = tuple(languages) if languages is not None else written(scenario)
    plays = Plays(judge)
    seeds = [chance(seed, scenario.id, "simulation", str(number)) % _SEEDS for number in range(runs)]
    firsts = [(number, plays.first(number)) for number in seeds]
    by_chance = PlayTally()
    met = _EncounterCounter(plays)
    for number, first in firsts:
        play = plays.play(first, anything, Stream(number, scenario.id, "simulation", "chance"))
        by_chance.add(play, plays.outcome(play))
        met.add(play)
    blind = by_chance.figures()
    bots: list[BotFigures] = []
    for bot, language in _players(spoken):
        tally = _tally(plays, firsts, bot, language, options(bot, language or scenario.language, scenario.names()))
        figures = tally.figures()
        lead = None if figures.score is None or blind.score is None else figures.score - blind.score
        bots.append(
            BotFigures(
                bot=bot,
                language=language,
                figures=figures,
                lead=lead,
                certain=tally.certain,
                gains=gains(plays, tally.picks),
            )
        )
    outcomes = list(by_chance.outcomes.items())
    lengths = by_chance.lengths
    return SimulationReport(
        scene=scenario.id,
        runs=runs,
        seed=seed,
        languages=spoken,
        personas=story.personas,
        lead=judge.rubrics[0].id,
        chance=blind,
        bots=tuple(bots),
        met=met.met(),
        lengths=Lengths(sum(n * plays_ for n, plays_ in lengths.items()) / runs, min(lengths), max(lengths)),
        distribution=distribution(outcomes),
        mark=suggested_mark(outcomes, runs),
    )


def written(scenario: Scenario) -> tuple[str, ...]:
    """The languages in which every line of a scene stands; a text in another shows through where one is missing."""
    lines = [choice.say for node in scenario.nodes.values() for choice in node.choices]
    complete = tuple(code for code in scenario.languages if all(code in line.languages for line in lines))
    return complete or (scenario.language,)


def _players(languages: Sequence[str]) -> list[_Player]:
    return [
        _Player(bot, language)
        for bot in BOTS
        for language in (languages if bot.reads else (None,))
        if language is None or bot.can_play(language)
    ]


def _tally(
    plays: Plays, firsts: Sequence[tuple[int, Position]], bot: Bot, language: str | None, wanted: Options
) -> PlayTally:
    """All plays of one bot."""
    tally = PlayTally()
    words = (plays.judge.story.scenario.id, "simulation", bot.id, language or "")
    settled: dict[Position, tuple[Play, int]] = {}
    for number, first in firsts:
        if first in settled:
            play, count = settled[first]
            settled[first] = play, count + 1
            continue
        play = plays.play(first, wanted, Stream(number, *words))
        if play.guessed:
            tally.add(play, plays.outcome(play))
        else:
            settled[first] = play, 1
    for play, count in settled.values():
        outcome = plays.outcome(play)
        tally.add(play, outcome, count)
        tally.certain = tally.certain or outcome.passed
    return tally


class _EncounterCounter:
    """What the plays of chance meet."""

    def __init__(self, plays: Plays) -> None:
        self.plays = plays
        self.passages: Counter[str] = Counter()
        self.choices: Counter[tuple[str, str]] = Counter()
        self.at_stake: Counter[int] = Counter()

    def add(self, play: Play) -> None:
        """Count a play; what it meets again counts once."""
        self.passages.update({play.end.passage.id, *(position.passage.id for position, _ in play.steps)})
        self.choices.update({(position.passage.id, position.moment.able[pick]) for position, pick in play.steps})
        self.at_stake[sum(position.at_stake for position, _ in play.steps)] += 1

    def met(self) -> Encounters:
        """What was met, in the order of the file."""
        judge = self.plays.judge
        scenario = judge.story.scenario
        criteria = [0] * len(judge.measures)
        assessed = [0] * len(judge.measures)
        for packed, n in self.at_stake.items():
            for number, count in enumerate(self.plays.counts(packed)):
                criteria[number] += n * count
                assessed[number] += n * (count >= judge.measures[number].rubric.minimum)
        refs = [measure.ref for measure in judge.measures]
        return Encounters(
            {name: self.passages[name] for name in scenario.nodes},
            {(node.id, c.id): self.choices[node.id, c.id] for node in scenario.nodes.values() for c in node.choices},
            {name: self.passages[name] for name in scenario.endings},
            dict(zip(refs, criteria, strict=True)),
            dict(zip(refs, assessed, strict=True)),
        )


def gains(plays: Plays, picks: Mapping[Position, Sequence[int]]) -> tuple[Gain, ...]:
    """The nodes at which these picks do better than blind ones, and by how many points of the leading rubric.

    For each criterion of the rubric: what was got there beyond the mean of the lines that could be said, as a share of
    all that was at stake on the road. Weighted as in the rubric; all nodes together make the lead over blind picks on
    the same road.
    """
    judge = plays.judge
    leading = [n for n, measure in enumerate(judge.measures) if measure.rubric is judge.rubrics[0]]
    stake: dict[int, int] = dict.fromkeys(leading, 0)
    gain: dict[str, dict[int, float]] = {}
    for position, row in picks.items():
        times = sum(row)
        here = gain.setdefault(position.passage.id, dict.fromkeys(leading, 0.0))
        columns = zip(*(judged.evidence for judged in position.judged), strict=True)  # by criterion: what each line did
        for column in columns:
            number = column[0].criterion
            if number in stake:
                stake[number] += times * (column[0].best - column[0].worst)
                blind = sum(evidence.points for evidence in column) / len(column)
                here[number] += sum(n * (evidence.points - blind) for evidence, n in zip(column, row, strict=True))
    weights = {n: judge.measures[n].criterion.weight for n in leading if stake[n]}
    whole = sum(weights.values())
    by_node = [
        Gain(node, 100 * sum(weight * here[n] / stake[n] for n, weight in weights.items()) / whole)
        for node, here in gain.items()
        if whole
    ]
    better = [gain for gain in by_node if round(gain.points, 6) > 0]
    return tuple(sorted(better, key=lambda gain: (-round(gain.points, 6), gain.node)))


__all__ = ["LIMIT", "RUNS", "gains", "simulate"]
