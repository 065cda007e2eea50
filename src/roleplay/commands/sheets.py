"""Observers' sheets for ``roleplay report``: completed ones read for an attempt, or empty ones to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.attempt_argument import attempt_id_of, finished_attempt
from roleplay.commands.errors import CommandError

if TYPE_CHECKING:
    from roleplay.scene.observation import ObserverSheet
    from roleplay.session import Attempt
    from roleplay.workspace.workspace import Workspace

#: Maximum size of a sheet in bytes.
_LONGEST = 1_000_000
#: The kind in the first line of a sheet.
_KIND = "observation"


def read_sheets(paths: Sequence[Path], attempt_id: str, workspace: Workspace, language: str) -> list[ObserverSheet]:
    """The sheets for an attempt. Raises `CommandError` with the first finding if one cannot be used."""
    from roleplay.checking.render import as_text
    from roleplay.reading.observations import ObservedTalk, read_attempt_sheet
    from roleplay.scene.observation import ObserverSheet

    if len({path.resolve() for path in paths}) < len(paths):
        raise CommandError("sheet_twice")
    attempt = attempt_named(attempt_id, workspace, language)
    bundle = attempt.bundle
    talk = ObservedTalk(attempt_id, bundle.scenario, bundle.rubrics, attempt.turn)
    sheets: list[ObserverSheet] = []
    for path in paths:
        file = read_attempt_sheet(_content(path), str(path), workspace.library.contents.shared, talk)
        if file.kind not in (_KIND, ""):
            raise CommandError("sheet_none", path=path)
        if not isinstance(file.value, ObserverSheet):
            raise CommandError("sheet_broken", finding=as_text(file.diagnostics[0], language))
        sheets.append(file.value)
    return sheets


def attempt_of_sheets(paths: Sequence[Path], workspace: Workspace) -> list[str]:
    """The id of the attempt that the first sheet names, in a list; empty if it names none.

    Raises `CommandError` if there is no such attempt, or several.
    """
    from roleplay.reading.loader import load
    from roleplay.scene.observation import ObserverSheet

    sheet = load(_content(paths[0]), str(paths[0])).draft
    if not isinstance(sheet, ObserverSheet) or sheet.attempt is None:
        return []
    return [attempt_id_of(sheet.attempt, [summary.id for summary in workspace.store.history()])]


def attempt_named(attempt_id: str, workspace: Workspace, language: str) -> Attempt:
    """A finished attempt, on the text it was played on. Raises `CommandError` if it cannot be replayed."""
    from roleplay.presenting.problems import scene_problem
    from roleplay.reading.contents import BrokenScene

    try:
        return workspace.resume(finished_attempt(workspace, attempt_id))
    except BrokenScene as error:
        raise CommandError("not_replayed", problem=scene_problem(error, workspace.words(language))) from None


def _content(path: Path) -> bytes:
    from roleplay.reading.files import read_regular

    try:
        return read_regular(path, _LONGEST)
    except OSError as error:
        raise CommandError("not_read", path=path, problem=error) from None
