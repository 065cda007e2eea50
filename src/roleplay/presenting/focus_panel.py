"""The panel of a turn in a focus drill."""

from __future__ import annotations

from roleplay.locales import Catalogue
from roleplay.presenting.due import CardName
from roleplay.presenting.focus import about_words
from roleplay.presenting.rows.row import Item, Row, block
from roleplay.presenting.turn_panel import TurnPanel
from roleplay.session import Step
from roleplay.session.focus import FocusFlow, FocusTry
from roleplay.text.glyphs import Glyphs


class FocusPanel(TurnPanel):
    """A turn panel without hints and without taking back; once a try is complete, only its review is left."""

    def __init__(self, focus_try: FocusTry, named: CardName) -> None:
        """``named`` is the name of the card that the drill is about."""
        super().__init__(focus_try.attempt, FocusFlow(focus_try))
        self._named = named

    def is_available(self, action: str) -> bool:
        """Whether ``action`` is available now."""
        return action not in ("hint", "take_back") and super().is_available(action)

    def items(self, words: Catalogue) -> list[Item]:
        """The items to pick from at this step."""
        return [Item("", words("focus.look_back"))] if self.step is Step.ENDING else super().items(words)

    def rows(self, words: Catalogue, glyphs: Glyphs, width: int, room: int | None = None) -> list[Row]:
        """The rows above the items, beginning with what the drill is about."""
        if self.step is Step.ENDING:
            return block(words("play.ended" if self.attempt.over else "focus.enough"), width, "heading")
        return [*block(about_words(self._named, words), width, "muted"), *super().rows(words, glyphs, width, room)]
