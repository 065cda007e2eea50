"""A limit on joins per address, so that one phone cannot fill the room with fake learners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from roleplay.drill.events.learner import Voter

#: Seconds after which a phone that was held back and has not asked again no longer counts as waiting.
_WAITS = 60.0


class JoinLimit:
    """The phones that joined, by address. ``clock`` gives seconds."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        #: maximum phones from one address; ``None`` if unlimited
        self.most: int | None = most
        self._clock = clock
        self._by_address: defaultdict[str, set[Voter]] = defaultdict(set)
        self._waiting: dict[Voter, float] = {}

    def may_join(self, address: str, voter: Voter) -> bool:
        """Whether a new phone may join from ``address``; if not, it is remembered as waiting."""
        known = self._by_address.get(address, set())
        if self.most is None or voter in known or len(known) < self.most:
            self._waiting.pop(voter, None)
            return True
        if len(self._waiting) < 1000 or voter in self._waiting:
            self._waiting[voter] = self._clock()
        return False

    def joined(self, address: str, voter: Voter) -> None:
        """Count a phone that joined."""
        self._by_address[address].add(voter)

    @property
    def waiting(self) -> int:
        """The number of phones that are held back and still ask."""
        since = self._clock() - _WAITS
        return sum(when >= since for when in self._waiting.values())

    def moved(self) -> None:
        """Forget everybody, because the server moved to another address and all phones come again."""
        self._by_address.clear()
        self._waiting.clear()

    def let_in(self) -> None:
        """Lift the limit for the rest of the drill."""
        self.most = None
        self._waiting.clear()
