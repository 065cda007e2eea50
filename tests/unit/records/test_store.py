from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_counts import examples
from roleplay.records.model import AttemptResult, NewAttempt, best_and_latest
from roleplay.records.store import RecordStore
from roleplay.session import Decision

from .conftest import RUBRIC, SCENE, clock, decision, new_attempt, result, source


def reopen(folder: Path) -> RecordStore:
    return RecordStore.open(folder, now=lambda: datetime(2027, 1, 1, tzinfo=UTC))


def test_a_new_record_is_saved_without_problem(store: RecordStore, folder: Path) -> None:
    assert store.saving
    assert store.problem is None
    assert store.path == folder / "records.db"
    assert store.path.exists()
    assert store.unfinished() == []
    assert store.history() == []
    assert best_and_latest(store.history()) == {}
    assert store.goal_in_force() is None
    assert store.attempt("nobody") is None


def test_commits_are_flushed_to_the_disk(store: RecordStore) -> None:
    db = store._database.connection
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_an_attempt_comes_back_as_it_was(store: RecordStore, folder: Path) -> None:
    attempt_id = store.begin(new_attempt(seed=2**70))
    store.decide(attempt_id, decision(0))
    store.decide(attempt_id, Decision("x", "en", node="n1", shown=("x",)))
    store.close()

    with reopen(folder) as again:
        (attempt,) = again.unfinished()
        assert attempt.id == attempt_id
        assert (attempt.scenario_id, attempt.seed, attempt.mode, attempt.language) == (
            "third-repair",
            2**70,
            "practice",
            "zh",
        )
        assert attempt.personas == {"wang": "anxious"}
        assert attempt.options == {"own_words": True}
        assert [(ref.kind, ref.id) for ref in attempt.bundle] == [("scenario", "third-repair"), ("rubric", "heat")]
        assert [again.source(ref.digest) for ref in attempt.bundle] == [SCENE.text, RUBRIC.text]
        assert attempt.decisions == (decision(0), Decision("x", "en", node="n1", shown=("x",)))
        first, second = attempt.kept
        assert (first.position, second.position) == (0, 1)
        assert first.at == datetime(2026, 3, 1, 9, 0, 1, tzinfo=UTC)
        assert attempt.last_at == second.at


def test_ids_come_from_the_caller(folder: Path) -> None:
    with RecordStore.open(folder, now=clock(), new_id=iter(["one", "two"]).__next__) as store:
        assert store.begin(new_attempt()) == "one"
        assert store.begin(new_attempt()) == "two"


def test_texts_are_kept_once(store: RecordStore) -> None:
    store.begin(new_attempt())
    store.begin(new_attempt())
    assert store._database.connection.execute("SELECT count(*) FROM sources").fetchone() == (2,)
    assert store.source(SCENE.digest) == SCENE.text
    assert store.source("0" * 64) is None


def test_taking_back_marks_the_decision_and_frees_its_position(store: RecordStore) -> None:
    attempt_id = store.begin(new_attempt())
    for number in range(3):
        store.decide(attempt_id, decision(number))
    store.take_back(attempt_id)
    store.take_back(attempt_id)
    store.decide(attempt_id, decision(9))
    attempt = store.attempt(attempt_id)
    assert attempt is not None
    assert [(row.position, row.decision.choice) for row in attempt.kept] == [(0, "c0"), (1, "c9")]
    assert attempt.taken_back == 2
    journal = store.journal(attempt_id)
    assert [row.decision.choice for row in journal] == ["c0", "c1", "c2", "c9"]
    assert [row.undone_at is None for row in journal] == [True, False, False, True]


def test_taking_back_nothing_is_no_error(store: RecordStore) -> None:
    attempt_id = store.begin(new_attempt())
    store.take_back(attempt_id)
    assert store.journal(attempt_id) == []


@examples(25)
@given(st.lists(st.booleans(), max_size=12))
def test_any_sequence_of_choices_and_taking_back(tmp_path: Path, steps: list[bool]) -> None:
    """The live decisions are a stack; the journal forgets nothing."""
    with RecordStore.open(tmp_path / "mixed", now=clock()) as store:
        attempt_id = store.begin(new_attempt())
        expected: list[str] = []
        for number, forward in enumerate(steps):
            if forward:
                store.decide(attempt_id, decision(number))
                expected.append(f"c{number}")
            else:
                store.take_back(attempt_id)
                del expected[-1:]
        attempt = store.attempt(attempt_id)
        assert attempt is not None
        assert [decision.choice for decision in attempt.decisions] == expected
        assert [row.position for row in attempt.kept] == list(range(len(expected)))
        assert len(store.journal(attempt_id)) == sum(steps)


def test_unfinished_is_newest_first_by_the_last_choice(store: RecordStore) -> None:
    older, newer, idle = (store.begin(new_attempt(name)) for name in ("older", "newer", "idle"))
    store.decide(newer, decision(0))
    store.decide(older, decision(0))
    assert [attempt.id for attempt in store.unfinished()] == [older, newer, idle]


def test_finished_and_abandoned_are_not_offered_again(store: RecordStore) -> None:
    done, left, kept = (store.begin(new_attempt(name)) for name in ("done", "left", "kept"))
    store.finish(done, result())
    store.abandon(left)
    store.abandon(done)
    assert [attempt.id for attempt in store.unfinished()] == [kept]
    assert [summary.id for summary in store.history()] == [done]
    finished = store.attempt(done)
    assert finished is not None
    assert finished.result == result()
    assert finished.abandoned_at is None
    with pytest.raises(ValueError, match="over"):
        store.decide(done, decision(0))
    with pytest.raises(ValueError, match="over"):
        store.take_back(left)


