"""Simulated learners: plays of different skill, as the journals that learners hand in. Randomness is injected."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import roleplay
from builders import SHARED, Data, SharedTexts, yaml
from roleplay.reading.contents import Source
from roleplay.reading.files import digest
from roleplay.reading.folders import bundle_of
from roleplay.records.journal import JournalAttempt, PortableJournal
from roleplay.records.journal_lines import journal_text
from roleplay.records.model import AttemptRecord, AttemptResult, DecisionRecord, SourceRef
from roleplay.records.practice import PracticeEvent
from roleplay.records.schema import VERSION as SCHEMA
from roleplay.scene.model import Bundle
from roleplay.scoring.version import VERSION as SCORING
from roleplay.session import Attempt, Decision, Mode, Setup

BEGINNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
#: Given an attempt, the id of the line to say next.
Player = Callable[[Attempt], str]


class SimulatedScene(NamedTuple):
    """A scene with the source texts it consists of."""

    id: str
    sources: tuple[Source, ...]

    def attempt(self, seed: int) -> Attempt:
        """A new attempt."""
        return Attempt(self.bundle, Setup(seed, Mode.PRACTICE))

    @property
    def bundle(self) -> Bundle:
        """The bundle of the scene."""
        return bundle_of_sources(self.sources)


@cache
def bundle_of_sources(sources: tuple[Source, ...]) -> Bundle:
    """The bundle of these sources, cached."""
    return bundle_of(sources)


def simulated_scene(data: Data, files: SharedTexts = SHARED) -> SimulatedScene:
    """A scene of `builders` with all its sources."""
    texts = [("scenario", data["id"], yaml(data)), ("moves", "moves", files.moves)]
    texts += [("persona", json.loads(text)["id"], text) for text in files.personas]
    texts += [("rubric", json.loads(text)["id"], text) for text in files.rubrics]
    return SimulatedScene(data["id"], tuple(Source(kind, id, digest(t.encode()), t) for kind, id, t in texts))


def skilled(skill: float, chance: Random) -> Player:
    """A player that says one of the best lines with probability ``skill``, else any line."""

    def say(attempt: Attempt) -> str:
        available = sorted(attempt.judge.judge(attempt.state))
        best = sorted(attempt.judge.best_choices(attempt.state))
        return chance.choice(best if chance.random() < skill else available)

    return say


def simulated_attempt(
    scene: SimulatedScene,
    player: Player,
    id: str,
    *,
    seed: int = 0,
    began: datetime = BEGINNING,
    seconds: float = 30.0,
    language: str = "en",
    most: int = 60,
) -> JournalAttempt:
    """A play to its end with a line every ``seconds``; abandoned after ``most`` lines."""
    attempt, at = scene.attempt(seed), began
    rows: list[DecisionRecord] = []
    while not attempt.over and len(rows) < most:
        at += timedelta(seconds=seconds)
        attempt.say(Decision(player(attempt), language))
        rows.append(DecisionRecord(len(rows) + 1, len(rows), at, attempt.decisions[-1]))
    end, card = attempt.state.passage, attempt.scorecard()
    result = None if end.ending is None else AttemptResult(end.id, end.ending.outcome.value, card.passed)
    record = AttemptRecord(
        id=id,
        scenario_id=scene.id,
        bundle=tuple(SourceRef(source.kind, source.id, source.digest) for source in scene.sources),
        seed=seed,
        mode="practice",
        language=language,
        personas={},
        options={},
        started_at=began,
        kept=tuple(rows),
        ended_at=None if result is None else at,
        result=result,
    )
    return JournalAttempt(record, tuple(rows))


def simulated_journal(
    learner: int,
    attempts: Sequence[JournalAttempt],
    sources: Sequence[Source],
    *,
    name: str | None = None,
    practice: Sequence[PracticeEvent] = (),
) -> PortableJournal:
    """The journal of the learner with this number."""
    return PortableJournal(
        learner=f"{learner:032x}",
        also=(),
        name=name,
        program=roleplay.__version__,
        scoring=SCORING,
        schema=SCHEMA,
        own_words=False,
        anonymous=False,
        attempts=tuple(attempts),
        sources={source.digest: source for source in sources},
        practice=tuple(practice),
    )


def write_journal(folder: Path, name: str, journal: PortableJournal) -> Path:
    """Write a journal to a file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.jsonl"
    path.write_bytes(journal_text(journal).encode())
    return path
