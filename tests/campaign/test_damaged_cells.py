"""Damaged cells: every column of every table takes hostile values, and only the attempt they hit is set aside.

Each value (NULL, wrong types, huge, not UTF-8, invalid or unexpected JSON, times and numbers out of all bounds) is put
into a cell of one attempt of an intact record: in the short form a sample, in the long one all values in both kinds of
attempts. Each time the record must open and accept writes, every other attempt, goal, text and setting must be
unchanged, no query may raise, what cannot be read must be named and exportable, and a play begun then must end
normally. The same through the commands: list, map, goals, doctor and a plain play end without a traceback.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from campaign_size import LONG, short_or_long
from cell_damage import damage_cell
from command_runs import run
from desk_scene import desk_home
from roleplay.records.cells import COLUMNS
from roleplay.records.model import GoalAnswer, best_and_latest
from roleplay.records.store import RecordStore
from roleplay.workspace.workspace import Workspace

#: Values as SQL expressions.
HOSTILE = (
    "NULL", "''", "'x'", "0", "-1", "1.5", "9e999", "9223372036854775807", "x''", "x'00ff'", "zeroblob(100000)",
    "CAST(x'ff' AS TEXT)", "CAST(x'e4bda0e5' AS TEXT)", "CAST(x'00' AS TEXT)", "printf('%.*c', 3000000, 'z')",
    "printf('%.*c', 5000, '9')", "printf('%.*c', 20000, '[')", "'{'", "'[]'", "'{}'", "'null'", "'true'", "'7'",
    "'NaN'", "'[[]]'", "'[[\"a\",\"b\",\"c\",\"d\"]]'", "'[[1,2,3]]'", "'[\"a\"]'", "'[null]'",
    "'{\"a\":1}'", "'{\"a\":\"b\"}'", "'{\"wang\":\"nobody\"}'", "'{\"own_words\":\"yes\"}'",
    "'{\"rubric\":\"nobody\"}'", "'[\"\\ud83d\"]'",
    "'2026-03-01'", "'2026-03-01T09:00:00'", "'9999-12-31T23:59:59.999999+00:00'", "'0001-01-01T00:00:00+14:00'",
    "'2026-02-30T09:00:00+00:00'", "char(27) || '[2J' || char(10, 8238)", "'../../etc/passwd'", "'exam'", "'desk'",
)  # fmt: skip
CASES = [(column, value) for column in COLUMNS for value in HOSTILE]
COMMANDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("list", "--json"), ()),
    (("map", "desk"), ()),
    (("goals",), ()),
    (("doctor",), ()),
    (("play", "desk", "--resume", "--no-briefing"), ("q",)),
    (("play", "desk", "--new", "--seed", "0", "--no-briefing"), ("sit", "today", "", "", "-")),
)
#: The row to damage in tables that do not belong to an attempt.
_OWN = {"settings": "key = 'language'", "sources": "kind = 'scenario'", "practice": "about = 'heat.hear'"}


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the desk was finished and left, twice each; the first two attempts get damaged."""
    home = desk_home(tmp_path_factory.mktemp("sound"))
    for _ in range(2):
        for typed in (("sit", "today", "too fast", "", "When he shouts, I breathe."), ("sit", "q")):
            played = run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=typed)
            assert (played.code, played.err) == (0, "")
    with closing(sqlite3.connect(home / "records.db")) as db, db:
        ids = [id_ for (id_,) in db.execute("SELECT id FROM attempts ORDER BY rowid")]
        db.executemany("INSERT INTO earlier_results SELECT id, 1, outcome FROM attempts WHERE id = ?", [(ids[0],)])
        answer = f"INSERT INTO goal_answers SELECT ?, '{ids[0]}', 'goal', ?, started_at FROM attempts LIMIT 1"
        db.executemany(answer, [(id_, GoalAnswer.YES.value) for id_ in ids[:2]])
        db.execute("INSERT INTO settings VALUES ('language', 'en'), ('theme', 'projector-light')")
    with RecordStore.open(home, now=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as store:
        for card in ("heat.hear", "heat.act"):  # the first one gets damaged
            store.practice.add("focus", card, {}, "desk")
    return home


def damaged(intact: Path, root: Path, cases: list[tuple[str, str]], finished: bool) -> Iterator[tuple[Path, str]]:
    """A copy of the home for each case, with the value in a cell of the first attempt, or of the second."""
    for column, value in cases:
        table, _, name = column.partition(".")
        shutil.copy(intact / "records.db", root / "records.db")
        which = f"(SELECT id FROM attempts ORDER BY rowid LIMIT 1 OFFSET {int(not finished)})"
        where = _OWN.get(table, f"{'id' if table == 'attempts' else 'attempt_id'} = {which}")
        try:
            damage_cell(root / "records.db", f"UPDATE {table} SET {name} = {value} WHERE {where}")
        except sqlite3.IntegrityError:  # a key that cannot hold the value, or already exists
            continue
        yield root, f"{column} = {value} ({'finished' if finished else 'left'})"


def query_results(workspace: Workspace) -> dict[str, Any]:
    """The results of all queries of the record, as comparable values."""
    store = workspace.store
    unfinished, history = store.unfinished(), store.history()
    store.goal_in_force()
    best_and_latest(store.history())
    store.judged_by_earlier(99)
    list(workspace.rescore_outdated())
    return {
        "unfinished": {attempt.id: attempt for attempt in unfinished},
        "history": {summary.id: summary for summary in history},
        "goals": {(goal.attempt_id, goal.text): goal._replace(in_force=False, checks=()) for goal in store.goals()},
        "practice": {event.about: event for event in store.practice.events("focus", "heat.act")},
        "attempts": {summary.id: store.attempt(summary.id) for summary in history},
    }


def sample() -> list[tuple[list[tuple[str, str]], bool]]:
    """The cases to try; in the short form one per column."""
    if LONG:
        return [(CASES, True), (CASES, False)]
    chance = random.Random(13)
    few = [(column, chance.choice(HOSTILE)) for column in COLUMNS]
    return [(few[::2], True), (few[1::2], False)]


@pytest.fixture
def home(intact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(intact, tmp_path / "home")
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("roleplay.workspace.workspace.shipped_library", lambda: tmp_path / "none")
    return tmp_path / "home"


@pytest.mark.parametrize(("cases", "finished"), sample(), ids=["finished", "left"])
def test_everything_else_is_unaffected(intact: Path, home: Path, cases: list[tuple[str, str]], finished: bool) -> None:
    with closing(Workspace()) as workspace:
        whole = query_results(workspace)
    begun = sorted(whole["unfinished"].values(), key=lambda attempt: attempt.started_at)
    damaged_id = next(iter(whole["history"])) if finished else begun[0].id
    for _, case in damaged(intact, home, cases, finished):
        with closing(Workspace()) as workspace:
            store = workspace.store
            assert (store.problem, store.saving) == (None, True), case
            now = query_results(workspace)
            for kind, before in whole.items():
                others = {key: value for key, value in before.items() if damaged_id not in key}
                assert {key: now[kind].get(key) for key in others} == others, (case, kind)
            damage = store.damage()
            missing = (set(whole["unfinished"]) | set(whole["history"])) - set(now["unfinished"]) - set(now["history"])
            assert not missing or damage.attempts or damage.strays, f"not reported: {case}"
            assert len(store.set_aside) <= 1, case
            json.dumps(store.remains(), allow_nan=False)
    assert not list(home.glob("records.damaged*"))


@pytest.mark.parametrize(("cases", "finished"), sample(), ids=["finished", "left"])
def test_the_commands_end_without_a_traceback(
    intact: Path, home: Path, cases: list[tuple[str, str]], finished: bool
) -> None:
    for _, case in damaged(intact, home, cases[:: short_or_long(12, 11)], finished):
        for words, typed in COMMANDS:
            ran = run(home, *words, typed=typed)
            assert ran.code == 0, (case, words, ran.out, ran.err)
            assert "Traceback" not in ran.out + ran.err, (case, words)
            assert "\x1b" not in ran.out + ran.err, (case, words)
