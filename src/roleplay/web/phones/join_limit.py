"""How many phones may join from one address, so that one phone cannot fill the room with learners that are none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from roleplay.drill.events.learner import Voter

#: Seconds after which somebody who was held back and has not asked again no longer waits.
_WAITS = 60.0


class JoinLimit:
    """Who joined from where. ``clock`` gives seconds."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        #: phones that may join from one address; ``None``: any number
        self.most: int | None = most
        self._clock = clock
        self._by_address: defaultdict[str, set[Voter]] = defaultdict(set)
        self._waiting: dict[Voter, float] = {}

    def may(self, address: str, voter: Voter) -> bool:
        """Whether somebody new may join from there; who may not is remembered as waiting."""
        known = self._by_address.get(address, set())
        if self.most is None or voter in known or len(known) < self.most:
            self._waiting.pop(voter, None)
            return True
        if len(self._waiting) < 1000 or voter in self._waiting:
            self._waiting[voter] = self._clock()
        return False

    def joined(self, address: str, voter: Voter) -> None:
        """Count somebody who came in."""
        self._by_address[address].add(voter)

    @property
    def waiting(self) -> int:
        """How many are held back and still ask."""
        since = self._clock() - _WAITS
        return sum(when >= since for when in self._waiting.values())

    def moved(self) -> None:
        """The room is found elsewhere: whoever was in comes once more."""
        self._by_address.clear()
        self._waiting.clear()

    def let_in(self) -> None:
        """From now on any number may join from one address."""
        self.most = None
        self._waiting.clear()
