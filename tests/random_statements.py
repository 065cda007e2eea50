"""Statements about random plays of a scene, some lines taken back; without a record, which would be slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from roleplay.engine import legal
from roleplay.presenting.xapi.played import played_attempt, scene_text
from roleplay.presenting.xapi.statements import StatementActor, statements
from roleplay.records.model import AttemptRecord, DecisionRecord, SourceRef
from roleplay.scene.model import Bundle
from roleplay.session import Attempt, Decision, Mode, Setup

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Maximum number of lines in a play.
_MAX_LINES = 40


def random_statements(bundle: Bundle, plays: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The statements about ``plays`` plays, one play after another."""
    text = scene_text(bundle, (SourceRef("scenario", bundle.scenario.id, "ab" * 32),), {})
    for number in range(plays):
        record, journal = _play(bundle, Random(f"{bundle.scenario.id} {seed} {number}"), f"attempt-{number}")
        yield from statements(played_attempt(text, record, journal), StatementActor("learner", "tests", own_words=True))


def _play(bundle: Bundle, dice: Random, name: str) -> tuple[AttemptRecord, list[DecisionRecord]]:
    languages = bundle.scenario.languages
    attempt = Attempt(bundle, Setup(dice.randrange(1 << 60), Mode.GUIDED))
    journal: list[DecisionRecord] = []

    def now() -> datetime:
        return BEGUN + timedelta(seconds=7.123456 * len(journal))

    while not attempt.over and legal(attempt.state) and len(journal) < _MAX_LINES:
        choice = dice.choice(legal(attempt.state))
        words = dice.choice((None, "我会说：“您先坐。”\n<b>&amp;"))
        attempt.say(Decision(choice, dice.choice(languages), words, dice.choice((None, 1, 3))))
        journal.append(DecisionRecord(len(journal), attempt.turn - 1, now(), attempt.decisions[-1]))
        if attempt.may_take_back and dice.random() < 0.2:
            attempt.take_back()
            journal[-1] = journal[-1]._replace(undone_at=now())
    kept = tuple(row for row in journal if row.undone_at is None)
    record = AttemptRecord(
        id=name,
        scenario_id=bundle.scenario.id,
        bundle=(),
        seed=attempt.setup.seed,
        mode="guided",
        language=languages[0],
        personas={},
        options={},
        started_at=BEGUN,
        kept=kept,
        taken_back=len(journal) - len(kept),
        ended_at=now() if attempt.over else None,
        abandoned_at=None if attempt.over else now(),
    )
    return record, journal
