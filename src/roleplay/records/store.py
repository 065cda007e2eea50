"""The learner's record: every decision is written before the next line is shown, and disk trouble never stops play."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from roleplay.records import deletion, goals, judgements, rows
from roleplay.records.damage import Damage, find_damage, remains
from roleplay.records.database import Database
from roleplay.records.model import (
    AnsweredGoal,
    AttemptRecord,
    AttemptResult,
    AttemptSummary,
    DamagedAttempt,
    DecisionRecord,
    GoalAnswer,
    GoalRecord,
    NewAttempt,
    RecordProblem,
    SourceRef,
    UnwrittenAttempt,
)
from roleplay.records.played import PlayedAttempts
from roleplay.records.practice import PracticeLog, fresh_id
from roleplay.records.row_reader import RowReader

if TYPE_CHECKING:
    from roleplay.session import Decision

T = TypeVar("T")


class RecordStore(AbstractContextManager["RecordStore"]):
    """The record in one folder. Open it with :meth:`open`.

    Every method that writes has committed when it returns. Disk trouble never raises: if the record cannot be written
    the store continues in memory with what it could still read, ``saving`` becomes False and ``problem`` says why.
    Every further write tries the disk again, and once that succeeds everything is written.
    Damaged cells do not raise either: their attempt is left out and listed in ``set_aside``.
    LookupError is raised for an attempt that does not exist, ValueError for a decision in one that is closed.

    Several programs may use one record at once. If another one continued the very attempt that is played here, the one
    played here is stored as a separate attempt, and both are complete; the id handed out here keeps referring to it.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._now = now
        self._new_id = new_id
        self._attempts = PlayedAttempts(new_id)
        self._set_aside: dict[tuple[int, str | None], DamagedAttempt] = {}
        #: practice other than attempts
        self.practice = PracticeLog(lambda work: self.read(work), self.write, now, new_id)
        self._database = Database(folder, now, self._restore)

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime], new_id: Callable[[], str] = fresh_id) -> RecordStore:
        """Open or create the record in ``folder``, which is created if it does not exist.

        ``now`` returns the time with its zone, ``new_id`` a fresh id for an attempt. Disk trouble never raises.
        """
        return cls(folder, now, new_id)

    @property
    def path(self) -> Path:
        """The file of the record, whether or not it could be opened."""
        return self._database.path

    @property
    def saving(self) -> bool:
        """Whether the record is being written to disk."""
        return self._database.saving

    @property
    def problem(self) -> RecordProblem | None:
        """What is or was wrong; also set, while saving still works, after a damaged record was set aside."""
        return self._database.problem

    @property
    def set_aside(self) -> tuple[DamagedAttempt, ...]:
        """The damaged attempts encountered so far; nothing else shows them. `damage` finds all of them."""
        return tuple(self._set_aside.values())

    def damage(self) -> Damage:
        """Everything that is damaged in the record, found by checking every cell of it."""
        return self.read(find_damage)

    def remains(self) -> dict[str, Any]:
        """What is left of the damaged attempts, cell by cell, as JSON values; see `damage.remains`."""
        return self.read(remains)

    @property
    def unwritten(self) -> tuple[UnwrittenAttempt, ...]:
        """The attempts of this session that are not completely on the disk, and how much of each is."""
        with self._database.lock:
            return tuple(self._attempts.unwritten())

    def unwritten_of(self, attempt_id: str) -> UnwrittenAttempt | None:
        """The entry of `unwritten` for an attempt; ``None`` if all of it is on the disk."""
        id_ = self._attempts.current_id(attempt_id)
        return next((attempt for attempt in self.unwritten if attempt.id == id_), None)

    def catch_up(self) -> None:
        """Write what could not be written before, if the disk allows it now. Every write begins with this."""
        with self._database.lock:
            for id_, name in (self._database.catch_up() or {}).items():
                self._attempts.rename(id_, name)
                self._written(name)

    def _restore(self, db: sqlite3.Connection) -> None:
        self._attempts.restore(db)
        self.practice.restore(db)

    def close(self) -> None:
        """Close the file. Closing twice does no harm; no other method may be called afterwards."""
        if self._database.has_pending_writes:
            self.catch_up()
        self._database.close()

    def __exit__(self, *raised: object) -> None:
        self.close()

    # -- playing ----------------------------------------------------------------------------------------------

    def begin(self, attempt: NewAttempt) -> str:
        """Begin an attempt and store the texts it is played on. Returns its id."""
        attempt_id = self._new_id()
        bundle = tuple(SourceRef(source.kind, source.id, source.digest) for source in attempt.bundle)
        sources = {ref.digest: source for ref, source in zip(bundle, attempt.bundle, strict=True)}
        record = AttemptRecord(
            id=attempt_id,
            scenario_id=attempt.scenario_id,
            bundle=bundle,
            seed=attempt.seed,
            mode=attempt.mode,
            language=attempt.language,
            personas=dict(attempt.personas),
            options=dict(attempt.options),
            started_at=self._now(),
            branch=attempt.branch,
        )

        def work(db: sqlite3.Connection) -> None:
            rows.insert_sources(db, sources)
            rows.insert_attempt(db, record, attempt_id)

        def retry(db: sqlite3.Connection, names: dict[str, str]) -> None:
            work(db)
            names[attempt_id] = attempt_id

        with self._database.lock:
            self.catch_up()
            self._database.write(work, retry)
            self._attempts.keep_sources(sources)
            self._written(attempt_id, record)
        return attempt_id

    def decide(self, attempt_id: str, decision: Decision) -> None:
        """Write a decision. Its position follows the last live one."""
        at = self._now()

        def work(db: sqlite3.Connection, id_: str) -> None:
            rows.insert_decision(db, id_, rows.live_count(RowReader(db), id_), decision, at)

        self._write_attempt(attempt_id, work, must_be_open=True)

    def take_back(self, attempt_id: str) -> None:
        """Take back the last live decision, if any. It stays in the journal, marked as taken back."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE decisions SET undone_at = ?1 WHERE seq ="
                " (SELECT max(seq) FROM decisions WHERE attempt_id = ?2 AND undone_at IS NULL)",
                (at, id_),
            )

        self._write_attempt(attempt_id, work, must_be_open=True)

    def hint(self, attempt_id: str) -> None:
        """Count a viewed hint."""
        self._write_attempt(attempt_id, rows.count_hint, must_be_open=True)

    def finish(self, attempt_id: str, result: AttemptResult) -> None:
        """Mark an attempt as finished. Finishing it again keeps the first end time and replaces the result."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE attempts SET ended_at = coalesce(ended_at, ?), ending = ?, outcome = ?, scoring = ?,"
                " abandoned_at = NULL WHERE id = ?",
                (at, result.ending, rows.result_to_json(result), result.scoring, id_),
            )

        self._write_attempt(attempt_id, work)

    def abandon(self, attempt_id: str) -> None:
        """Mark an attempt as abandoned by the learner. A finished attempt stays finished."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE attempts SET abandoned_at = ? WHERE id = ? AND ended_at IS NULL AND abandoned_at IS NULL",
                (at, id_),
            )

        self._write_attempt(attempt_id, work)

    def delete(self, attempt_ids: Collection[str], scenario_id: str | None = None) -> None:
        """Delete attempts and all that belongs to them without a trace in the file; unknown ids are ignored.

        With ``scenario_id``, all other practice on that scene is deleted too.
        """
        with self._database.lock:
            if scenario_id is not None:
                self.practice.forget(scenario_id)
            ids = [self._attempts.current_id(id_) for id_ in attempt_ids]
            self._attempts.forget(ids)
            self.practice.forget_about(ids)
            self.write(lambda db: deletion.delete_attempts(db, ids))
            self._database.scrub()

    def attempts_at(self, scenario_id: str) -> list[str]:
        """The ids of all attempts at a scene: finished, unfinished, abandoned, and branches."""
        return self.read(lambda reader: rows.ids_at(reader, scenario_id))

    def delete_everything(self) -> list[Path]:
        """Delete all practice, and the files beside the record that reveal it; returns those it could not delete."""
        with self._database.lock:
            self._attempts.forget()
            self.practice.forget()
            self.write(deletion.delete_everything)
            self._database.scrub()
            self._set_aside.clear()
        return deletion.delete_files_beside(self.path.parent)

    def reflect(self, attempt_id: str, text: str) -> None:
        """Write what the learner says about the attempt before seeing the score, replacing an earlier text."""
        at, comment = rows.stamp(self._now()), rows.storable(text)

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "INSERT INTO reflections (attempt_id, before_score, at) VALUES (?, ?, ?)"
                " ON CONFLICT (attempt_id) DO UPDATE SET before_score = excluded.before_score, at = excluded.at",
                (id_, comment, at),
            )

        self._write_attempt(attempt_id, work)

    def set_goal(self, attempt_id: str, text: str) -> None:
        """Set the goal the learner takes from the attempt; an empty text removes it."""
        at, goal = rows.stamp(self._now()), rows.storable(text).strip() or None
        self._write_attempt(attempt_id, lambda db, id_: goals.set_goal(db, id_, goal, at))

    def answer_goal(self, attempt_id: str, goal: GoalRecord, answer: GoalAnswer) -> None:
        """Write the answer about ``goal`` given in the debrief of a later attempt; an existing answer is kept."""
        answered = AnsweredGoal(goal.text, goal.attempt_id, answer, self._now())
        self._write_attempt(attempt_id, lambda db, id_: rows.insert_answer(db, id_, answered))

    def end_goal(self, goal: GoalRecord) -> None:
        """Withdraw a goal, wherever it was set: it is no longer in force."""
        at = rows.stamp(self._now())
        self.write(lambda db: goals.end_goal(db, goal, at))

    # -- reading ----------------------------------------------------------------------------------------------

    def unfinished(self) -> list[AttemptRecord]:
        """Attempts that can be resumed, the most recently played first; branches excluded."""
        attempts = self.read(rows.unfinished)
        with self._database.lock:
            self._attempts.note_read(attempts)
        return attempts

    def attempt(self, attempt_id: str, *, exact_id: bool = False) -> AttemptRecord | None:
        """The attempt with that id, if any; ``exact_id`` ignores that one played here may be stored under a new id."""
        with self._database.lock:
            id_ = attempt_id if exact_id else self._attempts.current_id(attempt_id)
            attempt = self.read(lambda reader: rows.attempt_of(reader, id_))
            self._attempts.note_read(() if attempt is None or exact_id else (attempt,))
            return attempt

    def rejoin(self, attempt_id: str) -> None:
        """Make the id refer to the attempt stored under it, no longer to a diverged one played here."""
        self._attempts.rejoin(attempt_id)

    def journal(self, attempt_id: str) -> list[DecisionRecord]:
        """Every decision of an attempt in order of time, including those taken back, except damaged ones."""
        id_ = self._attempts.current_id(attempt_id)
        return self.read(lambda reader: rows.intact_decisions_of(reader, id_))

    def history(self, scenario_id: str | None = None) -> list[AttemptSummary]:
        """Finished attempts at one scene, or at all scenes, oldest first; branches excluded."""
        return self.read(lambda reader: rows.finished(reader, scenario_id))

    def finished(self) -> int:
        """The number of finished attempts, including damaged ones; branches excluded."""
        return self.read(lambda reader: reader.scalar("SELECT count(*) FROM attempts" + rows.WHERE_FINISHED))

    def branches(self, attempt_id: str, *, unfinished: bool = False) -> list[AttemptRecord]:
        """The finished branches of an attempt, oldest first; with ``unfinished`` the open ones instead."""
        id_ = self._attempts.current_id(attempt_id)
        return self.read(lambda reader: rows.branches(reader, id_, unfinished=unfinished))

    def source(self, digest: str) -> str | None:
        """The text stored under ``digest``; ``None`` if it is missing or damaged."""
        return self.read(lambda reader: rows.source(reader, digest))

    def goals(self) -> list[GoalRecord]:
        """Every goal that was set, the last one first."""
        return self.read(goals.goals)

    def goal_in_force(self) -> GoalRecord | None:
        """The goal set last; ``None`` if there is none or it was withdrawn."""
        return next((goal for goal in self.goals() if goal.in_force), None)

    def goal_to_ask(self, attempt_id: str) -> GoalRecord | None:
        """The goal in force, if the debrief of this attempt should ask about it: see `goals.may_ask`."""
        goal, attempt = self.goal_in_force(), self.attempt(attempt_id)
        return goal if goal is not None and attempt is not None and goals.may_ask(goal, attempt) else None

    # -- rescoring --------------------------------------------------------------------------------------------

    def judged_by_earlier(self, scoring: int) -> list[AttemptRecord]:
        """Finished attempts judged by an earlier version than ``scoring``, except those it could not replay."""
        return self.read(lambda reader: judgements.judged_by_earlier(reader, scoring))

    def uncounted(self, scoring: int) -> list[AttemptRecord]:
        """Finished attempts whose tally is missing or incomplete, except those that ``scoring`` could not replay."""
        return self.read(lambda reader: judgements.uncounted(reader, scoring))

    def replace_results(self, results: Mapping[str, AttemptResult | None], scoring: int) -> None:
        """Store new results by ``scoring``, archiving the earlier ones; ``None`` marks what could not be replayed."""

        def work(db: sqlite3.Connection) -> None:
            for attempt_id, result in results.items():
                if result is None:
                    judgements.mark_not_replayable(db, attempt_id, scoring)
                else:
                    judgements.replace_result(db, attempt_id, result)
                    judgements.store_tally(db, attempt_id, result)

        self.write(work)

    def setting(self, key: str) -> str | None:
        """The value of a setting of the learner; ``None`` if it is not set."""
        return self.read(lambda reader: rows.setting(reader, key))

    def set_setting(self, key: str, value: str | None) -> None:
        """Set a setting of the learner, or delete it with ``None``."""
        self.write(lambda db: rows.set_setting(db, key, value))

    # -- access for this room ---------------------------------------------------------------------------------

    def read(self, work: Callable[[RowReader], T]) -> T:
        """Read with a query of the caller's own; for the modules of this room."""
        return self._database.read(lambda db: work(RowReader(db, self._note)))

    def _note(self, damaged: DamagedAttempt) -> None:
        known = self._set_aside.setdefault((damaged.row, damaged.id), damaged)
        columns = tuple(dict.fromkeys((*known.columns, *damaged.columns)))
        self._set_aside[damaged.row, damaged.id] = known._replace(columns=columns)

    def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Write with statements of the caller's own, as one transaction; for the modules of this room."""
        with self._database.lock:
            self.catch_up()
            self._database.write(work)

    def _write_attempt(
        self, attempt_id: str, work: Callable[[sqlite3.Connection, str], None], *, must_be_open: bool = False
    ) -> None:
        with self._database.lock:
            self.catch_up()
            id_ = self._attempts.current_id(attempt_id)
            known = self.read(lambda reader: self._attempts.track(reader, id_))
            if must_be_open and (known.ended_at is not None or known.abandoned_at is not None):
                raise ValueError(f"attempt {attempt_id} is over")

            def write_now(db: sqlite3.Connection) -> str:
                name = self._attempts.claim_id(db, id_, known)
                work(db, name)
                return name

            def retry(db: sqlite3.Connection, names: dict[str, str]) -> None:
                if id_ not in names:
                    names[id_] = names[name] = self._attempts.claim_id(db, id_, known)
                work(db, names[id_])

            name = self._database.write(write_now, retry)
            self._attempts.rename(id_, name)
            self._written(name, known)

    def _written(self, id_: str, default: AttemptRecord | None = None) -> None:
        record = self.read(lambda reader: self._attempts.stored(reader, id_, default))
        self._attempts.note_written(id_, record, on_disk=self.saving)
