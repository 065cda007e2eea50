"""The meters on one line, or two if one is too short: bar, value, the word for it, and the change."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.presenting.facts import Gauge
from roleplay.presenting.rows.meters import meters_or_sentence
from roleplay.presenting.rows.row import Row
from roleplay.text.glyphs import Glyphs
from roleplay.tui.widgets.lines_view import LinesView


class Meters(LinesView):
    """The meters, or a sentence in their place."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._gauges: Sequence[Gauge] = ()
        self._instead = ""

    def show(self, gauges: Sequence[Gauge], instead: str = "") -> None:
        """Show ``gauges``, or ``instead`` if it is not empty."""
        if (gauges, instead) != (self._gauges, self._instead):
            self._gauges, self._instead = gauges, instead
            self.update_rows()

    def lay_out(self, width: int) -> list[Row]:
        return meters_or_sentence(self._gauges, self._instead, self._glyphs, width)
