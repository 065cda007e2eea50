"""A conversation in which one line is marked as different from what it was."""

from __future__ import annotations

from roleplay.presenting.rows.row import CHANGED, Row
from roleplay.text.plain import safe
from roleplay.tui.widgets.transcript import Transcript


class Retold(Transcript):
    """Puts a sign and a word over the line that is marked."""

    _marked: int | None = None
    _word = ""

    def mark(self, place: int | None, word: str) -> None:
        """Mark the line at this place; to be called before `show`."""
        self._marked, self._word = place, word

    def lay_out(self, width: int) -> list[Row]:
        """The lines, with the mark."""
        rows = super().lay_out(width)
        first = next((n for n, row in enumerate(rows) if self._marked is not None and row.key == self._marked), None)
        if first is not None:
            spans = ((f"{CHANGED} ", "mark"), (safe(self._word, newlines=False), "mark"))
            rows.insert(first, Row(spans, key=self._marked))
            rows = [row._replace(spans=_in_the_mark(row)) if row.key == self._marked else row for row in rows]
        return rows


def _in_the_mark(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((text, role if role in ("accent", "mark") or not text.strip() else "mark") for text, role in row.spans)
