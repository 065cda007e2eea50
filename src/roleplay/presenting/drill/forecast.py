"""What is worked out of a drill and kept: the values of its story's states, and the class debrief."""

from __future__ import annotations

from roleplay.drill.room import Room
from roleplay.engine.story import Story
from roleplay.locales import Catalogue
from roleplay.presenting.drill.class_debrief import ClassDebrief, class_debrief
from roleplay.presenting.facts.debrief import Foresight
from roleplay.session import Attempt


class Forecast:
    """Nothing here is worked out twice. Another cast makes another story, of which nothing is known yet."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._found: Foresight = None
        self._story: Story | None = None
        self._looked: tuple[str, Foresight, ClassDebrief] | None = None

    @property
    def foresight(self) -> Foresight:
        """The values of the story's states, once they are known."""
        return self._found if self._story is self._room.origin.story else None

    def to_foresee(self) -> Attempt | None:
        """What `foresight` is to be asked about now, in a thread; ``None``: nothing, or somebody is at it."""
        if self._story is self._room.origin.story:
            return None
        self._story, self._found = self._room.origin.story, None
        return self._room.origin

    def take(self, attempt: Attempt, found: Foresight) -> bool:
        """It has been worked out; whether it is still wanted."""
        if self._story is not attempt.story:
            return False
        self._found = found
        return True

    def forget(self) -> None:
        """Something happened: the debrief is another one."""
        self._looked = None

    def looked_back(self, words: Catalogue) -> ClassDebrief:
        """The class debrief with what is known now."""
        key = (words.language, self.foresight)
        if self._looked is None or self._looked[:2] != key:
            self._looked = (*key, class_debrief(self._room, words, self.foresight))
        return self._looked[2]
