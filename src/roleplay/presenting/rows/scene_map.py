"""The map of a scene as rows to navigate: marks are signs, so that nothing depends on colour."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.mapping.chart import Chart
from roleplay.mapping.text import MapLine, lines, tree_glyphs
from roleplay.presenting.rows.row import CHANGED, Row, block
from roleplay.text.glyphs import Glyphs

_ROLES = {"node": "strong", "says": "stage", "heading": "heading", "ending": "strong", "target": "muted"}


class MapMarks(NamedTuple):
    """What is marked, by ids of nodes and endings."""

    #: the current place
    current: str
    #: the places on the way there
    route: Collection[str]
    #: what the last save changed
    changed: Collection[str]


#: Nothing is marked.
NO_MARKS = MapMarks("", (), ())


class MapView:
    """A map to navigate, with one place chosen."""

    def __init__(self, words: Catalogue, glyphs: Glyphs, *, ascii: bool) -> None:
        """``ascii`` draws it without box-drawing characters."""
        self._words = words
        self._glyphs = glyphs
        self._ascii = ascii
        self._chart: Chart | None = None
        self._marks = NO_MARKS
        self._lines: tuple[MapLine, ...] = ()
        self._lines_of: tuple[Chart | None, int, Catalogue] = (None, 0, words)
        #: the chosen place, and all places in drawing order
        self.cursor = ""
        self.passages: list[str] = []

    def show(self, chart: Chart | None, marks: MapMarks, words: Catalogue) -> bool:
        """Show this chart; return whether anything changed. If the current place changed, it becomes the chosen one."""
        moved = marks.current != self._marks.current
        if chart is self._chart and marks == self._marks and words is self._words:
            return False
        self._chart, self._marks, self._words = chart, marks, words
        if moved or (chart is not None and self.cursor not in chart.graph.vertices):
            self.cursor = marks.current
        return True

    @property
    def place(self) -> int | None:
        """The index of the chosen place; ``None`` if it is not drawn."""
        return self.passages.index(self.cursor) if self.cursor in self.passages else None

    def move(self, by: int) -> None:
        """Choose the place ``by`` steps further in drawing order; wraps around."""
        if self.passages:
            place = -1 if self.place is None else self.place
            self.cursor = self.passages[(place + by) % len(self.passages)]

    def choose(self, place: int) -> bool:
        """Choose the place of that index; return whether it was chosen already."""
        before, self.cursor = self.cursor, self.passages[place]
        return self.cursor == before

    def rows(self, width: int) -> list[Row]:
        """The meaning of the signs, then the map; the ``key`` of a row is the index of its place."""
        words = self._words
        if self._chart is None:
            self.passages, self._lines_of = [], (None, 0, words)
            return block(words("edit.no_map"), width, "muted")
        before, *drawn = self._lines_of
        if before is not self._chart or drawn != [width, words]:
            self._lines = lines(self._chart, words, width - 2, tree_glyphs(self._ascii))
            self._lines_of = (self._chart, width, words)
            self.passages = passages_of(self._lines)
        signs = {"here": self._glyphs.pointer, "way": self._glyphs.mark, "changed": CHANGED}
        legend = block(words("edit.keys_map", **signs), width, "muted")
        return [*legend, *map_rows(self._lines, self._marks, self.cursor, self._glyphs)]


def passages_of(lines: Sequence[MapLine]) -> list[str]:
    """The ids of nodes and endings, in drawing order."""
    return [line.passage for line in lines if line.kind in ("node", "ending") and line.passage]


def map_rows(lines: Sequence[MapLine], marks: MapMarks, cursor: str, glyphs: Glyphs) -> list[Row]:
    """The lines of a drawing with their signs; the ``key`` of a row is the index of its place in `passages_of`."""
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
    if passage == marks.current:
        return glyphs.pointer, "accent"
    if passage in marks.changed:
        return CHANGED, "mark"
    if passage in marks.route:
        return glyphs.mark, "you"
    return " ", ""
