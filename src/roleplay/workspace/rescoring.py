"""Judging finished attempts by another rubric, or by the current ones, without storing the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.presenting.rescoring import RescoredAttempt
from roleplay.reading.contents import BrokenScene
from roleplay.reading.diagnostics import limit_findings
from roleplay.reading.files import read_regular, unreadable_finding
from roleplay.reading.loader import is_error, load
from roleplay.reading.names import check_rubric
from roleplay.scene.model import Rubric
from roleplay.session.rescoring import Rescorer
from roleplay.workspace.replayer import Replayer

if TYPE_CHECKING:
    from roleplay.reading.contents import Contents
    from roleplay.workspace.workspace import Workspace

#: The diagnostic for a file name that differs from the rubric's id. It is ignored: this year's rubric may be stored
#: next to last year's under another name.
_NAME = "RP017"


def rescore(workspace: Workspace, ids: Sequence[str], rubric: Rubric | None = None) -> Iterator[RescoredAttempt]:
    """The attempts with these ids, oldest first, judged by ``rubric``; by default by the library's current rubrics."""
    store, wanted = workspace.store, set(ids)
    plays = Replayer(workspace.library, store)
    rescorer = (
        Rescorer(workspace.library.contents.rubrics, overlay=False) if rubric is None else Rescorer({rubric.id: rubric})
    )
    for summary in store.history():
        if summary.id not in wanted:
            continue
        record = store.attempt(summary.id)
        attempt = None if record is None else plays.attempt(record)
        original = summary.earlier or summary.result
        title = None if attempt is None else attempt.bundle.scenario.title
        names = {} if attempt is None else {name: move.name for name, move in attempt.bundle.moves.items()}
        yield RescoredAttempt(summary, title, original, None if attempt is None else rescorer.rescored(attempt), names)


def rubric_of(path: Path, contents: Contents) -> Rubric | None:
    """The rubric in a file, with its moves checked against the library; ``None`` if it contains something else.

    Raises `BrokenScene` with its errors.
    """
    try:
        content = read_regular(path)
    except OSError as error:
        raise BrokenScene([unreadable_finding(path, error)]) from None
    file = load(content, str(path))
    rubric = file.draft
    findings = [finding for finding in file.diagnostics if finding.code != _NAME]
    if isinstance(rubric, Rubric):
        findings += check_rubric(rubric, contents.shared, file.document)
    errors = limit_findings(filter(is_error, findings))
    if errors and file.kind in ("rubric", ""):
        raise BrokenScene(errors)
    return rubric if isinstance(rubric, Rubric) else None
