"""The goals that a learner has set: before the next play, in its debrief, and all of them as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_date
from roleplay.presenting.paragraphs import BLANK_LINE, Paragraph, heading
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.rows.row import BLANK, Row, block
from roleplay.reading.contents import Entry
from roleplay.records.model import GoalAnswer, GoalCheck, GoalRecord
from roleplay.text.glyphs import Glyphs
from roleplay.text.quotes import nest_quotes


def goal_question(goal: GoalRecord, words: Catalogue) -> str:
    """The question whether the learner did what the goal says."""
    return words("goals.asked", goal=nest_quotes(goal.text))


def goal_question_rows(goal: GoalRecord, words: Catalogue, width: int) -> list[Row]:
    """The question as rows, to be put above its answers."""
    return [*block(words("goals.asked_title"), width, "heading"), *block(goal_question(goal, words), width), BLANK]


def answer_words(words: Catalogue) -> dict[GoalAnswer, str]:
    """The words for each answer, in the order in which they are offered."""
    return {answer: words(f"goals.answer.{answer}") for answer in GoalAnswer}


def goal_in_force_note(goal: GoalRecord | None, attempt_id: str | None, words: Catalogue) -> str:
    """A note that a goal set in the debrief of another attempt is still in force; empty if there is none."""
    if goal is None or goal.attempt_id == attempt_id:
        return ""
    return words("goals.standing", goal=nest_quotes(goal.text))


def goal_list(
    goals: Sequence[GoalRecord], entries: Iterable[Entry], words: Catalogue, glyphs: Glyphs
) -> list[Paragraph]:
    """Every goal with its date and scene, and the answers given when it was asked about."""
    if not goals:
        return [heading(words("goals.title")), BLANK_LINE, Paragraph(words("goals.none"))]
    titles = {entry.id: entry.title.get(words.language) for entry in entries if entry.problem is None}
    separator, paragraphs = f" {glyphs.separator} ", [heading(words("goals.title"))]

    def of(event: GoalRecord | GoalCheck) -> str:
        return f"{local_date(event.at)}{separator}{titles.get(event.scenario_id, event.scenario_id)}"

    for goal in goals:
        facts = [words("goals.kept", of=of(goal))]
        if goal.in_force:
            facts.append(words("goals.in_force"))
        if goal.ended_at is not None:
            facts.append(words("goals.taken_back", day=local_date(goal.ended_at)))
        paragraphs += [BLANK_LINE, Paragraph(goal.text, "bold" if goal.in_force else "")]
        paragraphs.append(Paragraph(separator.join(facts), "$foreground-muted", indent=2, hang=2))
        for check in goal.checks:
            label = words("goals.checked", of=of(check)) + separator
            answer = words(f"goals.answer.{check.answer}")
            paragraphs.append(Paragraph(answer, label=label, label_style="$foreground-muted", indent=2, hang=2))
    return paragraphs


def goals_json(goals: Iterable[GoalRecord]) -> list[Mapping[str, Any]]:
    """The goals as JSON data: stable keys, times with their zone."""
    return [
        {
            "goal": goal.text,
            "kept_at": goal.at.isoformat(),
            "scene": goal.scenario_id,
            "attempt": goal.attempt_id,
            "in_force": goal.in_force,
            "taken_back_at": None if goal.ended_at is None else goal.ended_at.isoformat(),
            "answers": [
                {
                    "answer": check.answer.value,
                    "at": check.at.isoformat(),
                    "scene": check.scenario_id,
                    "attempt": check.attempt_id,
                }
                for check in goal.checks
            ],
        }
        for goal in goals
    ]


def take_back_question() -> ShortQuestion[bool]:
    """The question whether to take back the goal in force."""
    replies = [Reply(False, "goals.stay"), Reply(True, "goals.take_back")]
    return ShortQuestion("goals.sure", "goals.sure_about", replies, "help.goals")
