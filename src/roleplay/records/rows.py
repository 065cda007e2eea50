"""Converting between rows of the record and values. Each function here is part of a transaction of the store."""

from __future__ import annotations

import json
import sqlite3
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from roleplay.reading.contents import Source
from roleplay.reading.files import digest as digest_of
from roleplay.records.cells import OFFERED, DamagedCell
from roleplay.records.model import (
    AnsweredGoal,
    AttemptRecord,
    AttemptResult,
    AttemptSummary,
    BranchPoint,
    DecisionRecord,
    SourceRef,
)
from roleplay.records.row_reader import Cells, RowReader

if TYPE_CHECKING:
    from roleplay.session import Decision


def _columns(table: str, names: str) -> tuple[str, ...]:
    return tuple(f"{table}.{name}" for name in names.split(" "))


#: The cells of a decision.
DECISION_COLUMNS = _columns("decisions", "seq position node choice shown language own_words sure guess at undone_at")
#: The cells of an attempt, without its decisions.
ATTEMPT_COLUMNS = (
    *_columns(
        "attempts", "id scenario_id bundle seed mode language personas options started_at ended_at outcome scoring"
    ),
    *_columns("attempts", "abandoned_at hints parent branch_turn"),
    *_columns("reflections", "before_score goal"),
    *_columns("goal_answers", "attempt_id goal from_attempt answer at"),
)
#: The tables these cells come from.
ATTEMPT_TABLES = (
    "FROM attempts LEFT JOIN reflections ON reflections.attempt_id = attempts.id"
    " LEFT JOIN goal_answers ON goal_answers.attempt_id = attempts.id"
)
_SUMMARY = _columns("attempts", "id scenario_id mode language started_at ended_at outcome scoring")
_EARLIER = _columns("earlier_results", "attempt_id scoring outcome")


