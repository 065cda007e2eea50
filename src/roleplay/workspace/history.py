"""The finished attempts of the record, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from roleplay.presenting.history import EVERY_ATTEMPT, HistoryFilter, PastAttempt, past_attempts
from roleplay.presenting.record_notes import titles
from roleplay.records.model import AttemptSummary, When
from roleplay.workspace.examples import examples_opened

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace


class History:
    """The finished attempts, read from the record once; filtering them does not read it again."""

    def __init__(self, workspace: Workspace, finished: Sequence[AttemptSummary] | None = None) -> None:
        """``finished`` are all finished attempts, oldest first, if they have been read already."""
        self._workspace = workspace
        self.finished = workspace.store.history() if finished is None else finished
        self._examples: Mapping[str, When] = examples_opened(workspace)

    def past(self, language: str, wanted: HistoryFilter = EVERY_ATTEMPT) -> list[PastAttempt]:
        """The attempts that match ``wanted``, the latest first."""
        known = titles(self._workspace.library.entries, language)
        return past_attempts(self.finished, known, self._workspace.words(language), wanted, self._examples)
