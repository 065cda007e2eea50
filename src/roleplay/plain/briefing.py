"""The briefing as lines: what a learner knows before the first word, and what will be looked at."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import brief_parts, passing
from roleplay.records.model import GoalRecord
from roleplay.scene.model import Bundle


def briefing_lines(bundle: Bundle, words: Catalogue, goal: GoalRecord | None) -> list[str]:
    """The brief with one's own goal, then the rubrics, open."""
    scenario, language = bundle.scenario, words.language
    names = scenario.names()
    colon = words("library.colon")
    lines = [scenario.title.fill(language, names), scenario.summary.fill(language, names)]
    lines += [f"{name}{colon}{text}" for name, text in brief_parts(bundle, words, goal)]
    lines.append(words("briefing.looked_at") + colon.rstrip())
    for name in scenario.rubrics:
        rubric = bundle.rubrics[name]
        lines.append(rubric.name.get(language))
        lines += [f"  {c.name.get(language)}{colon}{c.about.get(language)}" for c in rubric.criteria]
    lines.append(words("briefing.to_pass") + colon.rstrip())
    to_pass = passing(bundle, words)
    return lines + [f"  {line}" for line in (*to_pass.gates, to_pass.critical) if line]
