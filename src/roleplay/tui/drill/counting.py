"""Digits on the drill's screen: a line, a vote, a page, or the counts that are typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import FacilitatorEvent
from roleplay.locales import Catalogue
from roleplay.presenting.drill.controls import Digits, digits, picked, picks
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.typed_counts import CountKind, InvalidCount, event_of
from roleplay.tui.drill.panes import DrillPanes
from roleplay.tui.host import Host
from roleplay.tui.keybar import KeyBar


class CountsScreen(Protocol):
    """The screen of a drill, as far as its digits know it."""

    view: DrillDisplay
    panes: DrillPanes

    @property
    def words(self) -> Catalogue:
        """The interface in the language of the moment."""

    @property
    def host(self) -> Host:
        """The application."""

    def do(self, event: FacilitatorEvent) -> bool:
        """Do it; whether it was taken."""

    def turn_to(self, page: int) -> bool:
        """Show a page of the debrief, from 0; whether it is there and another one than before."""

    def say_unused(self, action: str) -> None:
        """A key was pressed that does nothing now."""

    def query_one(self, kind: type[KeyBar], /) -> KeyBar:
        """The bar in which is said what is wrong."""

    def action_rows(self, rows: int) -> None:
        """Another criterion, else scroll."""

    def refresh_bindings(self) -> None:
        """What the keys mean has changed."""


class CountKeys:
    """What digits and the keys between them do, on a screen."""

    def __init__(self, screen: CountsScreen) -> None:
        self._screen = screen
        self._typed = screen.view.typed

    @property
    def _counts(self) -> bool:
        """Whether counts are asked for."""
        return self._screen.view.prompt(self._screen.words) is not None

    def digit(self, number: int) -> None:
        """A digit: a line, a vote, a page, or part of a count."""
        screen = self._screen
        kind, event = digits(screen.view.room), picked(screen.view.room, number)
        if kind is Digits.NOTHING and self._counts:
            self._type(str(number))
        elif not 1 <= number <= picks(screen.view.room, screen.view.pages(screen.words)):
            screen.say_unused("digit")
        elif kind is Digits.PAGE:
            screen.turn_to(number - 1)
        elif event is not None and screen.do(event) and kind is Digits.CLICK:
            screen.panes.flash()

    def gap(self, sign: str) -> None:
        """What stands between two numbers, or for a table that has not decided."""
        if self._counts:
            self._type(sign)
        else:
            self._screen.say_unused("gap")

    def space(self) -> bool:
        """Between two numbers a gap; whether it was one, or can mean nothing."""
        if self._typed.text:
            self._type(" ")
        elif self._counts or digits(self._screen.view.room) not in (Digits.NOTHING, Digits.PAGE):
            self._screen.say_unused("space")
        else:
            return False
        return True

    def erase(self) -> None:
        """The last character was none, or the last press of a keypad."""
        if self._typed.text:
            self._change(self._typed.erase)
        elif digits(self._screen.view.room) is not Digits.CLICK:
            self._screen.say_unused("erase")
        elif self._screen.do(f.Unclick()):
            self._screen.panes.flash()

    def clear(self) -> None:
        """All that was typed was none."""
        self._change(self._typed.clear)

    def enter(self) -> bool:
        """Take the counts that were typed, if there are any; whether nothing is left that cannot be taken."""
        screen = self._screen
        if not self._typed.text:
            return True
        prompt = screen.view.prompt(screen.words)
        event = event_of(self._typed.text, prompt) if prompt is not None else InvalidCount("number")
        if isinstance(event, InvalidCount):
            screen.host.note(event.text(screen.words), "warning")
            return False
        done = screen.do(event)
        if done and prompt is not None and prompt.kind is CountKind.SHEET:
            screen.action_rows(1)
        return done

    def _type(self, character: str) -> None:
        self._change(partial(self._typed.type, character))

    def _change(self, change: Callable[[], None]) -> None:
        """The entry changes; with its first and last character so does what Enter means."""
        before = self._typed.text
        change()
        if self._typed.text == before:
            return
        self._screen.query_one(KeyBar).be_quiet()  # what was wrong with it before
        self._screen.panes.foot.changed()
        if bool(self._typed.text) is not bool(before):
            self._screen.refresh_bindings()
