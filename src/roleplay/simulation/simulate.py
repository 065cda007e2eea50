"""Playing a scene many times by chance and by bots.

Play number *n* of a simulation has its own seed, derived from the simulation's. It deals the facts, so they are the
same for every player of play *n*, and in ``roleplay play --seed``. All randomness comes from `roleplay.engine.chance`,
so the same seed gives identical results in every process and version.

Plays without any guess are determined by the deal, and are played once per deal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from roleplay.engine import chance
from roleplay.exploration import Graph, explore
from roleplay.scene.model import Bundle, Scenario
from roleplay.scoring.judge import Judge
from roleplay.simulation.bots import BOTS, Bot, bot_options, knowledge_of
from roleplay.simulation.graph_plays import GraphPlays
from roleplay.simulation.moments import Policy, every_line
from roleplay.simulation.plays import Plays
from roleplay.simulation.report import BotFigures, Encounters, Lengths, SimulationReport, distribution, suggested_mark
from roleplay.simulation.tally import PlayTally, gains

#: Default number of plays, by chance and by each bot.
RUNS = 10_000
#: The limit of states when a story is explored for its plays: beyond it, playing through the engine is faster.
STATE_LIMIT = 100_000
_SEEDS = 1_000_000_000


class Player(NamedTuple):
    """A bot that plays in a language; ``None`` if it does not read words."""

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
    """Play ``runs`` times by chance and by every bot, in each of ``languages`` (default: `complete_languages`).

    The judge must use the scene's own rubrics, the leading one first. Pass ``graph`` if the story has already been
    explored; if it is cut, the plays go through the engine, which is slower and gives the same results. With ``only``
    just these bots play; random play is always included and not affected.
    """
    story = judge.story
    scenario = story.scenario
    codes = tuple(languages) if languages is not None else complete_languages(scenario)
    if graph is None:
        graph = explore(story, STATE_LIMIT)
    plays: Plays | GraphPlays = Plays(judge) if graph.cut else GraphPlays(judge, graph)
    seeds = [chance(seed, scenario.id, "simulation", str(number)) % _SEEDS for number in range(runs)]
    by_chance = plays.tally(Policy(every_line, (scenario.id, "simulation", "chance")), seeds, with_encounters=True)
    random_figures = by_chance.figures()
    bots: list[BotFigures] = []
    for player in players(story.bundle, codes):
        if only is not None and player not in only:
            continue
        bot, language = player
        tally = plays.tally(policy(bot, language, story.bundle), seeds)
        figures = tally.figures()
        lead = None if figures.score is None or random_figures.score is None else figures.score - random_figures.score
        bots.append(
            BotFigures(
                bot=bot,
                language=language,
                figures=figures,
                lead=lead,
                passes_without_guess=tally.passes_without_guess,
                gains=gains(judge, tally.picks),
            )
        )
    outcomes = list(by_chance.outcomes.items())
    lengths = by_chance.lengths
    return SimulationReport(
        scene=scenario.id,
        runs=runs,
        seed=seed,
        languages=codes,
        personas=story.personas,
        leading_rubric=judge.rubrics[0].id,
        chance=random_figures,
        bots=tuple(bots),
        encounters=_met(judge, by_chance),
        lengths=Lengths(sum(n * plays_ for n, plays_ in lengths.items()) / runs, min(lengths), max(lengths)),
        distribution=distribution(outcomes),
        mark=suggested_mark(outcomes, runs),
    )


def complete_languages(scenario: Scenario) -> tuple[str, ...]:
    """The languages in which every line of a scene is written; if there is none, the scene's main language."""
    lines = [choice.say for node in scenario.nodes.values() for choice in node.choices]
    complete = tuple(code for code in scenario.languages if all(code in line.languages for line in lines))
    return complete or (scenario.language,)


def players(bundle: Bundle, languages: Sequence[str]) -> list[Player]:
    """Every bot, in each of the languages in which its cue exists; once, without language, if it does not read."""
    knowledge = {language: knowledge_of(bundle, language) for language in languages}
    return [
        Player(bot, language)
        for bot in BOTS
        for language in (languages if bot.reads else (None,))
        if language is None or bot.can_play(knowledge[language])
    ]


def policy(bot: Bot, language: str | None, bundle: Bundle) -> Policy:
    """The policy of a bot for a scene in a language; ``None`` if it does not read words."""
    scenario = bundle.scenario
    wanted = bot_options(bot, bundle, language or scenario.language)
    return Policy(wanted, (scenario.id, "simulation", bot.id, language or ""), bot.hears_replies)


def _met(judge: Judge, tally: PlayTally) -> Encounters:
    """What the plays met, in the order of the file."""
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
