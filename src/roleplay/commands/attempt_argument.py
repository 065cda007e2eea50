"""The attempts that the command line names by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from roleplay.records.model import AttemptRecord
    from roleplay.workspace.workspace import Workspace


def attempt_id_of(word: str, ids: Iterable[str]) -> str:
    """The id that ``word`` means; its first letters are enough.

    Raises `CommandError` if there is no such attempt, or several.
    """
    from roleplay.presenting.history import matching_ids

    meant = matching_ids(word, ids)
    if not meant:
        raise CommandError("no_attempt", name=word)
    if len(meant) > 1:
        raise CommandError("several_attempts", name=word, count=len(meant))
    return meant[0]


def finished_attempt(workspace: Workspace, word: str) -> AttemptRecord:
    """The finished attempt that ``word`` names. Raises `CommandError`."""
    id_ = attempt_id_of(word, [summary.id for summary in workspace.store.history()])
    record = workspace.store.attempt(id_)
    if record is None:  # damaged, which is reported separately
        raise CommandError("no_attempt", name=word)
    return record


def chosen_attempts(workspace: Workspace, letters: Sequence[str], scene: str) -> list[str]:
    """The ids of the selected finished attempts, oldest first: those named by their first letters, else all.

    With the id of a ``scene``, only attempts at that scene. Raises `CommandError` if a name matches no attempt, or if
    there are none at all.
    """
    finished = [summary for summary in workspace.store.history() if scene in ("", summary.scenario_id)]
    if not finished:
        raise CommandError("none_finished_at", name=scene) if scene else CommandError("none_finished")
    ids = [summary.id for summary in finished]
    if scene:
        _check_other_scenes(letters, scene, ids, workspace)
    named = {attempt_id_of(word, ids) for word in letters} or set(ids)
    return [id_ for id_ in ids if id_ in named]


def _check_other_scenes(letters: Sequence[str], scene: str, ids: Sequence[str], workspace: Workspace) -> None:
    """Raises `CommandError` if a named attempt was finished, but at another scene."""
    from roleplay.presenting.history import matching_ids

    all_ids = [summary.id for summary in workspace.store.history()]
    for word in letters:
        if not matching_ids(word, ids) and matching_ids(word, all_ids):
            raise CommandError("not_at_scene", name=word, scene=scene)
