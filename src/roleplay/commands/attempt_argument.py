"""The attempts that the command line names by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from roleplay.records.model import AttemptRecord
    from roleplay.workspace.workspace import Workspace


def attempt_id_of(word: str, ids: Iterable[str]) -> str:
    """The id that ``word`` means: the first letters of it will do.

    Raises `CommandError` where there is no such attempt, or several.
    """
    from roleplay.presenting.history import meant_by

    meant = meant_by(word, ids)
    if not meant:
        raise CommandError("no_attempt", name=word)
    if len(meant) > 1:
        raise CommandError("several_attempts", name=word, count=len(meant))
    return meant[0]


def finished_attempt(workspace: Workspace, word: str) -> AttemptRecord:
    """The finished attempt that ``word`` names. Raises `CommandError`."""
    id_ = attempt_id_of(word, [summary.id for summary in workspace.store.history()])
    record = workspace.store.attempt(id_)
    if record is None:  # damaged, which is told beside
        raise CommandError("no_attempt", name=word)
    return record
