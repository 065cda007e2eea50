"""A damaged cell affects only its attempt, which is named. All rows are read in one place."""

from __future__ import annotations

import ast
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cell_damage import damage_cell
from roleplay import records
from roleplay.records import cells, disk, schema
from roleplay.records.cells import COLUMNS
from roleplay.records.model import GoalAnswer, best_and_latest
from roleplay.records.store import RecordStore
from roleplay.session import Mode, Options

from .conftest import SCENE, clock, decision, new_attempt, result


@pytest.fixture(autouse=True)
def played(folder: Path) -> None:
    """A record with a finished and an unfinished attempt to be damaged, and another one of each."""
    ids = iter(["kept-done", "done", "kept-open", "open"])
    with RecordStore.open(folder, now=clock(), new_id=ids.__next__) as store:
        for name in ("kept-done", "done"):
            attempt_id = store.begin(new_attempt(name))
            store.decide(attempt_id, decision(0))
            store.finish(attempt_id, result())
            store.replace_results({attempt_id: result(50.0)._replace(scoring=2)}, 2)
            store.reflect(attempt_id, "too fast")
            store.set_goal(attempt_id, f"goal of {name}")
        goal = store.goal_in_force()
        assert goal is not None
        for name in ("kept-open", "open"):
            attempt_id = store.begin(new_attempt(name))
            store.decide(attempt_id, decision(0))
            store.decide(attempt_id, decision(1))
            store.answer_goal(attempt_id, goal, GoalAnswer.PARTLY)
        store.set_setting("language", "zh")


SPOILT = [
    ("attempts.bundle", "UPDATE attempts SET bundle = '[[1, 2, 3]]'"),
    ("attempts.bundle", "UPDATE attempts SET bundle = NULL"),
    ("attempts.seed", "UPDATE attempts SET seed = 'seven'"),
    ("attempts.seed", f"UPDATE attempts SET seed = '{'9' * 5000}'"),
    ("attempts.mode", "UPDATE attempts SET mode = 'easy'"),
    ("attempts.language", "UPDATE attempts SET language = x'ff'"),
    ("attempts.language", "UPDATE attempts SET language = CAST(x'7aff' AS TEXT)"),
    ("attempts.personas", "UPDATE attempts SET personas = '[]'"),
    ("attempts.options", "UPDATE attempts SET options = '{\"timed\": 1}'"),
    ("attempts.options", f"UPDATE attempts SET options = '{'[' * 9000}'"),
    ("attempts.started_at", "UPDATE attempts SET started_at = 'yesterday'"),
    ("attempts.started_at", "UPDATE attempts SET started_at = '2026-03-01T09:00:00'"),
    ("attempts.started_at", "UPDATE attempts SET started_at = '9999-12-31T23:59:59+00:00'"),
    ("attempts.hints", "UPDATE attempts SET hints = 'x'"),
    ("attempts.scenario_id", f"UPDATE attempts SET scenario_id = '{'x' * 2000}'"),
]
IN_DECISIONS = [
    ("decisions.shown", "UPDATE decisions SET shown = '{'"),
    ("decisions.shown", "UPDATE decisions SET shown = NULL"),
    ("decisions.at", "UPDATE decisions SET at = 5"),
    ("decisions.choice", "UPDATE decisions SET choice = x'00'"),
    ("decisions.own_words", "UPDATE decisions SET own_words = CAST(x'e4bd' AS TEXT)"),
    ("decisions.sure", "UPDATE decisions SET sure = 99"),
    ("decisions.guess", "UPDATE decisions SET guess = 1.5"),
    ("decisions.position", "UPDATE decisions SET position = position + 10"),
    ("decisions.undone_at", "UPDATE decisions SET undone_at = ''"),
]


