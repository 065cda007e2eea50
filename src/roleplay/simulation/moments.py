"""What a player that does not read for meaning sees of a story (moments), and how it chooses (policies)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from roleplay.engine import Passage, State
from roleplay.engine.view import says
from roleplay.scene.model import MAX_LINES
from roleplay.scene.text import Text

_ALL = tuple(tuple(range(count)) for count in range(MAX_LINES + 1))


class Moment:
    """What such a player sees of a decision: the lines, and the text they answer. `Moments` creates equal ones once."""

    __slots__ = ("available", "passage", "reply", "says")

    def __init__(
        self, passage: Passage, available: tuple[str, ...], says: Text | None, reply: Text | None = None
    ) -> None:
        self.passage = passage
        #: the available choices, in the order of the file
        self.available = available
        self.says = says
        #: the reply to the previous line, only for players that use it (`Policy.hears_replies`)
        self.reply = reply


#: The indices of the lines that a player would choose at a moment, with no preference among them.
Options = Callable[[Moment], tuple[int, ...]]


class Policy(NamedTuple):
    """How a player chooses."""

    options: Options
    #: the words that seed its guesses, together with the seed of each play
    words: tuple[str, ...]
    #: whether it uses the reply to its previous line too, not only what is said next
    hears_replies: bool = False


def every_line(moment: Moment) -> tuple[int, ...]:
    """The options of random play: every line."""
    return _ALL[len(moment.available)]


class Moments:
    """The moments of a story; equal ones are created once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...], Text | None, Text | None], Moment] = {}

    def at(self, state: State, available: tuple[str, ...]) -> Moment:
        """The moment of a state with the available choices ``available``, without the reply to the previous line."""
        return self._get_or_create(state.passage, available, says(state), None)

    def after(self, reply: Text | None, moment: Moment) -> Moment:
        """``moment`` with the reply to the previous line, if any."""
        return moment if reply is None else self._get_or_create(moment.passage, moment.available, moment.says, reply)

    def _get_or_create(
        self, passage: Passage, available: tuple[str, ...], says: Text | None, reply: Text | None
    ) -> Moment:
        key = (passage.id, available, says, reply)
        moment = self._known.get(key)
        if moment is None:
            moment = self._known[key] = Moment(passage, available, says, reply)
        return moment
