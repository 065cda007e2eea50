from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from roleplay.reading.contents import Source
from roleplay.reading.files import digest
from roleplay.records.model import AttemptResult, NewAttempt
from roleplay.records.store import RecordStore
from roleplay.session import Decision


def source(kind: str, name: str, text: str) -> Source:
    return Source(kind, name, digest(text.encode()), text)


SCENE = source("scenario", "third-repair", "id: third-repair\ntitle: 第三次返修\n")
RUBRIC = source("rubric", "heat", "id: heat\n")


def new_attempt(scenario_id: str = "third-repair", seed: int = 7) -> NewAttempt:
    return NewAttempt(
        scenario_id=scenario_id,
        bundle=(SCENE, RUBRIC),
        seed=seed,
        mode="practice",
        language="zh",
        personas={"wang": "anxious"},
        options={"own_words": True},
    )


def decision(number: int) -> Decision:
    return Decision(
        choice=f"c{number}",
        language="zh",
        own_words=f"您坐 {number}",
        sure=3,
        node=f"n{number}",
        shown=("b", f"c{number}", "a"),
    )


def result(score: float = 71.4, passed: bool = True) -> AttemptResult:
    outcome = "success" if passed else "failure"
    return AttemptResult("kept", outcome, passed, {"heat": score, "heat.hear": 80.0}, "heat")


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
