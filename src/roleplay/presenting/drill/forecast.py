"""Cached results for a drill that are expensive to compute: the values of its story's states, the class debrief."""

from __future__ import annotations

from roleplay.drill.progress import RoundsAhead, rounds_ahead
from roleplay.drill.room import Room
from roleplay.engine.story import Story
from roleplay.exploration.way_lengths import WayLengths
from roleplay.locales import Catalogue
from roleplay.presenting.drill.class_debrief import ClassDebrief, class_debrief
from roleplay.presenting.facts.debrief import TOO_MANY, Foresight, foresight
from roleplay.session import Attempt


def compute_forecast(attempt: Attempt) -> tuple[Foresight, WayLengths | None]:
    """The values of a story's states and the lengths of its paths; takes milliseconds to seconds."""
    values = foresight(attempt)
    return values, None if values is None or values is TOO_MANY else WayLengths(values.graph)


class Forecast:
    """Computes nothing twice. A change of cast makes a new story, for which nothing is known yet."""

    def __init__(self, room: Room) -> None:
        self._room = room
        #: the story that is computed or being computed, and the results
        self._story: Story | None = None
        self._foresight: Foresight = None
        self._lengths: WayLengths | None = None
        #: the last debrief, with the language and foresight it was made with
        self._debrief: tuple[Catalogue, Foresight, ClassDebrief] | None = None

    @property
    def ahead(self) -> RoundsAhead | None:
        """The remaining rounds; ``None`` if they are unknown or there are none."""
        values = self.foresight
        if values is None or values is TOO_MANY or self._lengths is None:
            return None
        return rounds_ahead(self._room, values, self._lengths)

    @property
    def foresight(self) -> Foresight:
        """The values of the story's states, once they are known."""
        return self._foresight if self._story is self._room.origin.story else None

    def begin(self) -> Attempt | None:
        """The attempt to pass to `compute_forecast`, in a thread; ``None`` if that is done or under way."""
        if self._story is self._room.origin.story:
            return None
        self._story, self._foresight = self._room.origin.story, None
        return self._room.origin

    def finish(self, attempt: Attempt, foresight: Foresight, lengths: WayLengths | None) -> bool:
        """Take the results for ``attempt``. Return whether they were still wanted."""
        if self._story is not attempt.story:
            return False
        self._foresight, self._lengths = foresight, lengths
        return True

    def forget_debrief(self) -> None:
        """Discard the cached debrief, because the room has changed."""
        self._debrief = None

    def debrief(self, words: Catalogue) -> ClassDebrief:
        """The class debrief, with the foresight known so far."""
        key = (words, self.foresight)
        if self._debrief is None or self._debrief[:2] != key:
            self._debrief = (*key, class_debrief(self._room, words, self.foresight))
        return self._debrief[2]
