"""A turn of a focus drill before the learner."""

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
    """A try knows no hints, and no way back; once enough was said there is only to look back on it."""

    def __init__(self, tried: FocusTry, named: CardName) -> None:
        """``named`` is the card that it is about."""
        super().__init__(tried.attempt, FocusFlow(tried))
        self._named = named

    def may(self, action: str) -> bool:
        """Whether this can be asked for now."""
        return action not in ("hint", "take_back") and super().may(action)

    def items(self, words: Catalogue) -> list[Item]:
        """What can be picked at this step."""
        return [Item("", words("focus.look_back"))] if self.step is Step.ENDING else super().items(words)

    def rows(self, words: Catalogue, glyphs: Glyphs, width: int, room: int | None = None) -> list[Row]:
        """What stands over the items: first what it is about."""
        if self.step is Step.ENDING:
            return block(words("play.ended" if self.attempt.over else "focus.enough"), width, "heading")
        return [*block(about_words(self._named, words), width, "muted"), *super().rows(words, glyphs, width, room)]
