"""The briefing as lines: what a learner knows before the first line, and what will be judged."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.facts.briefing import brief_parts, lens_of, pass_conditions
from roleplay.presenting.index_card import index_card
from roleplay.presenting.preparation import OptionKind, Preparation
from roleplay.presenting.scene_languages import language_note
from roleplay.records.model import GoalRecord
from roleplay.scene.model import Bundle, Rubric


def briefing_lines(bundle: Bundle, words: Catalogue, goal: GoalRecord | None, lens: str = "") -> list[str]:
    """The brief with the learner's own goal, then all rubrics in full.

    ``lens`` is the id of the rubric the attempt is debriefed by, if that is not one of the scene's own.
    """
    scenario, language = bundle.scenario, words.language
    names = scenario.names()
    colon = words("library.colon")
    lines = [scenario.title.fill(language, names), scenario.summary.fill(language, names)]
    lines += filter(None, [language_note(scenario.languages, words)])
    lines += [f"{name}{colon}{_on_own_line(text)}" for name, text in brief_parts(bundle, words, goal)]
    lines.append(words("briefing.looked_at") + colon.rstrip())
    for name in scenario.rubrics:
        lines += _rubric(bundle.rubrics[name], words)
    lines.append(words("briefing.to_pass") + colon.rstrip())
    to_pass = pass_conditions(bundle, words)
    lines += [f"  {line}" for line in (*to_pass.gates, to_pass.critical) if line]
    lines += [f"{name}{colon}{text}" for name, text in index_card(scenario, words)]
    rubric = lens_of(bundle, lens)
    if rubric is not None:
        lines.append(words("lens.briefing", rubric=rubric.name.get(language)))
        lines += [] if lens in scenario.rubrics else _rubric(rubric, words)
    return lines


def chosen_lines(preparation: Preparation, words: Catalogue) -> list[str]:
    """The mode, and every option that differs from its default."""
    colon = words("library.colon")
    lines = preparation.lines(words)
    return [f"{line.label}{colon}{line.value}" for line in lines if line.kind is OptionKind.MODE or line.changed]


def _on_own_line(text: str) -> str:
    """``text``, moved to a line of its own if it has several lines."""
    return f"\n{text}" if "\n" in text else text


def _rubric(rubric: Rubric, words: Catalogue) -> list[str]:
    language, colon = words.language, words("library.colon")
    about = (f"  {c.name.get(language)}{colon}{c.about.get(language)}" for c in rubric.criteria)
    return [rubric.name.get(language), *about]
