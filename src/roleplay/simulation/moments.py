"""What a player who does not read for meaning goes by: the moments of a story, and what would be taken at each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from roleplay.engine import Passage, State
from roleplay.engine.view import says
from roleplay.scene.model import MAX_LINES
from roleplay.scene.text import Text

_ALL = tuple(tuple(range(count)) for count in range(MAX_LINES + 1))


class Moment:
    """What such a player sees of a decision: the lines, and what they answer. `Moments` makes equal ones the same."""

    __slots__ = ("able", "passage", "reply", "says")

    def __init__(self, passage: Passage, able: tuple[str, ...], heard: Text | None, reply: Text | None = None) -> None:
        self.passage = passage
        #: the choices that may be made, in the order of the file
        self.able = able
        self.says = heard
        #: the answer to the line before, only for whoever goes by it (`Policy.hears_replies`)
        self.reply = reply


#: The places of the lines that somebody would take at a moment; they are the same to him.
Options = Callable[[Moment], tuple[int, ...]]


class Policy(NamedTuple):
    """Whoever plays."""

    options: Options
    #: the words that his guesses depend on, beside the seed of each play
    words: tuple[str, ...]
    #: whether he goes by the answer to his last line as well, and not only by what is said next
    hears_replies: bool = False


def anything(moment: Moment) -> tuple[int, ...]:
    """What chance would take: any line."""
    return _ALL[len(moment.able)]


class Moments:
    """The moments of a story, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...], Text | None, Text | None], Moment] = {}

    def at(self, state: State, able: tuple[str, ...]) -> Moment:
        """The moment of a state in which ``able`` can be said, without the answer to the line before."""
        return self._the(state.passage, able, says(state), None)

    def after(self, reply: Text | None, moment: Moment) -> Moment:
        """A moment, with the answer to the line before."""
        return moment if reply is None else self._the(moment.passage, moment.able, moment.says, reply)

    def _the(self, passage: Passage, able: tuple[str, ...], heard: Text | None, reply: Text | None) -> Moment:
        what = (passage.id, able, heard, reply)
        moment = self._known.get(what)
        if moment is None:
            moment = self._known[what] = Moment(passage, able, heard, reply)
        return moment
