"""What the facilitator's keys come to: an event, a page of the debrief, part of a count, or something to be said first.

Which keys there are, and where, is `controls` and `keys_now`; here one of them is pressed.
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
from roleplay.presenting.drill.controls import Digits, digits, picked, picks
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.typed_counts import InvalidCount, event_of


class UnusedKey(NamedTuple):
    """It does nothing now, and why is to be said."""

    action: str


class TurnTo(NamedTuple):
    """Another page of the debrief, from 0."""

    page: int


class Caution(NamedTuple):
    """Nothing is done; this is said first."""

    text: str


class Shows(Enum):
    """What looks otherwise now, without any event."""

    NOTHING = auto()
    #: what is being typed
    ENTRY = auto()
    #: what lies on the board
    BOARD = auto()
    ALL = auto()


#: What keys come to.
Meaning: TypeAlias = FacilitatorEvent | UnusedKey | TurnTo | Caution | Shows


class Keyboard:
    """The keys of a drill. What is typed and turned to stands in the display; the room is changed by nobody here."""

    def __init__(self, view: DrillDisplay) -> None:
        self._view = view
        self._room = view.room
        self._typed = view.typed

    # -- digits and counts -----------------------------------------------------------

    def digit(self, number: int, words: Catalogue) -> Meaning:
        """A digit: a line, a vote, a page, or part of a count."""
        kind = digits(self._room)
        if kind is Digits.NOTHING and self._counts(words):
            return self._type(str(number))
        if not 1 <= number <= picks(self._room, self._view.pages(words)):
            return UnusedKey("digit")
        if kind is Digits.PAGE:
            return TurnTo(number - 1)
        return picked(self._room, number) or Shows.NOTHING

    def click(self, number: int, words: Catalogue) -> Meaning:
        """A click on a line is its digit; on a criterion of a sheet it goes there."""
        if self._room.phase is Phase.SHEETS:
            self._view.criterion = number - 1
            return Shows.BOARD
        return Shows.NOTHING if digits(self._room) in (Digits.CLICK, Digits.NOTHING) else self.digit(number, words)

    def gap(self, sign: str, words: Catalogue) -> Meaning:
        """What stands between two numbers, or for a table that has not decided."""
        return self._type(sign) if self._counts(words) else UnusedKey("gap")

    def space(self, words: Catalogue) -> Meaning:
        """Between two numbers a gap; the next step only where no number can be meant."""
        if self._typed.text:
            return self._type(" ")
        if self._counts(words) or digits(self._room) not in (Digits.NOTHING, Digits.PAGE):
            return UnusedKey("space")
        return self.next(words)

    def erase(self) -> Meaning:
        """The last character was none, or the last press of a keypad."""
        if self._typed.text:
            return self._change(self._typed.erase)
        return f.Unclick() if digits(self._room) is Digits.CLICK else UnusedKey("erase")

    def clear(self) -> Meaning:
        """All that was typed was none."""
        return self._change(self._typed.clear)

    def enter(self, words: Catalogue) -> Meaning:
        """Take the counts that were typed, if there are any."""
        if not self._typed.text:
            return Shows.NOTHING
        prompt = self._view.prompt(words)
        event = event_of(self._typed.text, prompt) if prompt is not None else InvalidCount("number")
        return Caution(event.text(words)) if isinstance(event, InvalidCount) else event

    def _counts(self, words: Catalogue) -> bool:
        """Whether counts are asked for."""
        return self._view.prompt(words) is not None

    def _type(self, character: str) -> Meaning:
        return self._change(partial(self._typed.type, character))

    def _change(self, change: Callable[[], None]) -> Meaning:
        before = self._typed.text
        change()
        return Shows.NOTHING if self._typed.text == before else Shows.ENTRY

    # -- on and back -----------------------------------------------------------------

    def next(self, words: Catalogue) -> Meaning:
        """Take the counts that were typed, else go on."""
        if self._typed.text:
            return self.enter(words)
        if self._room.phase is not Phase.DEBRIEF:
            return self.close_vote(words)
        page = self._view.page + 1
        return TurnTo(page) if page < self._view.pages(words) else UnusedKey("next")

    def close_vote(self, words: Catalogue) -> Meaning:
        """Go on; where nobody has voted, written or graded, when that is asked for twice."""
        empty = self._view.ask_first()
        return Caution(words(f"drill.empty.{empty}")) if empty else f.Next()

    def back(self) -> Meaning:
        """The page before, else undo."""
        in_debrief = self._room.phase is Phase.DEBRIEF and self._view.page
        return TurnTo(self._view.page - 1) if in_debrief else f.Back()

    # -- lines, and what lies over them ------------------------------------------------

    def contrast(self) -> Meaning:
        """What another line would have done: the next by votes."""
        other = runner_up(self._room)
        return Shows.NOTHING if other is None else f.Contrast(other)

    def read_lines(self, words: Catalogue) -> Meaning:
        """Read the room's lines before they are shown to it; all see this screen, so it is asked for twice."""
        return Caution(words("drill.own.read")) if self._view.read_lines() else Shows.ALL

    def show_words(self) -> Meaning:
        """Show more of the room's lines, or none any more."""
        self._view.put_away()
        return f.ShowWords(self._room.unshown > 0 or not self._room.words_shown)

    def pause(self) -> Meaning:
        """Pause, or take away whatever lies over everything."""
        return f.Cover(Veil.PAUSE if self._room.veil is Veil.NONE else Veil.NONE)

    def blank(self) -> Meaning:
        """Blank the screen, or no longer."""
        return f.Cover(Veil.NONE if self._room.veil is Veil.BLANK else Veil.BLANK)

    def uncover(self) -> Meaning:
        """Take away what lies over it, or what was typed."""
        if self._room.veil is not Veil.NONE:
            return f.Cover(Veil.NONE)
        return Shows.ALL if self._view.put_away() else self.clear()
