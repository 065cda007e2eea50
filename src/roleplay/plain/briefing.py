"""The briefing as lines: what a learner knows before the first word, and what will be looked at."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import passing
from roleplay.scene.model import Bundle


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
    to_pass = passing(bundle, words)
    return lines + [f"  {line}" for line in (*to_pass.gates, to_pass.critical) if line]
