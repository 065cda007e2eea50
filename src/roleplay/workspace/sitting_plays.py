"""The plays at the scenes of a sitting: the one that counts is the attempt that an event of the sitting names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from roleplay.workspace import attempts

if TYPE_CHECKING:
    from roleplay.records.model import AttemptRecord
    from roleplay.scene.forms import FormItem
    from roleplay.session import Attempt, Setup
    from roleplay.workspace.workspace import Workspace


class SittingPlays:
    """Begins them and goes on with them. Of two programs at one scene the first counts, and the other is told."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._played: str | None = None

    def named(self, attempt: str) -> AttemptRecord | None:
        """What bears this id in the record; a play of this program that parted from it bears another by now."""
        return self._workspace.store.attempt(attempt, named=True)

    def marked(self, scene: str, mark: str) -> AttemptRecord | None:
        """The attempt that was begun for a place in a sitting; a kill may have come before an event named it."""
        return attempts.of_sitting(self._workspace.store, scene, mark)

    def begin(
        self, item: FormItem, setup: Setup, language: str, mark: str, name: Callable[[str], str | None]
    ) -> Attempt | None:
        """Begin the scene, or go on with what another program has begun meanwhile.

        ``name`` keeps the event that names the attempt, and returns the id of the one that is named then. Raises
        `UnknownScene` or `BrokenScene`.
        """
        attempt = self._workspace.begin(item.scene, setup, language, mark)
        own = attempt.journal.attempt_id or ""
        counts = name(own)
        if counts in (None, own):
            self._played = own
            return attempt
        self._workspace.store.delete([own])  # nothing was said in it yet
        return None if counts is None else self.go_on(counts)

    def go_on(self, attempt: str) -> Attempt | None:
        """Go on with the attempt that counts; ``None`` where it is gone. Raises `BrokenScene`."""
        self._workspace.store.rejoin(attempt)
        record = self._workspace.store.attempt(attempt)
        self._played = attempt
        return None if record is None else self._workspace.resume(record)

    def take_parted(self) -> bool:
        """Whether what was played here has parted from the attempt that counts; asked for once, it is told."""
        played = self._played
        record = None if played is None else self._workspace.store.attempt(played)
        if record is None or record.id == played:
            return False
        self._played = None
        return True
