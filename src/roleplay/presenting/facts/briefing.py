"""The briefing before a conversation starts: the brief, and what it takes to pass."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.records.model import GoalRecord
from roleplay.scene.model import Bundle, Rubric, Scenario


class PassConditions(NamedTuple):
    """The gates of a scene in words. ``critical`` is empty if no move fails an attempt."""

    gates: tuple[str, ...]
    critical: str


def brief_parts(bundle: Bundle, words: Catalogue, goal: GoalRecord | None) -> list[tuple[str, str]]:
    """(heading, text) pairs: the learner's own goal, if one is in force; then their role, the situation, their
    authority, the channel and the goal of the scene; finally the papers they have been given.
    """
    scenario = bundle.scenario
    parts = [] if goal is None else [(words("goals.recalled"), goal.text)]
    for name in ("role", "situation", "authority", "channel", "goal"):
        text = getattr(scenario.brief, name).fill(words.language, scenario.names())
        parts.append((words(f"briefing.{name}"), text))
    return [*parts, *papers(scenario, words.language)]


def papers(scenario: Scenario, language: str) -> list[tuple[str, str]]:
    """(title, text) of the papers that the learner has been given; the texts may have several lines."""
    names = scenario.names()
    return [(paper.title.fill(language, names), paper.text.fill(language, names)) for paper in scenario.brief.papers]


def pass_conditions(bundle: Bundle, words: Catalogue) -> PassConditions:
    """The minimum scores, the endings that count, and the moves that fail an attempt whatever the score."""
    scenario, language = bundle.scenario, words.language
    gates = [
        words("briefing.at_least", name=_ref_name(ref, bundle, words), percent=least)
        for ref, least in scenario.pass_mark.thresholds.items()
    ]
    titles = [scenario.endings[name].title.fill(language, scenario.names()) for name in scenario.pass_mark.endings]
    listed = words("briefing.or").join(words("briefing.quoted", text=title) for title in titles)
    gates.append(words("briefing.endings", endings=listed))
    names = words("library.and").join(red_lines(bundle, words))
    return PassConditions(tuple(gates), words("briefing.critical", moves=names) if names else "")


def red_lines(bundle: Bundle, words: Catalogue) -> tuple[str, ...]:
    """The names of the moves that fail an attempt whatever the score."""
    moves = dict.fromkeys(move for ref in bundle.scenario.rubrics for move in sorted(bundle.rubrics[ref].critical))
    return tuple(bundle.moves[move].name.get(words.language) for move in moves)


def rubric_summaries(bundle: Bundle, words: Catalogue) -> tuple[str, ...]:
    """A line for each rubric: its name and the names of its criteria."""
    language, separator = words.language, words("play.list_separator")
    rubrics = [bundle.rubrics[ref] for ref in bundle.scenario.rubrics]
    listed = [separator.join(criterion.name.get(language) for criterion in rubric.criteria) for rubric in rubrics]
    return tuple(
        f"{rubric.name.get(language)}{words('library.colon')}{names}"
        for rubric, names in zip(rubrics, listed, strict=True)
    )


def lens_of(bundle: Bundle, name: str) -> Rubric | None:
    """The rubric ``name`` through which a scene is debriefed; ``None`` if it is the scene's leading one or unknown."""
    return None if name == bundle.scenario.rubrics[0] else bundle.rubrics.get(name)


def _ref_name(ref: str, bundle: Bundle, words: Catalogue) -> str:
    """The name of the rubric for ``heat``, of the criterion for ``heat.hear``."""
    first, _, second = ref.partition(".")
    rubric = bundle.rubrics[first]
    return (rubric.criterion(second) or rubric).name.get(words.language)