@pytest.mark.parametrize("call", ["take_back", "abandon"])
def test_an_unknown_attempt_raises_an_error(store: RecordStore, call: str) -> None:
    with pytest.raises(LookupError):
        getattr(store, call)("nobody")
    with pytest.raises(LookupError):
        store.decide("nobody", decision(0))
    assert store.saving


def test_history_is_oldest_first_with_scores(store: RecordStore) -> None:
    for score in (40.0, 90.0, 70.0):
        store.finish(store.begin(new_attempt()), result(score, passed=score > 50))
    store.finish(store.begin(new_attempt("other")), result(10.0))
    assert [summary.score for summary in store.history("third-repair")] == [40.0, 90.0, 70.0]
    assert len(store.history()) == 4
    assert store.finished() == 4
    best, latest = best_and_latest(store.history())["third-repair"]
    assert (best.score, latest.score) == (90.0, 70.0)
    assert best.result.scores == {"heat": 90.0, "heat.hear": 80.0}


def test_passing_ranks_above_a_higher_score(store: RecordStore) -> None:
    store.finish(store.begin(new_attempt()), result(60.0, passed=True))
    store.finish(store.begin(new_attempt()), result(95.0, passed=False))
    best, latest = best_and_latest(store.history())["third-repair"]
    assert (best.score, latest.score) == (60.0, 95.0)


def test_score_is_the_mean_of_whole_rubrics() -> None:
    assert AttemptResult("e", "partial", False, {"heat": 60.0, "care": 80.0, "heat.hear": 0.0}, "heat").score == 60.0
    assert AttemptResult("e", "partial", False, {}, "heat").score is None


def test_finishing_again_keeps_the_first_time(store: RecordStore) -> None:
    attempt_id = store.begin(new_attempt())
    store.finish(attempt_id, result(50.0))
    (first,) = store.history()
    store.finish(attempt_id, result(55.0))
    (second,) = store.history()
    assert first.ended_at == second.ended_at
    assert second.score == 55.0


def test_reflection_and_goal(store: RecordStore) -> None:
    first, second = store.begin(new_attempt("one")), store.begin(new_attempt("two"))
    store.reflect(first, "太快了")
    store.set_goal(second, " 如果对方提到第三次，我先复述 ")
    store.set_goal(first, "older?")
    store.reflect(second, "said later")
    goal = store.goal_in_force()
    assert goal is not None
    assert (goal.text, goal.attempt_id, goal.scenario_id) == ("older?", first, "one")
    store.set_goal(first, "")
    goal = store.goal_in_force()
    assert goal is not None
    assert goal.text == "如果对方提到第三次，我先复述"
    attempt = store.attempt(first)
    assert attempt is not None
    assert (attempt.before_score, attempt.goal) == ("太快了", None)


def test_settings(store: RecordStore, folder: Path) -> None:
    assert store.setting("language") is None
    store.set_setting("language", "zh")
    store.set_setting("language", "en")
    store.close()
    with reopen(folder) as again:
        assert again.setting("language") == "en"


def test_any_typed_text_can_be_stored(store: RecordStore) -> None:
    attempt_id = store.begin(new_attempt())
    for words in ("half \ud83d", "nul \x00 end", "'; DROP TABLE attempts; --", "😀"):
        store.decide(attempt_id, Decision("c", "zh", own_words=words))
    store.reflect(attempt_id, "\udcff")
    store.set_setting("k", "\ud83d")
    assert store.saving
    attempt = store.attempt(attempt_id)
    assert attempt is not None
    assert [decision.own_words for decision in attempt.decisions] == [
        "half ?",
        "nul \x00 end",
        "'; DROP TABLE attempts; --",
        "😀",
    ]


def test_times_in_different_zones_sort_correctly(folder: Path) -> None:
    east = datetime(2026, 3, 1, 17, 0, tzinfo=timezone(timedelta(hours=8)))
    west = datetime(2026, 3, 1, 8, 59, tzinfo=UTC)
    with RecordStore.open(folder, now=iter([east, west]).__next__) as store:
        first, second = store.begin(new_attempt("east")), store.begin(new_attempt("west"))
        assert [attempt.id for attempt in store.unfinished()] == [first, second]
        assert store.unfinished()[0].started_at == east


def test_a_rejected_write_changes_nothing(folder: Path) -> None:
    with RecordStore.open(folder, now=clock(), new_id=lambda: "same") as store:
        store.begin(new_attempt())
        text = source("scenario", "other", "new text")
        other = NewAttempt(scenario_id="other", bundle=(text,), seed=1, mode="exam", language="en")
        with pytest.raises(sqlite3.IntegrityError):
            store.begin(other)
        assert store.saving
        assert store.source(text.digest) is None
        assert [attempt.scenario_id for attempt in store.unfinished()] == ["third-repair"]


def test_closing_twice_does_no_harm(folder: Path) -> None:
    store = RecordStore.open(folder, now=clock())
    store.close()
    store.close()


def test_hints_are_counted_and_survive(store: RecordStore) -> None:
    attempt_id = store.begin(new_attempt())
    store.hint(attempt_id)
    store.hint(attempt_id)
    attempt = store.attempt(attempt_id)
    assert attempt is not None
    assert attempt.hints == 2