def stamp(when: datetime) -> str:
    """A time as text that sorts chronologically: UTC, microseconds. A time without a zone is taken as local."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def storable(text: str) -> str:
    """``text`` with lone surrogates replaced: a terminal can pass them to us, but UTF-8 cannot encode them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def to_json(value: Any) -> str:
    """JSON on one line, in ASCII: lone surrogates from a terminal survive it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def result_to_json(result: AttemptResult) -> str:
    """A result as stored in the column ``outcome``; its scoring version has a column of its own."""
    fields = {**result._asdict(), "scores": dict(result.scores)}
    del fields["scoring"], fields["counted"]
    if result.counted is not None:
        poor, sure_wrong, *guessed, offered = result.counted
        fields["counted"] = [dict(poor), dict(sure_wrong), *guessed]
        if offered is not None:
            fields[OFFERED] = dict(offered)
    return to_json(fields)


def bundle_to_json(bundle: Iterable[SourceRef]) -> str:
    """The kind, id and digest of every text an attempt was played on, as stored in the column ``bundle``."""
    return to_json([[ref.kind, ref.id, ref.digest] for ref in bundle])


def insert_attempt(db: sqlite3.Connection, record: AttemptRecord, attempt_id: str) -> None:
    """Write an attempt with its live decisions, reflection and goal answer, under ``attempt_id``."""
    result = record.result
    db.execute(
        "INSERT INTO attempts (id, scenario_id, bundle, seed, mode, language, personas, options, started_at,"
        " ended_at, ending, outcome, scoring, abandoned_at, hints, parent, branch_turn)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            *(record.branch or (None, None)),
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
    """Write the answer about a goal in an attempt; it is asked once, so an existing answer is kept."""
    db.execute(
        "INSERT OR IGNORE INTO goal_answers (attempt_id, from_attempt, goal, answer, at) VALUES (?, ?, ?, ?, ?)",
        (attempt_id, answered.from_attempt, answered.goal, answered.answer.value, stamp(answered.at)),
    )


def insert_decision(db: sqlite3.Connection, attempt_id: str, position: int, decision: Decision, at: datetime) -> None:
    """Write a decision at ``position`` (from 0) in the attempt."""
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


def insert_past_decision(db: sqlite3.Connection, attempt_id: str, row: DecisionRecord) -> None:
    """Write a decision from another record, with its time of being taken back, if any; it gets a new ``seq``."""
    insert_decision(db, attempt_id, row.position, row.decision, row.at)
    if row.undone_at is not None:
        db.execute("UPDATE decisions SET undone_at = ? WHERE seq = last_insert_rowid()", (stamp(row.undone_at),))


def count_hint(db: sqlite3.Connection, attempt_id: str) -> None:
    """Count one more viewed hint of an attempt."""
    db.execute("UPDATE attempts SET hints = hints + 1 WHERE id = ?", (attempt_id,))


def decisions_of(reader: RowReader, attempt_id: str) -> list[DecisionRecord]:
    """All decisions of an attempt in order of time, including those taken back. Raises `DamagedCell`."""
    return [decision_from(cells) for cells in reader.rows(DECISION_COLUMNS, _DECISIONS_OF_ATTEMPT, (attempt_id,))]


def intact_decisions_of(reader: RowReader, attempt_id: str) -> list[DecisionRecord]:
    """Like `decisions_of`, without the decisions that have a damaged cell."""
    return reader.intact_rows(DECISION_COLUMNS, _DECISIONS_OF_ATTEMPT, decision_from, (attempt_id,))


_DECISIONS_OF_ATTEMPT = "FROM decisions WHERE attempt_id = ? ORDER BY seq"


def decision_from(cells: Cells) -> DecisionRecord:
    """The decision in the cells `DECISION_COLUMNS`. Raises `DamagedCell`."""
    from roleplay.session import Decision  # late: listing scenes reads the record but plays nothing

    return DecisionRecord(
        cells["decisions.seq"],
        cells["decisions.position"],
        cells["decisions.at"],
        Decision(
            choice=cells["decisions.choice"],
            language=cells["decisions.language"],
            own_words=cells["decisions.own_words"],
            sure=cells["decisions.sure"],
            guess=cells["decisions.guess"],
            node=cells["decisions.node"],
            shown=cells["decisions.shown"],
        ),
        cells["decisions.undone_at"],
    )


def attempt_of(reader: RowReader, attempt_id: str) -> AttemptRecord | None:
    """The attempt with that id; ``None`` if there is none or it is damaged."""
    found = reader.attempts(
        ATTEMPT_COLUMNS, f"{ATTEMPT_TABLES} WHERE attempts.id = ?", lambda cells: _attempt(reader, cells), (attempt_id,)
    )
    return found[0] if found else None


def attempt_exists(reader: RowReader, attempt_id: str) -> bool:
    """Whether there is an attempt with that id, damaged or not."""
    return reader.scalar("SELECT count(*) FROM attempts WHERE id = ?", (attempt_id,)) > 0


def ids_at(reader: RowReader, scenario_id: str) -> list[str]:
    """The ids of all attempts at a scene, in any state."""
    rest = "FROM attempts WHERE scenario_id = ? ORDER BY rowid"
    return reader.intact_rows(("attempts.id",), rest, lambda cells: str(cells["attempts.id"]), (scenario_id,))


def unfinished(reader: RowReader) -> list[AttemptRecord]:
    """Attempts neither finished nor abandoned, the most recently played first; branches excluded."""
    attempts = reader.attempts(
        ATTEMPT_COLUMNS,
        f"{ATTEMPT_TABLES} WHERE attempts.ended_at IS NULL AND attempts.abandoned_at IS NULL"
        " AND attempts.parent IS NULL ORDER BY attempts.rowid DESC",
        lambda cells: _attempt(reader, cells),
    )
    return sorted(attempts, key=lambda attempt: attempt.last_at, reverse=True)


def branches(reader: RowReader, parent: str, *, unfinished: bool) -> list[AttemptRecord]:
    """The finished branches of an attempt, oldest first; with ``unfinished`` the open ones instead."""
    state = "ended_at IS NULL AND attempts.abandoned_at IS NULL" if unfinished else "ended_at IS NOT NULL"
    return reader.attempts(
        ATTEMPT_COLUMNS,
        f"{ATTEMPT_TABLES} WHERE attempts.parent = ? AND attempts.{state} ORDER BY attempts.ended_at, attempts.rowid",
        lambda cells: _attempt(reader, cells),
        (parent,),
    )


def _attempt(reader: RowReader, cells: Cells) -> AttemptRecord:
    return attempt_from(cells, decisions_of(reader, cells["attempts.id"]))


def attempt_from(cells: Cells, journal: Sequence[DecisionRecord]) -> AttemptRecord:
    """The attempt with the cells `ATTEMPT_COLUMNS` and all its decisions. Raises `DamagedCell`."""
    live = tuple(row for row in journal if row.undone_at is None)
    if [row.position for row in live] != list(range(len(live))):
        raise DamagedCell("decisions.position")
    return AttemptRecord(
        id=cells["attempts.id"],
        scenario_id=cells["attempts.scenario_id"],
        bundle=cells["attempts.bundle"],
        seed=cells["attempts.seed"],
        mode=cells["attempts.mode"],
        language=cells["attempts.language"],
        personas=cells["attempts.personas"],
        options=cells["attempts.options"],
        started_at=cells["attempts.started_at"],
        kept=live,
        taken_back=len(journal) - len(live),
        hints=cells["attempts.hints"],
        ended_at=cells["attempts.ended_at"],
        result=_result(cells),
        abandoned_at=cells["attempts.abandoned_at"],
        before_score=cells["reflections.before_score"],
        goal=cells["reflections.goal"],
        answered=_answered(cells),
        branch=_branch(cells),
    )


def _branch(cells: Cells) -> BranchPoint | None:
    parent, turn = cells["attempts.parent"], cells["attempts.branch_turn"]
    if (parent is None) != (turn is None):  # they are always written together
        raise DamagedCell("attempts.parent" if parent is None else "attempts.branch_turn")
    return None if parent is None else BranchPoint(parent, turn)


def _result(cells: Cells) -> AttemptResult | None:
    """The result of the attempt, if finished. Its end and result are written together: one alone means damage."""
    result = cells["attempts.outcome"]
    if (result is None) != (cells["attempts.ended_at"] is None):
        raise DamagedCell("attempts.outcome" if result is None else "attempts.ended_at")
    return None if result is None else result._replace(scoring=cells["attempts.scoring"])


def _answered(cells: Cells) -> AnsweredGoal | None:
    if cells.raw["goal_answers.attempt_id"] is None:  # no answer was given in it
        return None
    return AnsweredGoal(
        cells["goal_answers.goal"],
        cells["goal_answers.from_attempt"],
        cells["goal_answers.answer"],
        cells["goal_answers.at"],
    )


#: The condition for attempts that count: they reached an ending and are not branches.
WHERE_FINISHED = " WHERE ended_at IS NOT NULL AND parent IS NULL"


def finished(reader: RowReader, scenario_id: str | None) -> list[AttemptSummary]:
    """Finished attempts at one scene, or at all scenes, oldest first; branches excluded."""
    earlier = {
        cells.raw[_EARLIER[0]]: cells for cells in reader.rows(_EARLIER, "FROM earlier_results ORDER BY scoring")
    }

    def summary(cells: Cells) -> AttemptSummary:
        result, before = _result(cells), earlier.get(cells["attempts.id"])
        assert result is not None
        return AttemptSummary(
            id=cells["attempts.id"],
            scenario_id=cells["attempts.scenario_id"],
            mode=cells["attempts.mode"],
            language=cells["attempts.language"],
            started_at=cells["attempts.started_at"],
            ended_at=cells["attempts.ended_at"],
            result=result,
            earlier=None if before is None else before[_EARLIER[2]]._replace(scoring=before[_EARLIER[1]]),
        )

    return reader.attempts(
        _SUMMARY,
        f"FROM attempts{WHERE_FINISHED} AND (?1 IS NULL OR scenario_id = ?1) ORDER BY ended_at, rowid",
        summary,
        (scenario_id,),
    )


def live_count(reader: RowReader, attempt_id: str) -> int:
    """The number of live decisions of an attempt."""
    return reader.scalar("SELECT count(*) FROM decisions WHERE attempt_id = ? AND undone_at IS NULL", (attempt_id,))


def insert_sources(db: sqlite3.Connection, sources: Mapping[str, Source]) -> None:
    """Store texts by digest; existing ones are kept, and repaired if they were damaged."""
    db.executemany(
        "INSERT INTO sources (digest, kind, name, text) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE"
        " SET kind = excluded.kind, name = excluded.name, text = excluded.text WHERE text IS NOT excluded.text",
        [(digest, source.kind, source.id, storable(source.text)) for digest, source in sources.items()],
    )


def source(reader: RowReader, digest: str) -> str | None:
    """The stored text with that digest; ``None`` if it is missing or no longer matches the digest."""
    texts = reader.intact_rows(
        ("sources.text",), "FROM sources WHERE digest = ?", lambda cells: str(cells["sources.text"]), (digest,)
    )
    return next((text for text in texts if matches_digest(digest, text)), None)


def matches_digest(digest: str, text: str) -> bool:
    """Whether ``text`` has this digest, so that it is exactly the text that was stored, with or without its BOM."""
    content = text.encode()
    return digest in (digest_of(content), digest_of(BOM_UTF8 + content))


def setting(reader: RowReader, key: str) -> str | None:
    """The value of a setting; ``None`` if it is not set."""
    values = reader.intact_rows(
        ("settings.value",), "FROM settings WHERE key = ?", lambda cells: str(cells["settings.value"]), (key,)
    )
    return values[0] if values else None


def set_setting(db: sqlite3.Connection, key: str, value: str | None) -> None:
    """Set the value of a setting, or delete it with ``None``."""
    if value is None:
        db.execute("DELETE FROM settings WHERE key = ?", (key,))
        return
    db.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, storable(value)),
    )
