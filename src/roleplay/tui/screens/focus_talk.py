"""A try of a focus drill: a few lines of a conversation that is under way."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import ActiveBinding, Binding, BindingType

from roleplay.presenting.due import CardName
from roleplay.presenting.focus import about_words, lines_before, newest_line, try_words
from roleplay.presenting.rows.row import Item, Row, block
from roleplay.presenting.rows.title import focus_title
from roleplay.session import Step
from roleplay.session.focus import FocusFlow, FocusTry
from roleplay.tui.screens.conversation import ConversationScreen
from roleplay.tui.widgets.lines_view import RowsView


class FocusTalkScreen(ConversationScreen):
    """Nothing here is journaled: whoever opened it keeps the try once it is left and over."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "pause", "Stop", id="focus_stop")]
    help_key = "help.focus_talk"

    def __init__(self, tried: FocusTry, number: int, named: CardName) -> None:
        """The ``number``-th try, from 1, on the card of that name."""
        super().__init__(tried.attempt, None)
        self._try = tried
        self._number = number
        self._named = named
        self.flow = FocusFlow(tried)

    def _title_rows(self, width: int) -> list[Row]:
        return [focus_title(self.attempt, try_words(self._number, self.words), self.words, self.glyphs, width)]

    def _show_talk(self, fresh: int | None) -> None:
        lines = lines_before(self._try, self.words)
        self.talk.transcript.show(lines, None if fresh is None else newest_line(lines))
        self.query_one("#title", RowsView).changed()

    def _items(self) -> list[Item]:
        return [Item("", self.words("focus.look_back"))] if self.flow.step is Step.ENDING else super()._items()

    def _before(self, width: int) -> list[Row]:
        if self.flow.step is Step.ENDING:
            return block(self.words("play.ended" if self.attempt.over else "focus.enough"), width, "heading")
        return [*block(about_words(self._named, self.words), width, "muted"), *super()._before(width)]

    def _described(self, active: ActiveBinding) -> ActiveBinding:
        active = super()._described(active)
        if active.binding.id == "focus_stop":
            stop = self.words("focus.stop_in", which=try_words(self._number, self.words))
            return active._replace(binding=replace(active.binding, description=stop))
        return active

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A try knows no hints, and no way back."""
        if action in ("hint", "take_back"):
            return False
        return super().check_action(action, parameters)

    def _look_back(self) -> None:
        self.dismiss()

    def action_pause(self) -> None:
        """Stop: the try is not over, and nothing of it stays."""
        self.dismiss()
