"""The map of a scene as rows to walk about on: every place has a sign, so that nothing depends on colour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from roleplay.mapping.text import MapLine
from roleplay.presenting.rows.row import CHANGED, Row
from roleplay.text.glyphs import Glyphs

_ROLES = {"node": "strong", "says": "stage", "heading": "heading", "ending": "strong", "target": "muted"}


class MapMarks(NamedTuple):
    """What is marked, by ids of nodes and endings."""

    #: where one is
    here: str
    #: on the way there
    way: Collection[str]
    #: what the last save changed
    changed: Collection[str]


def places_of(lines: Sequence[MapLine]) -> list[str]:
    """The ids of nodes and endings, in the order in which they are drawn."""
    return [line.place for line in lines if line.kind in ("node", "ending") and line.place]


def map_rows(lines: Sequence[MapLine], marks: MapMarks, cursor: str, glyphs: Glyphs) -> list[Row]:
    """The lines of a drawing with their signs; the key of a row is the index of its place in `places_of`."""
    index = {place: n for n, place in enumerate(places_of(lines))}
    rows: list[Row] = []
    for line in lines:
        if line.kind not in ("node", "ending") or line.place is None:
            rows.append(Row((("  ", ""), (line.glyph, "muted"), (line.text, _ROLES.get(line.kind, "")))))
            continue
        sign, role = _sign(line.place, marks, glyphs)
        spans = ((f"{sign} ", role), (line.glyph, "muted"), (line.text, "strong"))
        rows.append(Row(spans, "cursor" if line.place == cursor else "", index[line.place]))
    return rows


def _sign(place: str, marks: MapMarks, glyphs: Glyphs) -> tuple[str, str]:
    if place == marks.here:
        return glyphs.pointer, "accent"
    if place in marks.changed:
        return CHANGED, "mark"
    if place in marks.way:
        return glyphs.mark, "you"
    return " ", ""
