"""Importing journals: no duplicates, no losses, all of a file or nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from cell_damage import damage_cell
from roleplay.records import journal_import, rows
from roleplay.records.anonymous import anonymous
from roleplay.records.journal import JournalAttempt, PortableJournal
from roleplay.records.journal_file import read_journal
from roleplay.records.journal_import import Fate, ImportRefusal, ImportResult, import_journal
from roleplay.records.journal_lines import journal_text
from roleplay.records.journal_rows import journal_of
from roleplay.records.learner import existing_learner_id, learner_id, other_learner_ids
from roleplay.records.model import AttemptRecord, BranchPoint, DecisionRecord
from roleplay.records.row_reader import RowReader
from roleplay.records.store import RecordStore

from .conftest import clock, decision, new_attempt, result
from .test_deletion import SECRET, finished
from .test_journal_file import full

Machine = Callable[[str], RecordStore]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """Opens the record of a machine by its name."""
    with ExitStack() as opened:
        yield lambda name: opened.enter_context(RecordStore.open(tmp_path / name, now=clock()))


def exported(store: RecordStore, folder: Path, *, own_words: bool = True) -> PortableJournal:
    """The record as read from an exported file."""
    path = folder / "travelling.jsonl"
    path.write_text(journal_text(journal_of(store, own_words=own_words)), encoding="utf-8")
    journal = read_journal(path)
    assert isinstance(journal, PortableJournal), journal
    return journal


def imported(store: RecordStore, journal: PortableJournal, *, as_mine: bool = False) -> dict[Fate, int]:
    outcome = import_journal(store, journal, as_mine=as_mine)
    assert isinstance(outcome, ImportResult), outcome
    return dict(outcome.attempts)


def attempt(store: RecordStore, attempt_id: str) -> AttemptRecord:
    record = store.attempt(attempt_id, exact_id=True)
    assert record is not None
    return record


@pytest.mark.parametrize("own_words", [True, False])
def test_an_empty_record_becomes_an_exact_copy(machine: Machine, tmp_path: Path, own_words: bool) -> None:
    home, away = machine("home"), machine("away")
    full(home)
    journal = exported(home, tmp_path, own_words=own_words)
    assert imported(away, journal) == {Fate.NEW: 4}
    assert journal_text(journal_of(away, own_words=own_words)) == journal_text(journal)
    assert existing_learner_id(away) == learner_id(home)
    assert away.goals() == (home.goals() if own_words else [])
    assert len(away.branches(home.history()[0].id, unfinished=True)) == 1
    assert imported(away, journal) == {Fate.KNOWN: 4}, "a second time"
    assert dict(import_journal(away, journal).practice) == {Fate.KNOWN: len(journal.practice)}  # type: ignore[union-attr]


def test_an_attempt_continued_elsewhere_grows_and_an_older_file_changes_nothing(
    machine: Machine, tmp_path: Path
) -> None:
    home, away = machine("home"), machine("away")
    id_ = home.begin(new_attempt())
    home.decide(id_, decision(1))
    old = exported(home, tmp_path)
    imported(away, old)
    away.take_back(id_)
    away.decide(id_, decision(2))
    away.hint(id_)
    away.finish(id_, result())
    away.set_goal(id_, "listen")
    seqs = [row.seq for row in home.journal(id_)]
    assert imported(home, exported(away, tmp_path)) == {Fate.GROWN: 1}
    assert attempt(home, id_)._replace(kept=()) == attempt(away, id_)._replace(kept=())
    assert [(row.decision, row.undone_at) for row in home.journal(id_)] == [
        (row.decision, row.undone_at) for row in away.journal(id_)
    ]
    assert [row.seq for row in home.journal(id_)][:1] == seqs, "existing decisions keep their sequence numbers"
    assert imported(home, old) == {Fate.KNOWN: 1}
    assert attempt(home, id_).ended_at is not None


def test_a_diverged_attempt_is_kept_twice_under_stable_ids(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    id_ = home.begin(new_attempt())
    home.decide(id_, decision(1))
    imported(away, exported(home, tmp_path))
    home.decide(id_, decision(2))
    away.decide(id_, decision(3))
    branch = away.begin(new_attempt()._replace(branch=BranchPoint(id_, 2)))
    assert imported(home, exported(away, tmp_path)) == {Fate.NEW: 1, Fate.BESIDE: 1}
    beside = next(other for other in home.attempts_at("third-repair") if other not in (id_, branch))
    assert [d.choice for d in attempt(home, id_).decisions] == ["c1", "c2"]
    assert [d.choice for d in attempt(home, beside).decisions] == ["c1", "c3"]
    assert attempt(home, branch).branch == BranchPoint(beside, 2), "a what-if stays with its attempt"
    away.decide(id_, decision(4))
    assert imported(home, exported(away, tmp_path)) == {Fate.KNOWN: 1, Fate.GROWN: 1}
    assert imported(away, exported(home, tmp_path)) == {Fate.KNOWN: 2, Fate.BESIDE: 1}, (
        "and back: it recognises its own version"
    )
    assert len(away.attempts_at("third-repair")) == len(home.attempts_at("third-repair")) == 3
    assert imported(home, exported(away, tmp_path)) == {Fate.KNOWN: 3}


def test_a_different_attempt_under_a_known_id_is_refused_and_named(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    id_ = finished(home)
    other = finished(home)
    journal = exported(home, tmp_path)
    imported(away, journal)
    record = journal.attempts[0].record._replace(seed=8)
    outcome = import_journal(
        away, journal._replace(attempts=(journal.attempts[0]._replace(record=record), *journal.attempts[1:]))
    )
    assert isinstance(outcome, ImportResult)
    assert (outcome.refused, dict(outcome.attempts)) == ((id_,), {Fate.KNOWN: 1, Fate.REFUSED: 1})
    assert attempt(away, id_).seed == 7
    assert other in away.attempts_at("third-repair")


def test_damaged_rows_are_replaced_by_intact_ones(machine: Machine, tmp_path: Path) -> None:
    home = machine("home")
    full(home)
    first = home.history()[0].id
    journal = exported(home, tmp_path)
    damage_cell(home.path, "UPDATE attempts SET started_at = 'never' WHERE id = ?", first)
    damage_cell(home.path, "UPDATE practice SET data = 'x' WHERE kind = 'focus'")
    damage_cell(home.path, "UPDATE sources SET text = 'x'")
    again = machine("home")
    assert again.attempt(first) is None
    outcome = import_journal(again, journal)
    assert isinstance(outcome, ImportResult)
    assert dict(outcome.attempts) == {Fate.KNOWN: 3, Fate.REPLACED: 1}
    assert dict(outcome.practice) == {Fate.KNOWN: 1, Fate.REPLACED: 1}
    assert not again.damage()
    assert journal_text(journal_of(again, own_words=True)) == journal_text(journal)


def test_a_damaged_attempt_that_may_contain_more_is_not_replaced(machine: Machine, tmp_path: Path) -> None:
    home = machine("home")
    id_ = home.begin(new_attempt())
    home.decide(id_, decision(1))
    journal = exported(home, tmp_path)
    home.decide(id_, decision(2))
    damage_cell(home.path, "UPDATE attempts SET mode = 'x' WHERE id = ?", id_)
    again = machine("home")
    assert imported(again, journal) == {Fate.BESIDE: 1}
    assert len(again.unfinished()) == 1
    assert len(again.damage().attempts) == 1
    assert imported(again, journal) == {Fate.KNOWN: 1}


def test_a_file_without_own_words_does_not_delete_them(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    id_ = finished(home, own_words=SECRET)
    bare, with_words = exported(home, tmp_path, own_words=False), exported(home, tmp_path)
    assert imported(home, bare) == {Fate.KNOWN: 1}
    assert attempt(home, id_).goal == SECRET
    assert imported(away, bare) == {Fate.NEW: 1}
    assert imported(away, with_words) == {Fate.GROWN: 1}
    assert attempt(away, id_)._replace(kept=()) == attempt(home, id_)._replace(kept=())
    assert attempt(away, id_).decisions == attempt(home, id_).decisions


def test_an_empty_export_does_not_determine_the_learner(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    finished(home)
    exported(away, tmp_path)
    journal = exported(home, tmp_path)
    assert imported(away, journal) == {Fate.NEW: 1}
    assert (learner_id(away), other_learner_ids(away)) == (journal.learner, ())


def test_another_learners_file_must_be_declared_once(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    finished(home)
    finished(away)
    own_id = learner_id(away)
    journal = exported(home, tmp_path)
    assert import_journal(away, journal) is ImportRefusal.OTHER_LEARNER
    assert len(away.history()) == 1
    assert imported(away, journal, as_mine=True) == {Fate.NEW: 1}
    one, other = sorted((own_id, journal.learner))
    assert (learner_id(away), other_learner_ids(away)) == (one, (other,)), "the smallest id is the main one"
    finished(home)
    assert imported(away, exported(home, tmp_path)) == {Fate.KNOWN: 1, Fate.NEW: 1}
    assert imported(home, exported(away, tmp_path)) == {Fate.KNOWN: 2, Fate.NEW: 1}, "the file lists the other id"
    assert (learner_id(home), other_learner_ids(home)) == (one, (other,)), "both use the same id from now on"


def test_a_known_attempt_is_read_once(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, away = machine("home"), machine("away")
    for _ in range(3):
        finished(home)
    journal = exported(home, tmp_path)
    imported(away, journal)
    read, decisions_of = list[str](), rows.decisions_of

    def counted(reader: RowReader, id_: str) -> list[DecisionRecord]:
        read.append(id_)
        return decisions_of(reader, id_)

    monkeypatch.setattr(rows, "decisions_of", counted)
    assert imported(away, journal) == {Fate.KNOWN: 3}
    assert sorted(read) == sorted(attempt.id for attempt in journal.attempts), (
        "reading it again is slow in a long record"
    )


def test_an_anonymous_journal_is_refused(machine: Machine, tmp_path: Path) -> None:
    home, away = machine("home"), machine("away")
    finished(home)
    assert import_journal(away, anonymous(exported(home, tmp_path), b"key"), as_mine=True) is ImportRefusal.ANONYMOUS


def test_a_failure_in_the_middle_imports_nothing(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, away = machine("home"), machine("away")
    full(home)
    journal = exported(home, tmp_path)

    def fails(*_: object) -> None:
        raise sqlite3.IntegrityError("no")

    monkeypatch.setattr(journal_import, "insert_event", fails)
    with pytest.raises(sqlite3.IntegrityError):
        import_journal(away, journal)
    assert away.attempts_at("third-repair") == []
    assert existing_learner_id(away) is None


def test_an_attempt_open_here_meanwhile_loses_nothing(machine: Machine, tmp_path: Path) -> None:
    """Another window imports a continuation from elsewhere while the attempt is open here."""
    home, away, window = machine("home"), machine("away"), machine("home")
    id_ = home.begin(new_attempt())
    home.decide(id_, decision(1))
    imported(away, exported(home, tmp_path))
    away.decide(id_, decision(2))
    imported(window, exported(away, tmp_path))
    home.decide(id_, decision(3))
    both = [[d.choice for d in attempt.decisions] for attempt in window.unfinished()]
    assert sorted(both) == [["c1", "c2"], ["c1", "c3"]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")
@pytest.mark.parametrize("after", [0, 2, 4])
def test_a_kill_in_the_middle_leaves_the_record_as_it_was(machine: Machine, tmp_path: Path, after: int) -> None:
    home = machine("home")
    full(home)
    journal = exported(home, tmp_path)
    with RecordStore.open(tmp_path / "away", now=clock()) as away:
        own_attempt = finished(away)
    child = os.fork()
    if not child:  # clean-up of this process must not run in the fork
        try:
            _taken_until_killed(tmp_path / "away", journal, after)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with RecordStore.open(tmp_path / "away", now=clock()) as away:
        assert away.problem is None
        assert away.attempts_at("third-repair") == [own_attempt]
        assert other_learner_ids(away) == ()
        assert imported(away, journal, as_mine=True) == {Fate.NEW: 4}


def _taken_until_killed(folder: Path, journal: PortableJournal, after: int) -> None:
    """Import a journal and get killed after ``after`` attempts are written."""
    written, write = iter(range(after)), journal_import._write

    def killed(db: sqlite3.Connection, attempt: JournalAttempt) -> None:
        if next(written, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        write(db, attempt)

    def ended(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with RecordStore.open(folder, now=clock()) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal_import, "_write", killed)
        patch.setattr(journal_import, "insert_event", ended)
        import_journal(store, journal, as_mine=True)
