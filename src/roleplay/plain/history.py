"""The learner's past attempts line by line: as a list, and one replayed."""

from __future__ import annotations

from roleplay.plain.console import Console, normalised
from roleplay.presenting.history import HistoryFilter, attempt_line, count_words, history_json
from roleplay.presenting.replay import Replay
from roleplay.session import Attempt, UtteranceKind
from roleplay.text.glyphs import glyphs
from roleplay.text.json_text import json_text
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace.history import History
from roleplay.workspace.workspace import Workspace


def as_lines(workspace: Workspace, language: str, filter_: HistoryFilter) -> list[str]:
    """A line for each attempt, the latest first, and how many there are."""
    history, words = History(workspace), workspace.words(language)
    attempts = history.past(language, filter_)
    lines = [attempt_line(attempt, words, glyphs()) for attempt in attempts]
    return [*lines, count_words(len(attempts), len(history.finished), filter_, words)]


def as_json(workspace: Workspace, language: str, filter_: HistoryFilter) -> str:
    """The attempts as JSON, the latest first."""
    history = History(workspace)
    return json_text(history_json(history.finished, history.past(language, filter_)))


def replay(attempt: Attempt, out: Console) -> None:
    """Print the conversation again: line by line if the input is a terminal, else all at once."""
    playback = Replay(attempt, out.words)
    if not out.read.isatty():
        for number in range(len(playback.lines)):
            _line(playback, number, out)
        return
    out.line(out.words("replay.plain"))
    _line(playback, 0, out)
    while not playback.at_end:
        typed = out.ask(f"{playback.status_text()} ")
        if typed is None or normalised(typed).lower() == "q":
            return
        before = playback.shown
        _run_command(playback, normalised(typed).lower(), out)
        for number in range(before, playback.shown) if playback.shown > before else ():
            _line(playback, number, out)


def _run_command(playback: Replay, word: str, out: Console) -> None:
    number = parse_bounded_int(word, 1, len(playback.criteria))
    match word:
        case "":
            playback.move(1)
        case "a":
            playback.to_end()
        case "n":
            _next_match(playback, out)
        case "c":
            for index, criterion in enumerate(playback.criteria, 1):
                name = out.words("replay.named", name=criterion.name, rubric=criterion.rubric)
                turns = out.words("play.list_separator").join(map(str, criterion.turns))
                out.line(out.words("replay.choose", number=index, name=name, turns=turns))
        case _ if number is not None:
            playback.criterion = number - 1
            _next_match(playback, out)
        case _:
            out.line(out.words("replay.plain"))


def _next_match(playback: Replay, out: Console) -> None:
    if not playback.to_turn(1):
        out.line(out.words("replay.no_more"))


def _line(playback: Replay, number: int, out: Console) -> None:
    line = playback.lines[number]
    colon = out.words("library.colon")
    out.line(line.text if line.kind is UtteranceKind.SCENE or not line.name else f"{line.name}{colon}{line.text}")
