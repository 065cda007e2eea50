"""Results by earlier scoring versions, and replacing them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cell_damage import damage_cell
from roleplay.records.model import PracticeTally, best_and_latest
from roleplay.records.rows import result_to_json
from roleplay.records.store import RecordStore
from roleplay.scene.frozen import FrozenDict

from .conftest import clock, new_attempt, result

OLD, NEW = result(57.0, passed=True), result(31.0, passed=False)._replace(scoring=2)


def finished(store: RecordStore) -> str:
    attempt_id = store.begin(new_attempt())
    store.finish(attempt_id, OLD)
    return attempt_id


def test_a_new_result_replaces_the_old_one_which_is_archived(store: RecordStore) -> None:
    attempt_id = finished(store)
    store.begin(new_attempt("unfinished"))
    assert [attempt.id for attempt in store.judged_by_earlier(2)] == [attempt_id]
    assert store.judged_by_earlier(1) == []
    store.replace_results({attempt_id: NEW}, 2)
    (summary,) = store.history()
    assert (summary.result, summary.earlier) == (NEW, OLD)
    assert store.judged_by_earlier(2) == []
    best, latest = best_and_latest(store.history())["third-repair"]
    assert best.result == latest.result == NEW


def test_the_last_but_one_result_is_shown(store: RecordStore) -> None:
    attempt_id = finished(store)
    third = result(80.0)._replace(scoring=3)
    store.replace_results({attempt_id: NEW}, 2)
    store.replace_results({attempt_id: third}, 3)
    (summary,) = store.history()
    assert (summary.result, summary.earlier) == (third, NEW)


def test_an_attempt_that_cannot_be_replayed_is_not_tried_again_by_the_same_scoring(store: RecordStore) -> None:
    attempt_id = finished(store)
    store.replace_results({attempt_id: None}, 2)
    assert store.judged_by_earlier(2) == []
    assert [attempt.id for attempt in store.judged_by_earlier(3)] == [attempt_id]
    (summary,) = store.history()
    assert (summary.result, summary.earlier) == (OLD, None)


def test_two_programs_at_once_lose_nothing(store: RecordStore, folder: Path) -> None:
    attempt_id = finished(store)
    with RecordStore.open(folder, now=clock()) as other:
        other.replace_results({attempt_id: NEW}, 2)
        other.set_goal(attempt_id, "I first listen")
        store.replace_results({attempt_id: NEW}, 2)
        store.replace_results({attempt_id: None}, 2)
        store.replace_results({attempt_id: OLD}, 1)
        (summary,) = store.history()
        assert (summary.result, summary.earlier) == (NEW, OLD)
        goal = store.goal_in_force()
        assert goal is not None
        other.reflect(attempt_id, "so so")
        assert [attempt.id for attempt in store.history()] == [attempt_id], "it is still a single attempt"


def test_missing_tallies_are_counted_once(store: RecordStore) -> None:
    attempt_id = finished(store)
    (record,) = store.uncounted(1)
    assert record.id == attempt_id
    less = PracticeTally(FrozenDict({"cut_in": (2, 5)}), FrozenDict({"heat.hear": 1}), 3, 4)
    store.replace_results({attempt_id: result()._replace(counted=less)}, 1)
    assert store.history()[0].result.counted == less
    assert len(store.uncounted(1)) == 1, "offered moves were not counted at first"
    counted = less._replace(offered=FrozenDict({"cut_in": 4}))
    store.replace_results({attempt_id: result()._replace(counted=counted)}, 1)
    assert store.history()[0].result.counted == counted
    assert store.uncounted(1) == []
    other = finished(store)
    store.replace_results({other: None}, 1)
    assert store.uncounted(1) == [], "attempts that cannot be replayed are not tried again"
    assert [record.id for record in store.uncounted(2)] == [other], "except by the next scoring version"


@pytest.mark.parametrize(
    "cell",
    ["1", "[]", "[[],{},0,0]", '[{"a":[1]},{},0,0]', '[{},{"a":-1},0,0]', "[{},{},0.5,0]", "[{},{},0,0,0]", "null"],
)
def test_invalid_counts_set_the_attempt_aside(store: RecordStore, folder: Path, cell: str) -> None:
    finished(store)
    outcome = {**json.loads(result_to_json(OLD)), "counted": json.loads(cell)}
    damage_cell(folder / "records.db", "UPDATE attempts SET outcome = ?", json.dumps(outcome))
    assert store.history() == []
    assert [damaged.columns for damaged in store.set_aside] == [("attempts.outcome",)]
