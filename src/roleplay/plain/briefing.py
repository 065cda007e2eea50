"""The briefing as lines: what a learner knows before the first word, and what will be looked at."""

from __future__ import annotations

from roleplay.language.model import Bundle
from roleplay.locales import Catalogue


def briefing_lines(bundle: Bundle, words: Catalogue) -> list[str]:
    """Who you are, what has happened, what you may grant, how you talk, what you want; then the rubrics, open."""
    scenario, language = bundle.scenario, words.language
    names = scenario.names()
    colon = words("library.colon")
    lines = [scenario.title.fill(language, names), scenario.summary.fill(language, names)]
    for part in ("role", "situation", "authority", "channel", "goal"):
        text = getattr(scenario.brief, part).fill(language, names)
        lines.append(f"{words(f'briefing.{part}')}{colon}{text}")
    lines.append(words("briefing.looked_at") + colon.rstrip())
    for name in scenario.rubrics:
        rubric = bundle.rubrics[name]
        lines.append(rubric.name.get(language))
        lines += [f"  {c.name.get(language)}{colon}{c.about.get(language)}" for c in rubric.criteria]
    lines.append(words("briefing.to_pass") + colon.rstrip())
    return lines + [f"  {line}" for line in passing_lines(bundle, words)]


def passing_lines(bundle: Bundle, words: Catalogue) -> list[str]:
    """The gates of a pass, in words."""
    scenario, language = bundle.scenario, words.language
    lines: list[str] = []
    for ref, percent in scenario.pass_mark.thresholds.items():
        rubric, _, criterion = ref.partition(".")
        found = bundle.rubrics[rubric]
        part = found.criterion(criterion)
        name = part.name.get(language) if part is not None else found.name.get(language)
        lines.append(words("briefing.at_least", name=name, percent=percent))
    titles = [
        words("briefing.quoted", text=scenario.endings[ending].title.fill(language, scenario.names()))
        for ending in scenario.pass_mark.endings
    ]
    lines.append(words("briefing.endings", endings=words("briefing.or").join(titles)))
    critical = {move for name in scenario.rubrics for move in bundle.rubrics[name].critical}
    made = {use.move for node in scenario.nodes.values() for choice in node.choices for use in choice.moves}
    possible = [bundle.moves[move].name.get(language) for move in bundle.moves if move in critical & made]
    if possible:
        lines.append(words("briefing.critical", moves=words("library.and").join(possible)))
    return lines
