"""A meter's course drawn as text: its five named steps from bottom to top, the turns from left to right."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts.debrief import Curve
from roleplay.presenting.facts.play import STEPS
from roleplay.presenting.rows.row import Row
from roleplay.session import thermometer_step
from roleplay.text.cells import cell_len, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

_MAX_TURN_CELLS = 4
_GAP = 4


def curve_rows(
    curves: Sequence[Curve], glyphs: Glyphs, width: int, *, costliest: int | None = None, current: int | None = None
) -> list[Row]:
    """The curves, as many side by side as fit.

    Turn 0 is the initial state. The costliest turn has its own mark, on the curve and below it; ``current`` is the turn
    that is being viewed.
    """
    if not curves:
        return []
    drawn = [_curve(curve, glyphs, width, costliest, current) for curve in curves]
    cells = [max(cell_len(row.text) for row in rows) for rows in drawn]
    rows: list[Row] = []
    first = 0
    while first < len(drawn):
        last, used = first + 1, cells[first]
        while last < len(drawn) and used + _GAP + cells[last] <= width:
            used += _GAP + cells[last]
            last += 1
        if rows:
            rows.append(Row())
        for line in range(len(drawn[first])):
            spans: list[tuple[str, str]] = []
            for index in range(first, last):
                row = drawn[index][line]
                spans += row.spans
                if index + 1 < last:
                    spans.append((" " * (cells[index] + _GAP - cell_len(row.text)), ""))
            rows.append(Row(tuple(spans)))
        first = last
    return rows


def _curve(curve: Curve, glyphs: Glyphs, width: int, costliest: int | None, current: int | None) -> list[Row]:
    margin = max(map(cell_len, curve.steps)) + 1
    values = curve.values
    turn_cells = min(max((width - margin) // max(len(values), 1), 1), _MAX_TURN_CELLS)
    shown = values[-max((width - margin) // turn_cells, 1) :]  # of a very long conversation, the last part
    began = len(values) - len(shown)
    steps = [thermometer_step(value) for value in shown]
    summary = f"{values[0]} {glyphs.arrow} {values[-1]}"
    rows = [Row(((safe(curve.name, newlines=False) + "  ", "strong"), (summary, "muted")))]
    for step in reversed(STEPS):
        spans: list[tuple[str, str]] = [(pad(curve.steps[step], margin), "muted")]
        for index, at in enumerate(steps):
            turn = began + index
            mark = glyphs.best if turn == costliest else glyphs.mark
            role = "mark" if turn == costliest else "accent" if turn == current else ""
            spans.append((pad(mark if at == step else " ", turn_cells), role if at == step else ""))
        rows.append(Row(tuple(spans)))
    axis: list[tuple[str, str]] = [(" " * margin, "")]
    for index in range(len(shown)):
        turn = began + index
        has_number = turn in (current, costliest) or turn_cells > 2 or turn % 5 == 0 or turn == len(values) - 1
        number = str(turn) if has_number and cell_len(str(turn)) <= turn_cells else ""
        axis.append(
            (pad(number, turn_cells), "mark" if turn == costliest else "cursor" if turn == current else "muted")
        )
    rows.append(Row(tuple(axis)))
    return rows
