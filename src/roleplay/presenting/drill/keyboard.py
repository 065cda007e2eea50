"""The effect of the facilitator's keys: an event, a page of the debrief, part of a count, or a warning first.

`controls` and `keys_now` say which keys are available; this module says what pressing one does.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import NamedTuple, TypeAlias

from roleplay.drill.events import facilitator as f
from roleplay.drill.events.facilitator import FacilitatorEvent, Veil
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.board import runner_up
from roleplay.presenting.drill.controls import Digits, digit_count, digits, event_of_digit
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.typed_counts import InvalidCount, event_of


class UnusedKey(NamedTuple):
    """The key does nothing now; the screen should say why."""

    action: str


class ShowPage(NamedTuple):
    """Show another page of the debrief, from 0."""

    page: int


class Caution(NamedTuple):
    """Nothing is done yet; show this warning first."""

    text: str


class Redraw(Enum):
    """What to redraw, when a key changed the screen without an event."""

    NOTHING = auto()
    #: the count being typed
    ENTRY = auto()
    #: the board
    BOARD = auto()
    ALL = auto()


#: The effect of a key.
KeyEffect: TypeAlias = FacilitatorEvent | UnusedKey | ShowPage | Caution | Redraw


class Keyboard:
    """The keys of a drill. Typed text and page positions are kept in the display; the room is never changed here."""

    def __init__(self, view: DrillDisplay) -> None:
        self._view = view
        self._room = view.room
        self._typed = view.typed

    # -- digits and counts -----------------------------------------------------------

    def digit(self, number: int, words: Catalogue) -> KeyEffect:
        """Press a digit: a line, a vote, a page, or part of a count."""
        kind = digits(self._room)
        if kind is Digits.NOTHING and self._counts(words):
            return self._type(str(number))
        if not 1 <= number <= digit_count(self._room, self._view.pages(words)):
            return UnusedKey("digit")
        if kind is Digits.PAGE:
            return ShowPage(number - 1)
        return event_of_digit(self._room, number) or Redraw.NOTHING

    def click(self, number: int, words: Catalogue) -> KeyEffect:
        """Click a numbered item: a criterion of a sheet is selected, anything else acts like its digit."""
        if self._room.phase is Phase.SHEETS:
            self._view.criterion = number - 1
            return Redraw.BOARD
        return Redraw.NOTHING if digits(self._room) in (Digits.CLICK, Digits.NOTHING) else self.digit(number, words)

    def gap(self, sign: str, words: Catalogue) -> KeyEffect:
        """Type a separator between numbers, or the dash of a table that has not decided."""
        return self._type(sign) if self._counts(words) else UnusedKey("gap")

    def space(self, words: Catalogue) -> KeyEffect:
        """Type a gap between two numbers; go on only if no number can be meant."""
        if self._typed.text:
            return self._type(" ")
        if self._counts(words) or digits(self._room) not in (Digits.NOTHING, Digits.PAGE):
            return UnusedKey("space")
        return self.next(words)

    def erase(self) -> KeyEffect:
        """Take back the last character, or the last keypad press."""
        if self._typed.text:
            return self._change(self._typed.erase)
        return f.Unclick() if digits(self._room) is Digits.CLICK else UnusedKey("erase")

    def clear(self) -> KeyEffect:
        """Take back everything typed."""
        return self._change(self._typed.clear)

    def enter(self, words: Catalogue) -> KeyEffect:
        """Submit the typed counts, if there are any."""
        if not self._typed.text:
            return Redraw.NOTHING
        prompt = self._view.prompt(words)
        event = event_of(self._typed.text, prompt) if prompt is not None else InvalidCount("number")
        return Caution(event.text(words)) if isinstance(event, InvalidCount) else event

    def _counts(self, words: Catalogue) -> bool:
        """Whether counts can be typed now."""
        return self._view.prompt(words) is not None

    def _type(self, character: str) -> KeyEffect:
        return self._change(partial(self._typed.type, character))

    def _change(self, change: Callable[[], None]) -> KeyEffect:
        before = self._typed.text
        change()
        return Redraw.NOTHING if self._typed.text == before else Redraw.ENTRY

    # -- on and back -----------------------------------------------------------------

    def next(self, words: Catalogue) -> KeyEffect:
        """Submit the typed counts, else go on."""
        if self._typed.text:
            return self.enter(words)
        if self._room.phase is not Phase.DEBRIEF:
            return self.close_vote(words)
        page = self._view.page + 1
        return ShowPage(page) if page < self._view.pages(words) else UnusedKey("next")

    def close_vote(self, words: Catalogue) -> KeyEffect:
        """Go on; if nobody has voted, written or graded, only when the key is pressed a second time."""
        empty = self._view.take_warning()
        return Caution(words(f"drill.empty.{empty}")) if empty else f.Next()

    def back(self) -> KeyEffect:
        """Go to the previous page of the debrief, else undo."""
        in_debrief = self._room.phase is Phase.DEBRIEF and self._view.page
        return ShowPage(self._view.page - 1) if in_debrief else f.Back()

    # -- lines, and what covers them ---------------------------------------------------

    def contrast(self) -> KeyEffect:
        """Show what another line would have done: the next by votes."""
        other = runner_up(self._room)
        return Redraw.NOTHING if other is None else f.Contrast(other)

    def read_lines(self, words: Catalogue) -> KeyEffect:
        """Read the room's lines before they are shown; needs a second press, because everyone sees this screen."""
        return Caution(words("drill.own.read")) if self._view.toggle_reading() else Redraw.ALL

    def show_words(self) -> KeyEffect:
        """Show more of the room's lines, or hide them all."""
        self._view.close_overlays()
        return f.ShowWords(self._room.unshown_lines > 0 or not self._room.words_shown)

    def pause(self) -> KeyEffect:
        """Pause, or remove whatever covers the screen."""
        return f.Cover(Veil.PAUSE if self._room.veil is Veil.NONE else Veil.NONE)

    def blank(self) -> KeyEffect:
        """Blank the screen, or end that."""
        return f.Cover(Veil.NONE if self._room.veil is Veil.BLANK else Veil.BLANK)

    def uncover(self) -> KeyEffect:
        """Remove whatever covers the screen or the board, else what was typed."""
        if self._room.veil is not Veil.NONE:
            return f.Cover(Veil.NONE)
        return Redraw.ALL if self._view.close_overlays() else self.clear()
