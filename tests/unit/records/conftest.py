from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from roleplay.records.model import Decision, NewAttempt, Result, Source
from roleplay.records.store import RecordStore

SCENE = Source("scenario", "third-repair", "id: third-repair\ntitle: 第三次返修\n")
RUBRIC = Source("rubric", "heat", "id: heat\n")


def new_attempt(scenario_id: str = "third-repair", seed: int = 7) -> NewAttempt:
    return NewAttempt(scenario_id, (SCENE, RUBRIC), seed, "practice", "zh", {"wang": "anxious"}, {"own_words": True})


def decision(number: int) -> Decision:
    return Decision(f"n{number}", f"c{number}", ("b", f"c{number}", "a"), "zh", own_words=f"您坐 {number}", sure=60)


def result(score: float = 71.4, passed: bool = True) -> Result:
    outcome = "success" if passed else "failure"
    return Result("kept", outcome, passed, {"heat": score, "heat.hear": 80.0}, "heat")


def clock() -> Callable[[], datetime]:
    ticks = count()
    return lambda: datetime(2026, 3, 1, 9, 0, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(folder: Path) -> Iterator[RecordStore]:
    with RecordStore.open(folder, now=clock()) as opened:
        yield opened
