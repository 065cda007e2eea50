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


def passages_of(lines: Sequence[MapLine]) -> list[str]:
    """The ids of nodes and endings, in the order in which they are drawn."""
    return [line.passage for line in lines if line.kind in ("node", "ending") and line.passage]


def map_rows(lines: Sequence[MapLine], marks: MapMarks, cursor: str, glyphs: Glyphs) -> list[Row]:
    """The lines of a drawing with their signs; the key of a row is the index of its place in `places_of`."""
    index = {passage: n for n, passage in enumerate(passages_of(lines))}
    rows: list[Row] = []
    for line in lines:
        if line.kind not in ("node", "ending") or line.passage is None:
            rows.append(Row((("  ", ""), (line.glyph, "muted"), (line.text, _ROLES.get(line.kind, "")))))
            continue
        sign, role = _sign(line.passage, marks, glyphs)
        spans = ((f"{sign} ", role), (line.glyph, "muted"), (line.text, "strong"))
        rows.append(Row(spans, "cursor" if line.passage == cursor else "", index[line.passage]))
    return rows


def _sign(passage: str, marks: MapMarks, glyphs: Glyphs) -> tuple[str, str]:
    if passage == marks.here:
        return glyphs.pointer, "accent"
    if passage in marks.changed:
        return CHANGED, "mark"
    if passage in marks.way:
        return glyphs.mark, "you"
    return " ", ""
