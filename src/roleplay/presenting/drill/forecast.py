"""What is worked out of a drill and kept: the values of its story's states, and the class debrief."""

from __future__ import annotations

from roleplay.drill.progress import Ahead, ahead
from roleplay.drill.room import Room
from roleplay.engine.story import Story
from roleplay.exploration.way_lengths import WayLengths
from roleplay.locales import Catalogue
from roleplay.presenting.drill.class_debrief import ClassDebrief, class_debrief
from roleplay.presenting.facts.debrief import TOO_MANY, Foresight, foresight
from roleplay.session import Attempt


def worked_out(attempt: Attempt) -> tuple[Foresight, WayLengths | None]:
    """The values of a story's states and the lengths of its ways; takes from some milliseconds to some seconds."""
    values = foresight(attempt)
    return values, None if values is None or values is TOO_MANY else WayLengths(values.graph)


class Forecast:
    """Nothing here is worked out twice. Another cast makes another story, of which nothing is known yet."""

    def __init__(self, room: Room) -> None:
        self._room = room
        #: the story that is known or being worked out, and what came of it
        self._story: Story | None = None
        self._foresight: Foresight = None
        self._lengths: WayLengths | None = None
        #: the last debrief, by the language and the knowledge that it was made with
        self._debrief: tuple[Catalogue, Foresight, ClassDebrief] | None = None

    @property
    def ahead(self) -> Ahead | None:
        """The rounds that follow; ``None`` where they are not known, or none does."""
        values = self.foresight
        if values is None or values is TOO_MANY or self._lengths is None:
            return None
        return ahead(self._room, values, self._lengths)

    @property
    def foresight(self) -> Foresight:
        """The values of the story's states, once they are known."""
        return self._foresight if self._story is self._room.origin.story else None

    def begin(self) -> Attempt | None:
        """What `foresight` is to be asked about now, in a thread; ``None``: nothing, or somebody is at it."""
        if self._story is self._room.origin.story:
            return None
        self._story, self._foresight = self._room.origin.story, None
        return self._room.origin

    def finish(self, attempt: Attempt, foresight: Foresight, lengths: WayLengths | None) -> bool:
        """It has been worked out; whether it is still wanted."""
        if self._story is not attempt.story:
            return False
        self._foresight, self._lengths = foresight, lengths
        return True

    def forget_debrief(self) -> None:
        """Something happened: the debrief is another one."""
        self._debrief = None

    def debrief(self, words: Catalogue) -> ClassDebrief:
        """The class debrief with what is known now."""
        key = (words, self.foresight)
        if self._debrief is None or self._debrief[:2] != key:
            self._debrief = (*key, class_debrief(self._room, words, self.foresight))
        return self._debrief[2]