@pytest.mark.parametrize(("column", "statement"), [*SPOILT, *IN_DECISIONS])
def test_a_damaged_unfinished_attempt_is_set_aside_and_named(folder: Path, column: str, statement: str) -> None:
    where = " WHERE attempt_id = 'open'" if column.startswith("decisions") else " WHERE id = 'open'"
    damage_cell(folder / disk.FILE_NAME, statement + where)
    with RecordStore.open(folder, now=clock()) as store:
        assert (store.problem, store.saving) == (None, True)
        assert [attempt.id for attempt in store.unfinished()] == ["kept-open"]
        assert [(damaged.id, damaged.columns) for damaged in store.set_aside] == [("open", (column,))]
        if column not in ("attempts.scenario_id", "attempts.started_at"):
            (damaged,) = store.set_aside
            assert (damaged.scenario_id, damaged.started_at) == ("open", store.set_aside[0].started_at)
        assert [summary.id for summary in store.history()] == ["kept-done", "done"]
        assert store.attempt("open") is None
        (set_aside,) = store.damage().attempts
        assert (set_aside.id, set_aside.columns) == ("open", (column,))
        store.decide("kept-open", decision(2))
        assert len(store.unfinished()[0].kept) == 3


@pytest.mark.parametrize(
    ("column", "statement"),
    [
        ("attempts.outcome", "UPDATE attempts SET outcome = '{}'"),
        ("attempts.outcome", "UPDATE attempts SET outcome = NULL"),
        ("attempts.outcome", "UPDATE attempts SET outcome = json_set(outcome, '$.scores.heat', 'ten')"),
        ("attempts.outcome", "UPDATE attempts SET outcome = replace(outcome, '50.0', 'NaN')"),
        ("attempts.outcome", "UPDATE attempts SET outcome = json_set(outcome, '$.outcome', 'draw')"),
        ("attempts.outcome", "UPDATE attempts SET outcome = json_set(outcome, '$.more', 1)"),
        ("attempts.ended_at", "UPDATE attempts SET ended_at = x'31'"),
        ("attempts.scoring", "UPDATE attempts SET scoring = -1"),
        ("attempts.mode", "UPDATE attempts SET mode = NULL"),
        ("earlier_results.outcome", "UPDATE earlier_results SET outcome = 'null'"),
    ],
)
def test_a_damaged_finished_attempt_is_set_aside_and_named(folder: Path, column: str, statement: str) -> None:
    damage_cell(
        folder / disk.FILE_NAME,
        statement + (" WHERE attempt_id = 'done'" if "earlier" in column else " WHERE id = 'done'"),
    )
    with RecordStore.open(folder, now=clock()) as store:
        assert [summary.id for summary in store.history()] == ["kept-done"]
        assert list(best_and_latest(store.history())) == ["kept-done"]
        assert [(damaged.id, damaged.columns) for damaged in store.set_aside] == [("done", (column,))]
        assert [attempt.id for attempt in store.unfinished()] == ["open", "kept-open"]


def test_an_ending_without_its_time_cannot_be_resumed(folder: Path) -> None:
    damage_cell(folder / disk.FILE_NAME, "UPDATE attempts SET ended_at = NULL WHERE id = 'done'")
    with RecordStore.open(folder, now=clock()) as store:
        assert [attempt.id for attempt in store.unfinished()] == ["open", "kept-open"]
        assert [damaged.columns for damaged in store.set_aside] == [("attempts.ended_at",)]


def test_a_goal_with_damaged_cells_is_left_out(folder: Path) -> None:
    damage_cell(folder / disk.FILE_NAME, "UPDATE reflections SET goal_at = 'x' WHERE attempt_id = 'done'")
    damage_cell(folder / disk.FILE_NAME, "UPDATE goal_answers SET answer = 'perhaps' WHERE attempt_id = 'open'")
    with RecordStore.open(folder, now=clock()) as store:
        assert [(goal.text, goal.in_force) for goal in store.goals()] == [("goal of kept-done", True)]
        assert {damaged.id for damaged in store.set_aside} == {"done", "open"}
        assert [attempt.id for attempt in store.unfinished()] == ["kept-open"]


