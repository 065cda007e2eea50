"""The meters in as few rows as possible: bar, value, the word for it, and the change."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts import Gauge
from roleplay.presenting.rows.row import Row, flow
from roleplay.presenting.rows.transcript import MEASURE
from roleplay.text.cells import cell_len, fit, pad
from roleplay.text.glyphs import Glyphs
from roleplay.text.plain import safe

_MAX_BAR, _MIN_BAR = 12, 5


_GAP = 3


def meters_or_sentence(gauges: Sequence[Gauge], instead: str, glyphs: Glyphs, width: int) -> list[Row]:
    """The gauges centred in ``width``, or the sentence ``instead``, if not empty."""
    measure = min(width, MEASURE)
    left = " " * ((width - measure) // 2)
    if instead:
        return [Row(((left + fit(safe(instead, newlines=False), measure), "muted"),))]
    return [Row(((left, ""), *row.spans)) for row in meter_rows(gauges, glyphs, measure)]


def meter_rows(gauges: Sequence[Gauge], glyphs: Glyphs, width: int) -> list[Row]:
    """The gauges in columns, in as few rows as leave space for a bar each; without bars if that takes too many."""
    if not gauges:
        return []
    values = [f" {gauge.value:3d} {gauge.word}" for gauge in gauges]
    arrow = max(4, *(cell_len(gauge.change) for gauge in gauges))
    name = max(cell_len(gauge.name) for gauge in gauges)
    widest = name + 1 + max(map(cell_len, values)) + 1 + arrow
    in_row = len(gauges)
    while in_row > 1 and (width + _GAP) // in_row - _GAP < widest + _MIN_BAR:
        in_row -= 1
    in_row = -(-len(gauges) // -(-len(gauges) // in_row))  # spread them evenly
    if in_row == 1 and len(gauges) > 2:
        return _without_bars(gauges, width)
    bar = min(max((width + _GAP) // in_row - _GAP - widest, 0), _MAX_BAR)
    rows: list[Row] = []
    for first in range(0, len(gauges), in_row):
        spans: list[tuple[str, str]] = []
        for gauge, value in list(zip(gauges, values, strict=True))[first : first + in_row]:
            if spans:
                spans.append((" " * _GAP, ""))
            label = safe(gauge.name, newlines=False) + " "
            label = pad(label, name + 1) if len(gauges) > in_row else label
            role = "" if gauge.better is None else "good" if gauge.better else "bad"
            spans += [(label, "strong"), (glyphs.bar(gauge.value, bar), "accent"), (value + " ", "")]
            used = cell_len(label) + bar + cell_len(value) + 1
            room = widest + bar if len(gauges) > in_row else used + arrow
            spans.append((pad(gauge.change, room - used), role))
        rows.append(Row(tuple(spans)))
    return rows


def _without_bars(gauges: Sequence[Gauge], width: int) -> list[Row]:
    """The gauges as words only, for narrow screens."""
    pieces: list[list[tuple[str, str]]] = []
    for gauge in gauges:
        role = "" if gauge.better is None else "good" if gauge.better else "bad"
        pieces.append(
            [(gauge.name, "strong"), (f" {gauge.value} {gauge.word}", ""), (f" {gauge.change}".rstrip(), role)]
        )
    return flow(pieces, width)
