"""The time for history and progress with a thousand attempts in the record."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import past_screens
from benchmarks.figures import figure
from roleplay.engine import legal
from roleplay.engine.machine import chance
from roleplay.presenting.due import due
from roleplay.presenting.history import HistoryFilter, past_attempts
from roleplay.presenting.progress import progress, progress_rows
from roleplay.presenting.record_notes import titles
from roleplay.records.model import AttemptResult, NewAttempt, PracticeTally
from roleplay.scene.model import MoveKind
from roleplay.scoring.version import VERSION
from roleplay.session import Decision, Setup
from roleplay.text.glyphs import glyphs
from roleplay.workspace.focus import FocusDrill
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.workspace import Workspace

ATTEMPTS = 1_000
RUNS = 15
#: Number of attempts with all their lines, maximum lines of one, and number of drill starts measured on them.
PLAYED, MOST_TURNS, DRILLS = 100, 60, 3


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ROLEPLAY_HOME"] = folder
        _fill(Path(folder))
        workspace = Workspace()
        library, words = workspace.library, workspace.words("en")
        contents, known = library.contents, titles(library.entries, "en")
        read = _times(lambda: workspace.store.history())
        finished = workspace.store.history()
        print(figure(f"history of {ATTEMPTS} read", read))
        listed = _times(lambda: past_attempts(finished, known, words, HistoryFilter()))
        print(figure("  and put into words", listed))

        dated = _times(lambda: due(finished, contents, workspace.now, words))
        print(figure("what is due of them", dated))

        def shown() -> Sequence[object]:
            return progress_rows(progress(workspace.store.history(), contents, words), words, glyphs(), 100)

        print(figure(f"progress of {ATTEMPTS} laid out", _times(shown)))
        beside = _times(lambda: PlanDesk(workspace, finished).sections(words))
        print(figure("  plan, ladder and days beside it", beside))
        _play(workspace)
        drilled = _times(lambda: FocusDrill(workspace, "heat.hear", "en").next_try(), DRILLS)
        print(figure(f"where a focus drill begins, of {PLAYED} played", drilled))
        workspace.close()
    past_screens.main(_fill, RUNS)


def _play(workspace: Workspace) -> None:
    """Play attempts at random, for a focus drill to replay."""
    entries = [entry for entry in workspace.library.entries if entry.problem is None]
    for number in range(PLAYED):
        attempt = workspace.begin(entries[number % len(entries)].id, Setup(number), "en")
        while not attempt.over and attempt.turn < MOST_TURNS:
            available = legal(attempt.state)
            attempt.say(Decision(available[chance(number, str(attempt.turn)) % len(available)], "en"))


def _fill(home: Path) -> None:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    hours = iter(range(10**9))  # attempts spread over 250 days, since what is due depends on days
    workspace = Workspace(now=lambda: start + timedelta(hours=6 * next(hours)))
    poor = [move.id for move in workspace.library.contents.moves.values() if move.kind is MoveKind.POOR]
    entries = [entry for entry in workspace.library.entries if entry.problem is None]
    rubrics = workspace.library.contents.rubrics
    for number in range(ATTEMPTS):
        entry = entries[number % len(entries)]
        refs = [f"{name}.{criterion.id}" for name in entry.rubrics for criterion in rubrics[name].criteria]
        scores = {ref: float((number * 7 + index * 13) % 101) for index, ref in enumerate([*entry.rubrics, *refs])}
        attempt = workspace.store.begin(NewAttempt(entry.id, (), number, "practice", "en"))
        offered = [poor[(number * 3 + index) % len(poor)] for index in range(8)]
        moves_made = dict.fromkeys(offered[:3], (1, 3))
        counted = PracticeTally(moves_made, offered=dict.fromkeys(offered, 2))
        result = AttemptResult("end", "success", number % 2 == 0, scores, entry.rubrics[0], VERSION, counted)
        workspace.store.finish(attempt, result)
    workspace.close()


def _times(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return times
