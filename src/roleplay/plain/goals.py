"""The learner's own goals: as a list, and in a debrief line by line."""

from __future__ import annotations

import shutil
import sys

from roleplay.plain.console import Console, normalised
from roleplay.presenting.goals import answer_words, goal_list, goal_question, goals_json
from roleplay.presenting.paragraphs import wrapped
from roleplay.text.glyphs import glyphs
from roleplay.text.json_text import json_text
from roleplay.text.plain import safe
from roleplay.text.quotes import nest_quotes
from roleplay.workspace.workspace import Workspace

#: The line width in cells when the output is not a terminal: the reading program wraps lines better.
_UNWRAPPED = 10_000


def as_text(workspace: Workspace, language: str) -> str:
    """Every goal with its date, scene and answers, the latest first."""
    paragraphs = goal_list(workspace.store.goals(), workspace.library.entries, workspace.words(language), glyphs())
    return wrapped(paragraphs, shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNWRAPPED)[0]


def as_json(workspace: Workspace, language: str) -> str:
    """The goals as JSON, the latest first; keys and answers are the same in every language."""
    return json_text(goals_json(workspace.store.goals()))


def take_back(workspace: Workspace, language: str) -> str:
    """Take back the goal in force; returns the sentence that says so."""
    goal, words = workspace.store.goal_in_force(), workspace.words(language)
    if goal is None:
        return words("goals.nothing")
    workspace.store.end_goal(goal)
    return safe(words("goals.done", goal=nest_quotes(goal.text)))


def ask_about_goal(attempt_id: str | None, out: Console) -> None:
    """Ask whether the learner did what they had set out to do, if a goal is due for this attempt."""
    store = out.workspace.store
    goal = None if attempt_id is None else store.goal_to_ask(attempt_id)
    if goal is None or attempt_id is None:
        return
    answers = answer_words(out.words)
    numbered = (f"{number} {text}" for number, text in enumerate(answers.values(), 1))
    question = out.words("goals.ask_plain", answers=out.words("play.list_separator").join(numbered))
    out.line(goal_question(goal, out.words))
    while typed := normalised(out.ask(question) or ""):
        for number, (answer, text) in enumerate(answers.items(), 1):
            if typed.casefold() in (str(number), text.casefold()):
                store.answer_goal(attempt_id, goal, answer)
                return
