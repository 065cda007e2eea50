"""The meters on one line, or two if one is too short: bar, value, the word for it, and the change."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts import MeterFact
from roleplay.presenting.rows.meters import meters_or_sentence
from roleplay.presenting.rows.row import Row
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.lines_view import LinesView


class Meters(LinesView):
    """The meters, or a sentence in their place."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._meters: Sequence[MeterFact] = ()
        self._instead = ""

    def show(self, meters: Sequence[MeterFact], instead: str = "") -> None:
        """Show ``meters``, or ``instead`` if it is not empty."""
        if (meters, instead) != (self._meters, self._instead):
            self._meters, self._instead = meters, instead
            self.update_rows()

    def lay_out(self, width: int) -> list[Row]:
        return meters_or_sentence(self._meters, self._instead, self._glyphs, width)
