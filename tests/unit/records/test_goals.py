"""Goals in the record: which one is in force, when it is asked about, and the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from failing_disk import Failing
from roleplay.records.model import GoalAnswer, GoalRecord
from roleplay.records.store import RecordStore

from .conftest import clock, new_attempt, result


def goal_in_force(store: RecordStore) -> GoalRecord:
    goal = store.goal_in_force()
    assert goal is not None
    return goal


def attempt_with_goal(store: RecordStore, text: str, scene: str = "one") -> str:
    """A finished attempt in whose debrief a goal was set."""
    attempt_id = store.begin(new_attempt(scene))
    store.finish(attempt_id, result())
    store.set_goal(attempt_id, text)
    return attempt_id


def test_a_goal_is_asked_about_in_attempts_that_began_after_it(store: RecordStore) -> None:
    before = store.begin(new_attempt("two"))
    origin = attempt_with_goal(store, "I first listen")
    after = store.begin(new_attempt("two"))
    assert store.goal_to_ask(before) is None
    assert store.goal_to_ask(origin) is None
    assert store.goal_to_ask(after) == goal_in_force(store)
    assert store.goal_to_ask("nobody") is None


def test_it_is_asked_once_per_attempt_and_the_first_answer_stays(store: RecordStore, folder: Path) -> None:
    origin, after = attempt_with_goal(store, "I first listen"), store.begin(new_attempt("two"))
    goal = goal_in_force(store)
    store.answer_goal(after, goal, GoalAnswer.PARTLY)
    store.answer_goal(after, goal, GoalAnswer.NO)
    assert store.goal_to_ask(after) is None
    later = store.begin(new_attempt("three"))
    store.answer_goal(later, goal, GoalAnswer.YES)
    store.close()
    with RecordStore.open(folder, now=clock()) as again:
        (listed,) = again.goals()
        assert (listed.text, listed.attempt_id, listed.scenario_id) == ("I first listen", origin, "one")
        assert [(check.answer, check.attempt_id, check.scenario_id) for check in listed.checks] == [
            (GoalAnswer.PARTLY, after, "two"),
            (GoalAnswer.YES, later, "three"),
        ]
        assert listed.in_force, "achieving it once does not end it"
        answered = again.attempt(after)
        assert answered is not None
        assert answered.answered is not None
        assert (answered.answered.goal, answered.answered.from_attempt) == ("I first listen", origin)


def test_a_new_goal_replaces_it(store: RecordStore) -> None:
    attempt_with_goal(store, "first")
    later = attempt_with_goal(store, "second")
    assert [(goal.text, goal.in_force) for goal in store.goals()] == [("second", True), ("first", False)]
    store.set_goal(later, "")
    assert goal_in_force(store).text == "first", "setting the same text again ends nothing"


def test_a_withdrawn_goal_stays_in_the_list_and_none_is_in_force(store: RecordStore) -> None:
    attempt_with_goal(store, "first")
    attempt_with_goal(store, "second")
    store.end_goal(goal_in_force(store))
    assert store.goal_in_force() is None
    assert store.goal_to_ask(store.begin(new_attempt())) is None
    second, first = store.goals()
    assert (second.ended_at is not None, first.ended_at) == (True, None)
    attempt_with_goal(store, "third")
    assert goal_in_force(store).text == "third"


def test_a_goal_withdrawn_and_set_again_is_in_force(store: RecordStore) -> None:
    origin = attempt_with_goal(store, "first")
    store.end_goal(goal_in_force(store))
    store.set_goal(origin, "first")
    assert goal_in_force(store).ended_at is None


@pytest.mark.parametrize("reads", [True, False])
def test_an_answer_survives_disk_failure(folder: Path, reads: bool) -> None:
    with RecordStore.open(folder, now=clock()) as store:
        attempt_with_goal(store, "I first listen")
        after = store.begin(new_attempt("two"))
        store.answer_goal(after, goal_in_force(store), GoalAnswer.YES)
        broken = Failing(store._database.connection, "disk I/O error", "COMMIT", reads=reads)
        store._database.connection = broken  # type: ignore[assignment]
        store.reflect(after, "so so")
        assert not store.saving
        (goal,) = store.goals()
        assert [check.answer for check in goal.checks] == [GoalAnswer.YES]
        assert store.goal_to_ask(after) is None