def test_damaged_settings_and_texts_count_as_missing(folder: Path) -> None:
    damage_cell(folder / disk.FILE_NAME, "UPDATE settings SET value = x'ff'")
    damage_cell(folder / disk.FILE_NAME, "UPDATE sources SET text = replace(text, '返', '反') WHERE kind = 'scenario'")
    with RecordStore.open(folder, now=clock()) as store:
        assert store.setting("language") is None
        assert store.source(SCENE.digest) is None, "a changed letter makes another text"
        damage = store.damage()
        assert (damage.attempts, damage.texts, damage.settings) == ((), ("scenario third-repair",), ("language",))
        store.begin(new_attempt())
        assert store.source(SCENE.digest) == SCENE.text, "playing the exact text repairs the copy"
        store.set_setting("language", "en")
        assert not store.damage()


def test_an_attempt_with_a_damaged_id_is_named_by_its_row(folder: Path) -> None:
    damage_cell(folder / disk.FILE_NAME, "UPDATE attempts SET id = x'ff', started_at = 0 WHERE id = 'open'")
    with RecordStore.open(folder, now=clock()) as store:
        store.unfinished()
        (damaged,) = store.set_aside
        assert (damaged.row, damaged.id, damaged.scenario_id, damaged.started_at) == (4, None, "open", None)
        assert store.damage().strays == 3, "its two decisions and its answer are strays"


def test_an_attempt_damaged_during_play_continues_as_another(folder: Path) -> None:
    with RecordStore.open(folder, now=clock(), new_id=lambda: "again") as store:
        store.unfinished()
        damage_cell(folder / disk.FILE_NAME, "UPDATE decisions SET shown = '' WHERE attempt_id = 'open'")
        store.decide("open", decision(2))
        assert store.saving
        store.decide("open", decision(3))
        attempt = store.attempt("open")
        assert attempt is not None
        assert (attempt.id, len(attempt.kept)) == ("again", 4)
    with RecordStore.open(folder, now=clock()) as store:
        assert {attempt.id for attempt in store.unfinished()} == {"kept-open", "again"}


def test_the_remains_can_be_exported(folder: Path) -> None:
    damage_cell(folder / disk.FILE_NAME, "UPDATE decisions SET shown = '[1', at = CAST(x'41ff' AS TEXT) WHERE seq = 6")
    damage_cell(folder / disk.FILE_NAME, "UPDATE decisions SET attempt_id = 'nobody' WHERE attempt_id = 'kept-done'")
    with RecordStore.open(folder, now=clock()) as store:
        remains: dict[str, Any] = json.loads(json.dumps(store.remains()))
    (attempt,) = remains["attempts"]
    assert attempt["damaged"] == ["decisions.at", "decisions.shown"]
    assert attempt["attempt"]["options"] == {"own_words": True}
    first, second = attempt["decisions"]
    assert first["shown"] == ["b", "c0", "a"]
    assert (second["own_words"], second["shown"], second["at"]) == (
        "您坐 1",
        {"damaged": "[1"},
        {"damaged": "A\\udcff"},
    )
    assert [answer["answer"] for answer in attempt["goal_answers"]] == ["partly"]
    assert [(row["table"], row["own_words"]) for row in remains["strays"]] == [("decisions", "您坐 0")]
    assert SCENE.text in [text["text"] for text in remains["texts"]]


def test_every_column_has_a_parser() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(db)
    existing = {
        f"{table}.{column}"
        for table in schema.tables()
        for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    db.close()
    assert existing == set(COLUMNS)


def test_the_parsers_accept_what_is_written() -> None:
    assert {mode.value for mode in Mode} == cells._MODES
    assert set(Options._fields) == cells._SWITCHES


def test_only_the_row_reader_reads_rows() -> None:
    """Code that fetched rows elsewhere would let one damaged cell break everything again."""
    allowed = {
        "row_reader.py",
        "disk.py",
        "schema.py",
        "database.py",
    }  # the others query the database, not its rows
    for file in Path(next(iter(records.__path__))).glob("*.py"):
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert file.name in allowed or not calls & {"fetchone", "fetchall", "fetchmany"}, file.name
