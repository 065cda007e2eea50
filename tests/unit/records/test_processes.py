"""Kills and concurrent programs, with real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.records.store import RecordStore

from .conftest import clock, decision, new_attempt, result

WRITER = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from roleplay.reading.contents import Source
from roleplay.reading.files import digest
from roleplay.records.model import NewAttempt
from roleplay.records.store import RecordStore
from roleplay.session import Decision

folder, name, count, attempt = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
store = RecordStore.open(folder, now=lambda: datetime.now(timezone.utc))
assert store.saving, store.problem
text = Source("scenario", name, digest(name.encode()), name)
attempt = attempt or store.begin(NewAttempt(name, (text,), 1, "practice", "zh"))
print(attempt, flush=True)
for number in range(count):
    store.decide(attempt, Decision(f"{name}{number}", "zh"))
    assert store.saving, store.problem
    print(number, flush=True)
    if sys.argv[5:]:
        sys.stdin.readline()
"""


def writer(folder: Path, name: str, count: int, attempt: str = "", *, step: bool = False) -> subprocess.Popen[str]:
    source = Path(__file__).parents[3] / "src"
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count), attempt, *(["step"] if step else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(source)},
    )


def choices(store: RecordStore, attempt_id: str) -> list[str]:
    attempt = store.attempt(attempt_id)
    assert attempt is not None
    return [decision.choice for decision in attempt.decisions]


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("after", [1, 2, 5])
def test_nothing_is_lost_by_a_kill_after_a_decision(folder: Path, after: int) -> None:
    with writer(folder, "k", 50, step=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        attempt_id = process.stdout.readline().strip()
        for number in range(after):
            assert process.stdout.readline().strip() == str(number)
            if number < after - 1:
                process.stdin.write("\n")
                process.stdin.flush()
        process.kill()
        process.wait()
    with RecordStore.open(folder, now=clock()) as store:
        assert store.problem is None
        (attempt,) = store.unfinished()
        assert attempt.id == attempt_id
        assert [decision.choice for decision in attempt.decisions] == [f"k{number}" for number in range(after)]
        store.decide(attempt_id, decision(after))


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_confirmed_decisions_survive_a_kill_at_any_instant(folder: Path) -> None:
    with writer(folder, "k", 5000) as process:
        assert process.stdout is not None
        attempt_id = process.stdout.readline().strip()
        for _ in range(40):
            confirmed = int(process.stdout.readline())
        process.kill()
        confirmed = max([confirmed, *(int(line) for line in process.stdout.read().split("\n")[:-1])])
    with RecordStore.open(folder, now=clock()) as store:
        assert store.problem is None
        recorded = choices(store, attempt_id)
        assert recorded == [f"k{number}" for number in range(len(recorded))]
        assert confirmed + 1 <= len(recorded) <= confirmed + 2


def test_two_processes_at_once_keep_both_records(folder: Path) -> None:
    """Also at the very first start, when both want to create the record."""
    pair = [writer(folder, name, 30) for name in ("a", "b")]
    ids = []
    for process in pair:
        out, _ = process.communicate()
        assert process.returncode == 0
        ids.append(out.split()[0])
    with RecordStore.open(folder, now=clock()) as store:
        assert store.problem is None
        for name, attempt_id in zip("ab", ids, strict=True):
            assert choices(store, attempt_id) == [f"{name}{number}" for number in range(30)]


def test_two_stores_that_continue_one_attempt_make_it_two(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as here, RecordStore.open(folder, now=clock()) as other:
        attempt_id = here.begin(new_attempt())
        here.decide(attempt_id, decision(0))
        assert [attempt.id for attempt in other.unfinished()] == [attempt_id]
        other.decide(attempt_id, decision(1))  # continues the same attempt
        here.decide(attempt_id, decision(2))  # does not know about it
        here.decide(attempt_id, decision(3))
        other.decide(attempt_id, decision(4))
        assert choices(here, attempt_id) == ["c0", "c2", "c3"]
        assert choices(other, attempt_id) == ["c0", "c1", "c4"]
        here.finish(attempt_id, result())
        assert [summary.score for summary in here.history()] == [71.4]
        other.take_back(attempt_id)
        assert choices(other, attempt_id) == ["c0", "c1"]
    with RecordStore.open(folder, now=clock()) as again:
        assert [attempt.id for attempt in again.unfinished()] == [attempt_id]
        assert len(again.history()) == 1


def test_an_attempt_read_before_another_program_continued_it(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as here:
        attempt_id = here.begin(new_attempt())
        here.decide(attempt_id, decision(0))
    with RecordStore.open(folder, now=clock()) as here:
        here.unfinished()  # the screen offers it with one decision
        with writer(folder, "x", 2, attempt_id) as process:
            process.communicate()
        here.decide(attempt_id, decision(5))
        assert choices(here, attempt_id) == ["c0", "c5"]
    with RecordStore.open(folder, now=clock()) as again:
        assert sorted(len(attempt.decisions) for attempt in again.unfinished()) == [2, 3]


def test_reading_again_includes_what_another_program_did(folder: Path) -> None:
    with RecordStore.open(folder, now=clock()) as here, RecordStore.open(folder, now=clock()) as other:
        attempt_id = other.begin(new_attempt())
        here.unfinished()
        other.decide(attempt_id, decision(0))
        here.unfinished()
        here.decide(attempt_id, decision(1))
        assert choices(here, attempt_id) == ["c0", "c1"]
        assert len(here.unfinished()) == 1
