"""The attempts at the scenes of a sitting; the one that counts is the one named by an event of the sitting."""

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
    """Begins and resumes these attempts. If two programs play one scene, the first counts and the other is notified."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._current_id: str | None = None

    def by_id(self, attempt: str) -> AttemptRecord | None:
        """The attempt stored under this id, even if this program played it and diverged under a new id."""
        return self._workspace.store.attempt(attempt, exact_id=True)

    def by_mark(self, scene: str, mark: str) -> AttemptRecord | None:
        """The attempt begun for a place in a sitting; the program may have been killed before an event named it."""
        return attempts.attempt_of_sitting(self._workspace.store, scene, mark)

    def begin(
        self, item: FormItem, setup: Setup, language: str, mark: str, name_attempt: Callable[[str], str | None]
    ) -> Attempt | None:
        """Begin the scene, or resume the attempt that another program began meanwhile.

        ``name_attempt`` records the event that names the attempt, and returns the id of the one that counts after that.
        Returns ``None`` if the attempt that counts is gone. Raises `UnknownScene` or `BrokenScene`.
        """
        attempt = self._workspace.begin(item.scene, setup, language, mark)
        own_id = attempt.journal.attempt_id or ""
        counting_id = name_attempt(own_id)
        if counting_id in (None, own_id):
            self._current_id = own_id
            return attempt
        self._workspace.store.delete([own_id])  # it is still empty
        return None if counting_id is None else self.resume(counting_id)

    def resume(self, attempt: str) -> Attempt | None:
        """Resume the attempt that counts; ``None`` if it is gone. Raises `BrokenScene`."""
        self._workspace.store.rejoin(attempt)
        record = self._workspace.store.attempt(attempt)
        self._current_id = attempt
        return None if record is None else self._workspace.resume(record)

    def pop_divergence(self) -> bool:
        """Whether the attempt played here has diverged from the one that counts; true only once, then reset."""
        played = self._current_id
        record = None if played is None else self._workspace.store.attempt(played)
        if record is None or record.id == played:
            return False
        self._current_id = None
        return True
