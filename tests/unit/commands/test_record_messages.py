"""Messages about a record that is damaged, newer or unwritable: on standard error, so that output stays clean."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cell_damage import damage_cell
from command_runs import RunResult, run
from desk_scene import desk_home
from roleplay.locales import catalogue
from roleplay.records import schema

WALK = ("sit", "today", "", "", "-")
HOSTILE = "[red]\x1b[31m"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played to its end, then left after one line."""
    home = desk_home(tmp_path)
    for typed in (WALK, ("sit", "q")):
        played = run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=typed)
        assert (played.code, played.err) == (0, "")
    return home


def damage(home: Path, column: str, value: str) -> None:
    """Put a value into a cell of the unfinished attempt, or of its line."""
    table = column.partition(".")[0]
    name = "id" if table == "attempts" else "attempt_id"
    open_one = "(SELECT id FROM attempts ORDER BY rowid DESC LIMIT 1)"
    damage_cell(
        home / "records.db", f"UPDATE {table} SET {column.partition('.')[2]} = {value} WHERE {name} = {open_one}"
    )


def warns(ran: RunResult, *texts: str) -> None:
    assert "Traceback" not in ran.out + ran.err
    assert ran.code == 0, (ran.out, ran.err)
    (line,) = ran.err.splitlines()
    for text in texts:
        assert text in line


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("map", "desk")], ids=" ".join)
def test_a_damaged_attempt_is_named(home: Path, words: tuple[str, ...]) -> None:
    damage(home, "decisions.shown", "'{'")
    warns(run(home, *words), "One attempt in your record is damaged and was set aside: “The counter”, begun on 2")
    warns(run(home, *words, "--lang", "zh"), "记录里有一次练习坏了，先放到一边：《柜台前》（2", "其余的都在")


def test_the_finished_one_stays_in_the_list_and_the_map(home: Path) -> None:
    listed_before: list[Any] = json.loads(run(home, "list", "--json").out)
    before = run(home, "map", "desk").out
    damage(home, "attempts.seed", "'?'")
    assert json.loads(run(home, "list", "--json").out) == listed_before
    assert run(home, "map", "desk").out.count("\n") == before.count("\n")


def test_playing_works_without_it(home: Path) -> None:
    damage(home, "attempts.personas", "'[1]'")
    ran = run(home, "play", "desk", "--seed", "0", "--no-briefing", typed=WALK)
    assert (ran.code, ran.err) == (0, "")
    ran.says("One attempt in your record is damaged and was set aside: “The counter”", "He stays")
    listed = run(home, typed="q\n")
    assert listed.code == 0
    listed.says("One attempt in your record is damaged")
    resumed = run(home, "play", "desk", "--resume", "--no-briefing", typed="q\n")
    resumed.says("No unfinished attempt at this scene", "set aside")


def test_a_setup_that_does_not_fit_the_scene_is_a_sentence(home: Path) -> None:
    damage(home, "attempts.personas", '\'{"wang":"nobody"}\'')
    ran = run(home, "play", "desk", "--resume", "--no-briefing", typed="q\n")
    assert (ran.code, ran.err) == (0, "")
    ran.says("it does not fit its scene", "desk (")


def test_goals_are_listed_without_the_damaged_one(home: Path) -> None:
    run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=(*WALK[:-1], "When he shouts, I breathe."))
    run(home, "goals").says("When he shouts, I breathe.")
    damage_cell(home / "records.db", "UPDATE reflections SET goal_at = x'00'")
    ran = run(home, "goals")
    warns(ran, "set aside: “The counter”")
    assert "I breathe" not in ran.out


def test_the_doctor_names_the_cells_and_keeps_what_is_left(home: Path, tmp_path: Path) -> None:
    damage(home, "decisions.shown", "'{'")
    damage(home, "attempts.options", f"CAST(x'ff' AS TEXT) || '{HOSTILE}'")
    ran = run(home, "doctor")
    assert (ran.code, ran.err) == (0, "")
    ran.says("damaged attempts in the record, set aside: 1;", "(row 2): attempts.options, decisions.shown", "--export")
    run(home, "doctor", "--lang", "zh").says("记录里坏了、放到一边的练习：1 次；其余的都在", "《柜台前》")
    target = tmp_path / "left.json"
    old_umask = os.umask(0)
    try:
        run(home, "doctor", "--export", str(target)).says(f"what is left of 1 damaged attempts is in {target}")
    finally:
        os.umask(old_umask)
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600
    (attempt,) = json.loads(target.read_text(encoding="utf-8"))["attempts"]
    assert attempt["attempt"]["options"] == {"damaged": f"\\udcff{HOSTILE}"}
    assert [line["choice"] for line in attempt["decisions"]] == ["sit"]
    run(home, "doctor", "--export", str(tmp_path)).fails("cannot be written")


def test_an_intact_record_has_nothing_to_export(home: Path, tmp_path: Path) -> None:
    ran = run(home, "doctor", "--export", str(tmp_path / "left.json"))
    assert (ran.code, ran.out) == (0, "No attempt in the record is damaged.\n")
    assert not (tmp_path / "left.json").exists()


@pytest.mark.parametrize("words", [("list",), ("goals",), ("map", "desk")], ids=" ".join)
def test_a_newer_record_is_reported(home: Path, words: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(home / "records.db")) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    warns(run(home, *words), f"Your record at {home}/records.db was written by a newer version of this program")
    warns(run(home, *words, "--lang", "zh"), "是更新版本的程序写的，没有动它")
    run(home, typed="q\n").says("was written by a newer version")


@pytest.mark.parametrize(("language", "exams"), [("en", "exams"), ("zh", "考核")])
def test_exams_are_named_among_other_practice(language: str, exams: str) -> None:
    warns = catalogue(language)
    assert exams in warns("doctor.damaged_practice", count=1)
    assert exams in warns("delete.everything", finished=1, unfinished=0)
