"""The meters in as few rows as possible: bar, value, the word for it, and the change."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts import MeterFact
from roleplay.presenting.rows.row import Row, flow
from roleplay.presenting.rows.transcript import MEASURE
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

_MAX_BAR, _MIN_BAR = 12, 5


_GAP = 3


def meters_or_sentence(meters: Sequence[MeterFact], instead: str, glyphs: Glyphs, width: int) -> list[Row]:
    """The meters centred in ``width``, or the sentence ``instead``, if not empty."""
    measure = min(width, MEASURE)
    left = " " * ((width - measure) // 2)
    if instead:
        return [Row(((left + fit(safe(instead, newlines=False), measure), "muted"),))]
    return [Row(((left, ""), *row.spans)) for row in meter_rows(meters, glyphs, measure)]


def meter_rows(meters: Sequence[MeterFact], glyphs: Glyphs, width: int) -> list[Row]:
    """The meters in columns, in as few rows as leave space for a bar each; without bars if that takes too many."""
    if not meters:
        return []
    values = [f" {meter.value:3d} {meter.word}" for meter in meters]
    arrow = max(4, *(cell_len(meter.change) for meter in meters))
    name = max(cell_len(meter.name) for meter in meters)
    widest = name + 1 + max(map(cell_len, values)) + 1 + arrow
    in_row = len(meters)
    while in_row > 1 and (width + _GAP) // in_row - _GAP < widest + _MIN_BAR:
        in_row -= 1
    in_row = -(-len(meters) // -(-len(meters) // in_row))  # spread them evenly
    if in_row == 1 and len(meters) > 2:
        return _without_bars(meters, width)
    bar = min(max((width + _GAP) // in_row - _GAP - widest, 0), _MAX_BAR)
    rows: list[Row] = []
    for first in range(0, len(meters), in_row):
        spans: list[tuple[str, str]] = []
        for meter, value in list(zip(meters, values, strict=True))[first : first + in_row]:
            if spans:
                spans.append((" " * _GAP, ""))
            label = safe(meter.name, newlines=False) + " "
            label = pad(label, name + 1) if len(meters) > in_row else label
            role = "" if meter.better is None else "good" if meter.better else "bad"
            spans += [(label, "strong"), (glyphs.bar(meter.value, bar), "accent"), (value + " ", "")]
            used = cell_len(label) + bar + cell_len(value) + 1
            room = widest + bar if len(meters) > in_row else used + arrow
            spans.append((pad(meter.change, room - used), role))
        rows.append(Row(tuple(spans)))
    return rows


def _without_bars(meters: Sequence[MeterFact], width: int) -> list[Row]:
    """The meters as words only, for narrow screens."""
    pieces: list[list[tuple[str, str]]] = []
    for meter in meters:
        role = "" if meter.better is None else "good" if meter.better else "bad"
        pieces.append(
            [
                (meter.name, "strong"),
                (f" {meter.value} {meter.word}", ""),
                (f" {meter.change}".rstrip(), role),
            ]
        )
    return flow(pieces, width)
