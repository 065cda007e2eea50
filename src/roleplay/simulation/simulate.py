"""Playing a scene by chance and by bots, and the figures of it.

Play number *n* of a simulation has a seed of its own, made from the simulation's: it deals the facts, and
``roleplay play --seed`` deals the same. Whoever plays, the facts of play *n* are the same. All chance comes from
`roleplay.engine.chance`, so the same seed gives the same bytes in every process and version.

A play in which a bot never had to guess is the same whenever the same is dealt, and is played once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from roleplay.engine import chance
from roleplay.exploration import Graph, explore
from roleplay.scene.model import Bundle, Scenario
from roleplay.scoring.judge import Judge
from roleplay.simulation.bots import BOTS, Bot, known_of, options
from roleplay.simulation.graph_plays import GraphPlays
from roleplay.simulation.moments import Policy, anything
from roleplay.simulation.plays import Plays
from roleplay.simulation.report import BotFigures, Encounters, Lengths, SimulationReport, distribution, suggested_mark
from roleplay.simulation.tally import PlayTally, gains

#: Plays by chance, and of each bot that guesses, unless told otherwise.
RUNS = 10_000
#: States to which a story is explored for its plays: more take longer to find than the plays through the engine do.
WALKED = 100_000
_SEEDS = 1_000_000_000


class Player(NamedTuple):
    """Who plays: by which bot's ranks, in which language."""

    bot: Bot
    language: str | None


def simulate(
    judge: Judge,
    runs: int = RUNS,
    seed: int = 0,
    languages: Sequence[str] | None = None,
    graph: Graph | None = None,
    only: Collection[Player] | None = None,
) -> SimulationReport:
    """Play ``runs`` times by chance and by every bot, in each of ``languages``, else in those that are written.

    The judge must judge by the scene's own rubrics, the leading one first. ``graph`` is the story's where it has been
    explored already; where it is cut, the plays go through the engine, which takes longer and comes to the same. With
    ``only`` no other bots play; chance always does, in the same plays.
    """
    story = judge.story
    scenario = story.scenario
    spoken = tuple(languages) if languages is not None else written(scenario)
    if graph is None:
        graph = explore(story, WALKED)
    plays: Plays | GraphPlays = Plays(judge) if graph.cut else GraphPlays(judge, graph)
    seeds = [chance(seed, scenario.id, "simulation", str(number)) % _SEEDS for number in range(runs)]
    by_chance = plays.tally(Policy(anything, (scenario.id, "simulation", "chance")), seeds, meets=True)
    blind = by_chance.figures()
    bots: list[BotFigures] = []
    for player in players(story.bundle, spoken):
        if only is not None and player not in only:
            continue
        bot, language = player
        tally = plays.tally(policy(bot, language, story.bundle), seeds)
        figures = tally.figures()
        lead = None if figures.score is None or blind.score is None else figures.score - blind.score
        bots.append(
            BotFigures(
                bot=bot,
                language=language,
                figures=figures,
                lead=lead,
                certain=tally.certain,
                gains=gains(judge, tally.picks),
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
        met=_met(judge, by_chance),
        lengths=Lengths(sum(n * plays_ for n, plays_ in lengths.items()) / runs, min(lengths), max(lengths)),
        distribution=distribution(outcomes),
        mark=suggested_mark(outcomes, runs),
    )


def written(scenario: Scenario) -> tuple[str, ...]:
    """The languages in which every line of a scene stands; a text in another shows through where one is missing."""
    lines = [choice.say for node in scenario.nodes.values() for choice in node.choices]
    complete = tuple(code for code in scenario.languages if all(code in line.languages for line in lines))
    return complete or (scenario.language,)


def players(bundle: Bundle, languages: Sequence[str]) -> list[Player]:
    """Every bot, in each of the languages that it reads and in which it has what it goes by."""
    known = {language: known_of(bundle, language) for language in languages}
    return [
        Player(bot, language)
        for bot in BOTS
        for language in (languages if bot.reads else (None,))
        if language is None or bot.can_play(known[language])
    ]


def policy(bot: Bot, language: str | None, bundle: Bundle) -> Policy:
    """A bot as it plays a scene in a language; ``None`` where words do not matter to it."""
    scenario = bundle.scenario
    wanted = options(bot, bundle, language or scenario.language)
    return Policy(wanted, (scenario.id, "simulation", bot.id, language or ""), bot.hears_replies)


def _met(judge: Judge, tally: PlayTally) -> Encounters:
    """What was met, in the order of the file."""
    scenario = judge.story.scenario
    criteria = [0] * len(judge.measures)
    assessed = [0] * len(judge.measures)
    for counts, plays in tally.at_stake.items():
        for number, count in enumerate(counts):
            criteria[number] += plays * count
            assessed[number] += plays * (count >= judge.measures[number].rubric.minimum)
    refs = [measure.ref for measure in judge.measures]
    choices = [(node.id, choice.id) for node in scenario.nodes.values() for choice in node.choices]
    return Encounters(
        nodes={name: tally.passages[name] for name in scenario.nodes},
        choices={choice: tally.choices[choice] for choice in choices},
        endings={name: tally.passages[name] for name in scenario.endings},
        criteria=dict(zip(refs, criteria, strict=True)),
        assessed=dict(zip(refs, assessed, strict=True)),
    )
