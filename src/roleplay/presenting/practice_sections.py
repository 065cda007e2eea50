"""Sections of the progress page beside the criteria: the plan in force, the ladder, the days of practice."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.ladder import LadderFact, ladder_lines
from roleplay.presenting.plan_words import PlanFact
from roleplay.presenting.practice_days import PracticeDays, practice_bar, practice_line
from roleplay.presenting.progress import ProgressSection
from roleplay.text.glyphs import Glyphs


def practice_sections(
    plan: PlanFact | None, ladder: LadderFact, days: PracticeDays, words: Catalogue, glyphs: Glyphs | None = None
) -> list[ProgressSection]:
    """One section for each; with ``glyphs`` the days are also drawn as a bar."""
    sections = []
    if plan is not None:
        done = words("plan.count", done=plan.done, all=len(plan.counted))
        open_next = next((fact for fact in plan.counted if not fact.done), None)
        lines = [f"{plan.title}{words('plan.joint')}{plan.span}{words('plan.joint')}{done}"]
        if open_next is not None:
            by = words("plan.by", day=open_next.day) if open_next.day else ""
            lines.append(words("plan.next", what=words("plan.joint").join(filter(None, (open_next.what, by)))))
        sections.append(ProgressSection(words("plan.title"), tuple(lines), early=True))
    about = words("ladder.about") if glyphs is None else ""  # on the screen it is part of the help
    sections.append(ProgressSection(words("ladder.title"), tuple(ladder_lines(ladder, words)), about))
    bar = f"{practice_bar(days, glyphs)}  " if glyphs is not None and days.days else ""
    sections.append(ProgressSection(words("days.title"), (f"{bar}{practice_line(days, words)}",), words("days.about")))
    return sections
