"""The learner's record: every decision written before the next line is shown, and a play that no disk can stop."""

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
from roleplay.records.door import RowDoor
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

if TYPE_CHECKING:
    from roleplay.session import Decision

T = TypeVar("T")


class RecordStore(AbstractContextManager["RecordStore"]):
    """The record in one folder. Open it with :meth:`open`.

    Every method that writes has committed when it returns. No method raises for what the disk does: when the record
    cannot be written the store goes on in memory, with what it could still read, ``saving`` turns False and
    ``problem`` says why; at every further write it tries the disk again, and once that takes it, all is written.
    Nor does one raise for what a cell of the record has become: that attempt is left out and stands in ``set_aside``.
    LookupError is raised for an attempt that does not exist, ValueError for a decision in one that is over.

    Two programs may use one record at once. When another one has gone on with the very attempt that is played here,
    this play becomes an attempt of its own, and both stay whole; the id handed out here goes on meaning this play.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._now = now
        self._new_id = new_id
        self._attempts = PlayedAttempts(new_id)
        self._set_aside: dict[tuple[int, str | None], DamagedAttempt] = {}
        #: practice that is no attempt
        self.practice = PracticeLog(lambda work: self.read(work), self.write, now, new_id)
        self._database = Database(folder, now, self._restore)

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime], new_id: Callable[[], str] = fresh_id) -> RecordStore:
        """Open or begin the record in ``folder``, which is made if it is not there.

        ``now`` gives the time, with its zone; ``new_id`` the ids of attempts. Never raises for disk trouble.
        """
        return cls(folder, now, new_id)

    @property
    def path(self) -> Path:
        """The file of the record, whether or not it could be opened."""
        return self._database.path

    @property
    def saving(self) -> bool:
        """Whether what is played is being kept on disk."""
        return self._database.saving

    @property
    def problem(self) -> RecordProblem | None:
        """What is or was wrong; also set, while saving goes on, after a damaged record was put aside."""
        return self._database.problem

    @property
    def set_aside(self) -> tuple[DamagedAttempt, ...]:
        """The damaged attempts that were met so far; nothing else shows them. `damage` looks for all."""
        return tuple(self._set_aside.values())

    def damage(self) -> Damage:
        """All that is damaged in the record, found by reading every cell of it."""
        return self.read(find_damage)

    def remains(self) -> dict[str, Any]:
        """What is left of the damaged attempts, cell by cell, as JSON can hold it; see `damage.remains`."""
        return self.read(remains)

    @property
    def unwritten(self) -> tuple[UnwrittenAttempt, ...]:
        """The attempts of this session of which something is not on the disk, and how far the disk has them."""
        with self._database.lock:
            return tuple(self._attempts.unwritten())

    def unwritten_of(self, attempt_id: str) -> UnwrittenAttempt | None:
        """What the disk has of an attempt that is played here, where that is not all."""
        id_ = self._attempts.id_now(attempt_id)
        return next((attempt for attempt in self.unwritten if attempt.id == id_), None)

    def catch_up(self) -> None:
        """Write what could not be written before, where the disk takes it by now. Every write begins with this."""
        with self._database.lock:
            for id_, name in (self._database.catch_up() or {}).items():
                self._attempts.rename(id_, name)
                self._written(name)

    def _restore(self, db: sqlite3.Connection) -> None:
        self._attempts.restore(db)
        self.practice.restore(db)

    def close(self) -> None:
        """Let go of the file. Closing twice does no harm; nothing else may be called afterwards."""
        if self._database.owes:
            self.catch_up()
        self._database.close()

    def __exit__(self, *raised: object) -> None:
        self.close()

    # -- playing ----------------------------------------------------------------------------------------------

    def begin(self, attempt: NewAttempt) -> str:
        """Begin an attempt; the texts it is played on are kept with it. Returns its id."""
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

        def again(db: sqlite3.Connection, names: dict[str, str]) -> None:
            work(db)
            names[attempt_id] = attempt_id

        with self._database.lock:
            self.catch_up()
            self._database.write(work, again)
            self._attempts.keep(sources)
            self._written(attempt_id, record)
        return attempt_id

    def decide(self, attempt_id: str, decision: Decision) -> None:
        """Keep one choice. Its place follows the last one that was not taken back."""
        at = self._now()

        def work(db: sqlite3.Connection, id_: str) -> None:
            rows.insert_decision(db, id_, rows.live_count(RowDoor(db), id_), decision, at)

        self._write_attempt(attempt_id, work, must_be_open=True)

    def take_back(self, attempt_id: str) -> None:
        """Take back the last choice. It stays in the journal, marked; with nothing to take back, nothing happens."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE decisions SET undone_at = ?1 WHERE seq ="
                " (SELECT max(seq) FROM decisions WHERE attempt_id = ?2 AND undone_at IS NULL)",
                (at, id_),
            )

        self._write_attempt(attempt_id, work, must_be_open=True)

    def hint(self, attempt_id: str) -> None:
        """A hint was looked at."""
        self._write_attempt(attempt_id, rows.count_hint, must_be_open=True)

    def finish(self, attempt_id: str, result: AttemptResult) -> None:
        """The attempt has come to an ending. Finishing again keeps the first time and takes the new result."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE attempts SET ended_at = coalesce(ended_at, ?), ending = ?, outcome = ?, scoring = ?,"
                " abandoned_at = NULL WHERE id = ?",
                (at, result.ending, rows.result_to_json(result), result.scoring, id_),
            )

        self._write_attempt(attempt_id, work)

    def abandon(self, attempt_id: str) -> None:
        """The learner does not want to go on with it. A finished attempt stays finished."""
        at = rows.stamp(self._now())

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "UPDATE attempts SET abandoned_at = ? WHERE id = ? AND ended_at IS NULL AND abandoned_at IS NULL",
                (at, id_),
            )

        self._write_attempt(attempt_id, work)

    def delete(self, attempt_ids: Collection[str], scenario_id: str | None = None) -> None:
        """Delete attempts with all that belongs to them, from the file as well; ids of none are passed over.

        With a scene all other practice on it goes too.
        """
        with self._database.lock:
            if scenario_id is not None:
                self.practice.forget(scenario_id)
            ids = [self._attempts.id_now(id_) for id_ in attempt_ids]
            self._attempts.forget(ids)
            self.practice.forget_about(ids)
            self.write(lambda db: deletion.delete_attempts(db, ids))
            self._database.scrub()

    def attempts_at(self, scenario_id: str) -> list[str]:
        """The ids of all attempts at a scene: finished, left, discarded, and branches of those."""
        return self.read(lambda door: rows.ids_at(door, scenario_id))

    def delete_everything(self) -> list[Path]:
        """Delete all practice and the damaged records that were put aside; returns those that could not be."""
        with self._database.lock:
            self._attempts.forget()
            self.practice.forget()
            self.write(deletion.delete_everything)
            self._database.scrub()
            self._set_aside.clear()
        return deletion.remove_beside(self.path.parent)

    def reflect(self, attempt_id: str, text: str) -> None:
        """What the learner says about the attempt before the score is shown; saying it again replaces it."""
        at, said = rows.stamp(self._now()), rows.storable(text)

        def work(db: sqlite3.Connection, id_: str) -> None:
            db.execute(
                "INSERT INTO reflections (attempt_id, before_score, at) VALUES (?, ?, ?)"
                " ON CONFLICT (attempt_id) DO UPDATE SET before_score = excluded.before_score, at = excluded.at",
                (id_, said, at),
            )

        self._write_attempt(attempt_id, work)

    def set_goal(self, attempt_id: str, text: str) -> None:
        """The goal the learner takes from the attempt; an empty one takes it back."""
        at, goal = rows.stamp(self._now()), rows.storable(text).strip() or None
        self._write_attempt(attempt_id, lambda db, id_: goals.set_goal(db, id_, goal, at))

    def answer_goal(self, attempt_id: str, goal: GoalRecord, answer: GoalAnswer) -> None:
        """What is said of ``goal`` in the debrief of a later attempt; a first answer stays."""
        answered = AnsweredGoal(goal.text, goal.attempt_id, answer, self._now())
        self._write_attempt(attempt_id, lambda db, id_: rows.insert_answer(db, id_, answered))

    def end_goal(self, goal: GoalRecord) -> None:
        """Take a goal back, wherever it was kept: it is no longer in force."""
        at = rows.stamp(self._now())
        self.write(lambda db: goals.end_goal(db, goal, at))

    # -- looking back -----------------------------------------------------------------------------------------

    def unfinished(self) -> list[AttemptRecord]:
        """Attempts one can go on with, the last played first, each with its live decisions; branches are none."""
        attempts = self.read(rows.unfinished)
        with self._database.lock:
            self._attempts.see(attempts)
        return attempts

    def attempt(self, attempt_id: str, *, named: bool = False) -> AttemptRecord | None:
        """One attempt, or None if there is none of that id; with ``named`` what bears this very id in the record."""
        with self._database.lock:
            id_ = attempt_id if named else self._attempts.id_now(attempt_id)
            attempt = self.read(lambda door: rows.attempt_of(door, id_))
            self._attempts.see(() if attempt is None or named else (attempt,))
            return attempt

    def rejoin(self, attempt_id: str) -> None:
        """From now on the id means what bears it in the record, and no play here that has parted from that."""
        self._attempts.rejoin(attempt_id)

    def journal(self, attempt_id: str) -> list[DecisionRecord]:
        """Every decision of an attempt as it happened, with those taken back, but for damaged ones."""
        id_ = self._attempts.id_now(attempt_id)
        return self.read(lambda door: rows.sound_decisions_of(door, id_))

    def history(self, scenario_id: str | None = None) -> list[AttemptSummary]:
        """Finished attempts at one scene, or at all of them, oldest first."""
        return self.read(lambda door: rows.finished(door, scenario_id))

    def finished(self) -> int:
        """How many finished attempts there are, damaged ones among them."""
        return self.read(lambda door: door.number("SELECT count(*) FROM attempts" + rows.FINISHED))

    def branches(self, attempt_id: str, *, left: bool = False) -> list[AttemptRecord]:
        """The finished plays that branch off an attempt, oldest first, or those that were ``left`` before their end."""
        return self.read(lambda door: rows.branches(door, self._attempts.id_now(attempt_id), left=left))

    def source(self, digest: str) -> str | None:
        """The text kept under ``digest``, or None."""
        return self.read(lambda door: rows.source(door, digest))

    def goals(self) -> list[GoalRecord]:
        """Every goal that was kept, the last one first."""
        return self.read(goals.goals)

    def goal_in_force(self) -> GoalRecord | None:
        """The goal kept last, unless it was taken back."""
        return next((goal for goal in self.goals() if goal.in_force), None)

    def goal_to_ask(self, attempt_id: str) -> GoalRecord | None:
        """The goal in force, where it was kept before this attempt, no branch, and is not answered in it yet."""
        goal, attempt = self.goal_in_force(), self.attempt(attempt_id)
        return goal if goal is not None and attempt is not None and goals.may_ask(goal, attempt) else None

    # -- judging anew -----------------------------------------------------------------------------------------

    def judged_before(self, scoring: int) -> list[AttemptRecord]:
        """Finished attempts judged by an earlier scoring than this one, but for those it could not replay."""
        return self.read(lambda door: judgements.judged_before(door, scoring))

    def uncounted(self, scoring: int) -> list[AttemptRecord]:
        """Finished attempts of which nothing was counted yet, but for those that ``scoring`` could not replay."""
        return self.read(lambda door: judgements.uncounted(door, scoring))

    def judge_anew(self, results: Mapping[str, AttemptResult | None], scoring: int) -> None:
        """Keep results by ``scoring``, and the earlier ones beside them; ``None``: it could not be replayed."""

        def work(db: sqlite3.Connection) -> None:
            for attempt_id, result in results.items():
                if result is None:
                    judgements.cannot_replay(db, attempt_id, scoring)
                else:
                    judgements.judge_anew(db, attempt_id, result)
                    judgements.count(db, attempt_id, result)

        self.write(work)

    def setting(self, key: str) -> str | None:
        """A setting of the learner's, or None where it was never set."""
        return self.read(lambda door: rows.setting(door, key))

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a setting of the learner's, in place of its value before; with ``None`` it was never set."""
        self.write(lambda db: rows.set_setting(db, key, value))

    # -- who plays what ---------------------------------------------------------------------------------------

    def read(self, work: Callable[[RowDoor], T]) -> T:
        """Ask the record something that no other method asks; for the modules of this room."""
        return self._database.read(lambda db: work(RowDoor(db, self._note)))

    def _note(self, damaged: DamagedAttempt) -> None:
        known = self._set_aside.setdefault((damaged.row, damaged.id), damaged)
        columns = tuple(dict.fromkeys((*known.columns, *damaged.columns)))
        self._set_aside[damaged.row, damaged.id] = known._replace(columns=columns)

    def write(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Change the record in a way that no other method does, as one transaction; for the modules of this room."""
        with self._database.lock:
            self.catch_up()
            self._database.write(work)

    def _write_attempt(
        self, attempt_id: str, work: Callable[[sqlite3.Connection, str], None], *, must_be_open: bool = False
    ) -> None:
        with self._database.lock:
            self.catch_up()
            id_ = self._attempts.id_now(attempt_id)
            mine = self.read(lambda door: self._attempts.take_over(door, id_))
            if must_be_open and (mine.ended_at is not None or mine.abandoned_at is not None):
                raise ValueError(f"attempt {attempt_id} is over")

            def once(db: sqlite3.Connection) -> str:
                name = self._attempts.claim(db, id_, mine)
                work(db, name)
                return name

            def again(db: sqlite3.Connection, names: dict[str, str]) -> None:
                if id_ not in names:
                    names[id_] = names[name] = self._attempts.claim(db, id_, mine)
                work(db, names[id_])

            name = self._database.write(once, again)
            self._attempts.rename(id_, name)
            self._written(name, mine)

    def _written(self, id_: str, otherwise: AttemptRecord | None = None) -> None:
        record = self.read(lambda door: self._attempts.known(door, id_, otherwise))
        self._attempts.written(id_, record, on_disk=self.saving)
