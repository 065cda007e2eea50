"""The learner's past attempts line by line: as a list, and one replayed."""

from __future__ import annotations

from roleplay.plain.console import Console, normalized
from roleplay.presenting.history import HistoryFilter, as_line, count_words, history_json
from roleplay.presenting.replay import Replay
from roleplay.session import Attempt, UtteranceKind
from roleplay.text.glyphs import glyphs
from roleplay.text.json_text import json_text
from roleplay.text.numbers import whole_number
from roleplay.workspace.history import History
from roleplay.workspace.workspace import Workspace


def as_lines(workspace: Workspace, language: str, wanted: HistoryFilter) -> list[str]:
    """A line for each attempt, the latest first, and how many there are."""
    history, words = History(workspace), workspace.words(language)
    attempts = history.past(language, wanted)
    lines = [as_line(attempt, words, glyphs()) for attempt in attempts]
    return [*lines, count_words(len(attempts), len(history.finished), wanted, words)]


def as_json(workspace: Workspace, language: str, wanted: HistoryFilter) -> str:
    """The attempts as JSON, the latest first."""
    history = History(workspace)
    return json_text(history_json(history.finished, history.past(language, wanted)))


def replay(attempt: Attempt, out: Console) -> None:
    """Print the conversation again: line by line if someone answers, else all at once."""
    shown = Replay(attempt, out.words)
    if not out.read.isatty():
        for number in range(len(shown.lines)):
            _line(shown, number, out)
        return
    out.line(out.words("replay.plain"))
    _line(shown, 0, out)
    while not shown.at_end:
        typed = out.ask(f"{shown.state_words()} ")
        if typed is None or normalized(typed).lower() == "q":
            return
        before = shown.shown
        _act(shown, normalized(typed).lower(), out)
        for number in range(before, shown.shown) if shown.shown > before else ():
            _line(shown, number, out)


def _act(shown: Replay, word: str, out: Console) -> None:
    number = whole_number(word, 1, len(shown.criteria))
    match word:
        case "":
            shown.go(1)
        case "a":
            shown.to_end()
        case "n":
            _seek(shown, out)
        case "c":
            for index, criterion in enumerate(shown.criteria, 1):
                name = out.words("replay.named", name=criterion.name, rubric=criterion.rubric)
                turns = out.words("play.list_separator").join(map(str, criterion.turns))
                out.line(out.words("replay.choose", number=index, name=name, turns=turns))
        case _ if number is not None:
            shown.criterion = number - 1
            _seek(shown, out)
        case _:
            out.line(out.words("replay.plain"))


def _seek(shown: Replay, out: Console) -> None:
    if not shown.to_turn(1):
        out.line(out.words("replay.no_more"))


def _line(shown: Replay, number: int, out: Console) -> None:
    line = shown.lines[number]
    colon = out.words("library.colon")
    out.line(line.text if line.kind is UtteranceKind.SCENE or not line.name else f"{line.name}{colon}{line.text}")
