"""The conversation as rows: the others on the left, the learner on the right, stage directions in between."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts import TranscriptLine
from roleplay.presenting.rows.row import BLANK, CHANGED, Row, block
from roleplay.session import UtteranceKind
from roleplay.text.cells import cell_len, fit
from roleplay.text.plain import safe
from roleplay.text.wrap import fit_words, wrap

#: The maximum line length, in cells, that reads comfortably.
MEASURE = 96


_NAME = 14


_NARROW_MEASURE = 64


def transcript_rows(lines: Sequence[TranscriptLine], width: int, *, airy: bool = True, turns: str = "") -> list[Row]:
    """Lines of a conversation as rows; each row's ``key`` is the index of its line.

    ``airy`` puts an empty row between all lines, otherwise only before the learner's and the ending. ``turns`` (a text
    with ``{number}``) puts a heading before every turn.
    """
    measure = min(width, MEASURE)
    left = (width - measure) // 2
    name = min(max((cell_len(line.name) for line in lines if line.kind is UtteranceKind.THEY), default=0), _NAME) + 2
    step = 4 if measure < _NARROW_MEASURE else measure // 8
    rows: list[Row] = []
    for index, line in enumerate(lines):
        if index and (airy or line.kind in (UtteranceKind.YOU, UtteranceKind.ENDING)):
            rows.append(BLANK)
        if turns and line.kind is UtteranceKind.YOU:
            rows.append(Row(((" " * left, ""), (turns.format(number=line.turn + 1), "muted")), key=index))
        match line.kind:
            case UtteranceKind.YOU:
                wrapped = _learner_rows(line, left + name + step, left + measure)
            case UtteranceKind.ENDING:
                wrapped = [_rule(line.name, left, measure), *block(line.text, left + measure, indent=left)]
            case UtteranceKind.SCENE:
                wrapped = block(line.text, left + measure - step, "stage", indent=left + name)
            case UtteranceKind.THEY:
                label = " " * left + fit(safe(line.name, newlines=False), name - 1)
                wrapped = block(line.text, left + measure - step, label=label, label_role="accent", indent=left + name)
        rows += [Row(row.spans, row.fill, index) for row in wrapped]
    return rows


def mark_changed(rows: list[Row], line: int | None, word: str) -> list[Row]:
    """The rows with those of ``line`` marked as changed, below a sign and ``word``; unchanged without a line."""
    first = next((n for n, row in enumerate(rows) if line is not None and row.key == line), None)
    if first is None:
        return rows
    sign = Row(((f"{CHANGED} ", "mark"), (safe(word, newlines=False), "mark")), key=line)
    return [*rows[:first], sign, *(_changed(row) if row.key == line else row for row in rows[first:])]


def _changed(row: Row) -> Row:
    return row._replace(
        spans=tuple((text, role if role == "accent" or not text.strip() else "mark") for text, role in row.spans)
    )


def _learner_rows(line: TranscriptLine, left: int, right: int) -> list[Row]:
    """A right-aligned block, with the learner's name after its first line."""
    tail = "  " + safe(line.name, newlines=False)
    lines = wrap(safe(line.text), max(right - left - cell_len(tail), 8))
    widest = max(map(cell_len, lines))
    start = " " * max(right - cell_len(tail) - widest, 0)
    rows: list[Row] = []
    for number, text in enumerate(lines):
        rest = " " * (widest - cell_len(text)) + tail if number == 0 else ""
        rows.append(Row(((start, ""), (text, "you"), (rest, "accent"))))
    return rows


def _rule(title: str, left: int, measure: int) -> Row:
    text = fit_words(safe(title, newlines=False), measure - 8)
    rest = max(measure - cell_len(text) - 5, 0)
    return Row(((" " * left, ""), ("── ", "muted"), (text, "heading"), (" " + "─" * rest, "muted")))
