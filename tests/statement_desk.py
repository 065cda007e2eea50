"""The desk played in its own record with a simulated clock, and the statements about it for a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from builders import Data
from desk_scene import desk_home
from roleplay.presenting.xapi.names import VERBS, extension, verb_iri
from roleplay.presenting.xapi.statements import StatementActor
from roleplay.session import Attempt, Decision, Mode, Options, Setup
from roleplay.workspace.lrs_statements import attempt_statements, closed_attempts, play_histories
from roleplay.workspace.workspace import Workspace

Statement = dict[str, Any]

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEARNER = "0123456789abcdef0123456789abcdef"
SPEAKER = StatementActor(LEARNER, "spring")


@contextmanager
def desk_workspace(root: Path, *scenes: Data) -> Iterator[Workspace]:
    """A workspace whose clock advances ten seconds whenever it is read."""
    ticks = count()
    home = desk_home(root, *scenes)
    with (
        mock.patch.dict("os.environ", {"ROLEPLAY_HOME": str(home)}),
        mock.patch("roleplay.workspace.workspace.shipped_library", return_value=root / "nothing"),
        closing(Workspace(now=lambda: BEGUN + timedelta(seconds=10 * next(ticks)))) as workspace,
    ):
        yield workspace


def play(workspace: Workspace, *choices: str, mode: Mode = Mode.GUIDED, seed: int = 3, name: str = "desk") -> Attempt:
    """Play these choices; ``-`` takes the last line back, ``pause`` leaves the attempt and resumes it."""
    attempt = workspace.begin(name, Setup(seed, mode, (), Options(own_words=True, ask_sure=True)), "zh")
    for choice in choices:
        if choice == "-":
            attempt.take_back()
        elif choice == "pause":
            record = workspace.store.attempt(attempt.journal.attempt_id or "")
            assert record is not None
            attempt = workspace.resume(record)
        else:
            attempt.say(Decision(choice, "zh", own_words=f"我会说 {choice}", sure=2))
    return attempt


def statements_of(workspace: Workspace, speaker: StatementActor = SPEAKER) -> list[Statement]:
    """The statements about all closed attempts."""
    return [
        statement
        for each in attempt_statements(
            workspace, play_histories(workspace.store, closed_attempts(workspace.store)), speaker
        )
        for statement in each.statements
    ]


def verbs(statements: list[Statement]) -> list[str]:
    """The verbs of the statements, in order."""
    by_iri = {verb_iri(verb): verb for verb in VERBS}
    return [by_iri[statement["verb"]["id"]] for statement in statements]


def ext(statement: Statement, name: str, where: str = "result") -> Any:
    """The extension of a statement with this name; ``None`` if it has none."""
    return statement[where]["extensions"].get(extension(name))
