"""Rows of the record as values, and values as rows. Each function here is one part of a transaction of the store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from roleplay.reading.contents import Source
from roleplay.records.model import (
    AnsweredGoal,
    AttemptRecord,
    AttemptResult,
    AttemptSummary,
    DecisionRecord,
    GoalAnswer,
    SourceRef,
)

if TYPE_CHECKING:
    from roleplay.session import Decision

_DECISION = "seq, position, node, choice, shown, language, own_words, sure, guess, at, undone_at"
_ATTEMPT = (
    "a.id, a.scenario_id, a.bundle, a.seed, a.mode, a.language, a.personas, a.options, a.started_at, a.ended_at,"
    " a.outcome, a.scoring, a.abandoned_at, a.hints, r.before_score, r.goal, g.goal, g.from_attempt, g.answer, g.at"
)
_FROM = "FROM attempts a LEFT JOIN reflections r ON r.attempt_id = a.id LEFT JOIN goal_answers g ON g.attempt_id = a.id"


def stamp(when: datetime) -> str:
    """A moment as text that sorts by time: UTC, microseconds. A time without a zone is taken as local."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    """The time that `stamp` wrote, if any."""
    return None if text is None else moment(text)


def storable(text: str) -> str:
    """``text`` without half characters, which a terminal can hand us and UTF-8 cannot hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def to_json(value: Any) -> str:
    """JSON on one line, in ASCII: a terminal's half characters pass through it unharmed."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def result_to_json(result: AttemptResult) -> str:
    """A result as it stands in the column ``outcome``; the version of its scoring stands in one of its own."""
    fields = {**result._asdict(), "scores": dict(result.scores)}
    del fields["scoring"]
    return to_json(fields)


def result_from_json(text: str, scoring: int) -> AttemptResult:
    """The result that `result_to_json` wrote."""
    return AttemptResult(**json.loads(text), scoring=scoring)


def bundle_to_json(bundle: Iterable[SourceRef]) -> str:
    """The kind, id and digest of every text that an attempt was played on."""
    return to_json([[ref.kind, ref.id, ref.digest] for ref in bundle])


def insert_attempt(db: sqlite3.Connection, record: AttemptRecord, attempt_id: str) -> None:
    """Write an attempt with its live decisions and what the learner said about it, under ``attempt_id``."""
    result = record.result
    db.execute(
        "INSERT INTO attempts (id, scenario_id, bundle, seed, mode, language, personas, options, started_at,"
        " ended_at, ending, outcome, scoring, abandoned_at, hints)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            attempt_id,
            record.scenario_id,
            bundle_to_json(record.bundle),
            str(record.seed),
            record.mode,
            record.language,
            to_json(dict(record.personas)),
            to_json(dict(record.options)),
            stamp(record.started_at),
            None if record.ended_at is None else stamp(record.ended_at),
            None if result is None else result.ending,
            None if result is None else result_to_json(result),
            1 if result is None else result.scoring,
            None if record.abandoned_at is None else stamp(record.abandoned_at),
            record.hints,
        ),
    )
    for row in record.kept:
        insert_decision(db, attempt_id, row.position, row.decision, row.at)
    if record.before_score is not None or record.goal is not None:
        at = stamp(record.last_at)
        db.execute(
            "INSERT INTO reflections (attempt_id, before_score, goal, at, goal_at) VALUES (?, ?, ?, ?, ?)",
            (attempt_id, record.before_score, record.goal, at, None if record.goal is None else at),
        )
    if record.answered is not None:
        insert_answer(db, attempt_id, record.answered)


def insert_answer(db: sqlite3.Connection, attempt_id: str, answered: AnsweredGoal) -> None:
    """Keep what was answered about a goal in an attempt; it is asked once, so a first answer stays."""
    db.execute(
        "INSERT OR IGNORE INTO goal_answers (attempt_id, from_attempt, goal, answer, at) VALUES (?, ?, ?, ?, ?)",
        (attempt_id, answered.from_attempt, answered.goal, answered.answer.value, stamp(answered.at)),
    )


def insert_decision(db: sqlite3.Connection, attempt_id: str, position: int, decision: Decision, at: datetime) -> None:
    """Write a decision at its ``position`` in the attempt, from 0."""
    own_words = None if decision.own_words is None else storable(decision.own_words)
    db.execute(
        "INSERT INTO decisions (attempt_id, position, node, choice, at, shown, language, own_words, sure, guess)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            attempt_id,
            position,
            decision.node,
            decision.choice,
            stamp(at),
            to_json(list(decision.shown)),
            decision.language,
            own_words,
            decision.sure,
            decision.guess,
        ),
    )


def decisions_of(db: sqlite3.Connection, attempt_id: str) -> list[DecisionRecord]:
    """The whole journal of an attempt, as it happened, with what was taken back."""
    from roleplay.session import Decision  # a list of scenes shows what was played and plays nothing

    rows = db.execute(f"SELECT {_DECISION} FROM decisions WHERE attempt_id = ? ORDER BY seq", (attempt_id,))
    return [
        DecisionRecord(
            seq,
            position,
            moment(at),
            Decision(
                choice=choice,
                language=language,
                own_words=own_words,
                sure=sure,
                guess=guess,
                node=node,
                shown=tuple(json.loads(shown)),
            ),
            moment_or_none(undone),
        )
        for seq, position, node, choice, shown, language, own_words, sure, guess, at, undone in rows
    ]


def attempt_of(db: sqlite3.Connection, attempt_id: str) -> AttemptRecord | None:
    """The attempt with its live decisions; ``None`` where there is none of that id."""
    row = db.execute(f"SELECT {_ATTEMPT} {_FROM} WHERE a.id = ?", (attempt_id,)).fetchone()
    return None if row is None else _attempt(db, row)


def unfinished(db: sqlite3.Connection) -> list[AttemptRecord]:
    """Attempts neither ended nor abandoned, the one last played first."""
    rows = db.execute(
        f"SELECT {_ATTEMPT} {_FROM} WHERE a.ended_at IS NULL AND a.abandoned_at IS NULL ORDER BY a.rowid DESC"
    ).fetchall()
    attempts = [_attempt(db, row) for row in rows]
    return sorted(attempts, key=lambda attempt: attempt.last_at, reverse=True)


def _attempt(db: sqlite3.Connection, row: tuple[Any, ...]) -> AttemptRecord:
    (id_, scenario_id, bundle, seed, mode, language, personas, options, started, ended, outcome, scoring, abandoned,
     hints, before_score, goal, *answered) = row  # fmt: skip
    journal = decisions_of(db, id_)
    live = tuple(row for row in journal if row.undone_at is None)
    return AttemptRecord(
        id=id_,
        scenario_id=scenario_id,
        bundle=tuple(SourceRef(*ref) for ref in json.loads(bundle)),
        seed=int(seed),
        mode=mode,
        language=language,
        personas=json.loads(personas),
        options=json.loads(options),
        started_at=moment(started),
        kept=live,
        taken_back=len(journal) - len(live),
        hints=hints,
        ended_at=moment_or_none(ended),
        result=None if outcome is None else result_from_json(outcome, scoring),
        abandoned_at=moment_or_none(abandoned),
        before_score=before_score,
        goal=goal,
        answered=None if answered[0] is None else _answered(*answered),
    )


def _answered(goal: str, from_attempt: str, answer: str, at: str) -> AnsweredGoal:
    return AnsweredGoal(goal, from_attempt, GoalAnswer(answer), moment(at))


def finished(db: sqlite3.Connection, scenario_id: str | None) -> list[AttemptSummary]:
    """Finished attempts at one scene, or at all, oldest first."""
    rows = db.execute(
        "SELECT a.id, scenario_id, mode, language, started_at, ended_at, a.outcome, a.scoring, e.outcome,"
        " max(e.scoring) FROM attempts a LEFT JOIN earlier_results e ON e.attempt_id = a.id"
        " WHERE ended_at IS NOT NULL AND (?1 IS NULL OR scenario_id = ?1) GROUP BY a.rowid ORDER BY ended_at, a.rowid",
        (scenario_id,),
    )
    return [
        AttemptSummary(
            id=id_,
            scenario_id=scene,
            mode=mode,
            language=language,
            started_at=moment(started),
            ended_at=moment(ended),
            result=result_from_json(outcome, scoring),
            earlier=None if earlier is None else result_from_json(earlier, earlier_scoring),
        )
        for id_, scene, mode, language, started, ended, outcome, scoring, earlier, earlier_scoring in rows
    ]


def insert_sources(db: sqlite3.Connection, sources: Mapping[str, Source]) -> None:
    """Keep texts by digest; one that is there already stays as it is."""
    db.executemany(
        "INSERT OR IGNORE INTO sources (digest, kind, name, text) VALUES (?, ?, ?, ?)",
        [(digest, source.kind, source.id, storable(source.text)) for digest, source in sources.items()],
    )


def source(db: sqlite3.Connection, digest: str) -> str | None:
    """The text of that digest, where it is kept."""
    row = db.execute("SELECT text FROM sources WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else str(row[0])


def setting(db: sqlite3.Connection, key: str) -> str | None:
    """The value of a setting, where it was ever set."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def set_setting(db: sqlite3.Connection, key: str, value: str) -> None:
    """Keep the value of a setting in place of the one before."""
    db.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, storable(value)),
    )
