"""``roleplay export``: what is selected, where it is written, and the messages about it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from cell_damage import damage_cell
from command_runs import run
from desk_scene import desk_home
from roleplay.presenting import attempt_tables
from roleplay.records.journal import PortableJournal
from roleplay.records.journal_file import read_journal
from roleplay.scoring.version import VERSION
from roleplay.session import Attempt
from roleplay.session.review import Debrief, debrief

from .test_history_command import WALK, ids


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played to its end once, and left unfinished once."""
    home = desk_home(tmp_path)
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice")
    assert run(home, *words, typed=("sit", "u", *WALK)).code == 0
    run(home, *words, typed=WALK[:1])
    return home


def read(path: Path) -> PortableJournal:
    journal = read_journal(path)
    assert isinstance(journal, PortableJournal), journal
    return journal


def test_a_journal_is_printed_or_written_to_a_private_file(home: Path) -> None:
    path = home / "out.jsonl"
    ran = run(home, "export", "--output", str(path))
    ran.says(str(path), "Attempts: 2", "--own-words")
    assert run(home, "export").out == path.read_text(encoding="utf-8")
    assert run(home, "export", "--output", "-").out == path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(read(path).attempts) == 2
    assert "listen first" not in path.read_text(encoding="utf-8")
    run(home, "export", "--own-words", "--name", "王芳", "--output", str(path), "--lang", "zh").says(
        "你自己打的话也在里面"
    )
    assert (read(path).name, read(path).own_words) == ("王芳", True)
    assert "listen first" in path.read_text(encoding="utf-8")


def test_attempts_are_named_as_in_other_commands(home: Path) -> None:
    first = ids(home)[0]
    printed = run(home, "export", first[:6]).out.splitlines()
    assert [json.loads(line)["id"] for line in printed if '"line":"attempt"' in line] == [first]
    assert run(home, "export", "--scene", "desk").out.count('"line":"attempt"') == 2
    run(home, "export", "zzz").fails("no finished attempt 'zzz'")
    run(home, "export", "--scene", "nowhere").fails("no attempt at 'nowhere'")


def test_without_attempts_the_journal_is_empty(tmp_path: Path) -> None:
    assert len(run(tmp_path / "nobody", "export").lines) == 2


def test_a_name_that_an_import_would_refuse_is_refused(home: Path) -> None:
    for name in ("x" * 201, "", " ", "a\nb", "\x1b[2J"):
        run(home, "export", "--name", name).fails("1 to 200")
    assert '"name":"' + "x" * 200 in run(home, "export", "--name", "x" * 200).out


def test_nothing_is_suggested_that_is_refused(home: Path) -> None:
    ran = run(home, "export", "--anonymous", "--output", str(home / "out.jsonl"))
    assert "--own-words" not in ran.out + ran.err


def test_a_failed_write_leaves_the_existing_file(home: Path, tmp_path: Path) -> None:
    run(home, "export", "--output", str(tmp_path)).fails(str(tmp_path), "Is a directory")
    run(home, "export", "--output", str(home / "no" / "where.jsonl")).fails("where.jsonl")
    link = tmp_path / "link.jsonl"
    link.symlink_to(home / "linked.jsonl")
    run(home, "export", "--output", str(link))
    assert link.is_symlink()
    assert len(read(home / "linked.jsonl").attempts) == 2


def table(home: Path, *words: str) -> list[dict[str, str]]:
    path = home / "table.csv"
    assert run(home, "export", "--format", "csv", "--output", str(path), *words).code == 0
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "or a spreadsheet does not know that it is UTF-8"
    assert b"\r\n" in raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def test_a_record_is_never_overwritten(home: Path) -> None:
    record = home / "records.db"
    for words in (("export",), ("export", "--format", "csv"), ("report", "--format", "md")):
        run(home, *words, "-o", str(record)).fails("it is a database")
    run(home, "export", "-o", str(record), "--lang", "zh").fails("说不定就是你的练习记录")
    assert len(ids(home)) == 1


def test_one_row_per_decision_including_those_taken_back(home: Path) -> None:
    rows = table(home)
    assert [(row["Turn"], row["Choice"], row["Taken back"]) for row in rows] == [
        ("1", "sit", "yes"),
        ("1", "sit", ""),
        ("2", "today", ""),
    ]
    assert rows[0]["Said"] == rows[1]["Said"] == "Please sit, and go on."
    assert rows[0]["Heard"] == rows[1]["Heard"] != ""
    assert rows[0]["Points by criterion"] == rows[0]["Moves"] == "", "what was taken back is not judged"
    assert (rows[0]["Scene"], rows[0]["Mode"], rows[0]["Seconds since the last line"]) == ("desk", "Practice", "0")
    assert rows[1]["Points by criterion"] == "desk-rubric.hear +2"
    assert rows[1]["Moves"] == "hears them out"
    assert rows[0]["Own words first"] == rows[0]["Name"] == ""
    chinese = table(home, "--lang", "zh")
    assert chinese[1]["动作"] == "听人说完"


def test_no_better_line_is_named_if_there_was_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is better on other criteria, or only because of what it leads to, does not count."""

    def debrief_without_better(attempt: Attempt) -> Debrief:
        first, *others = (seen := debrief(attempt)).turns
        return seen._replace(turns=(first._replace(best=first.choice, local_cost=0.0), *others))

    monkeypatch.setattr(attempt_tables, "debrief", debrief_without_better)
    (row,) = (row for row in table(home) if (row["Turn"], row["Taken back"]) == ("1", ""))
    assert (row["Points below the best line"], row["A better line"]) == ("0", "")


def test_one_row_per_criterion(home: Path) -> None:
    rows = table(home, "--rows", "criteria", "--name", "=HYPERLINK(1)")
    assert [(row["Criterion"], row["Per cent"], row["Level (0-3)"]) for row in rows] == [
        ("desk-rubric.hear", "100", "3"),
        ("desk-rubric.act", "100", "3"),
    ]
    assert {row["Passed"] for row in rows} == {"yes"}
    assert rows[0]["Name"] == "'=HYPERLINK(1)", "what would act in a spreadsheet does not"
    hidden = table(home, "--rows", "criteria", "--anonymous", "--name", "Wang")
    assert hidden[0]["Attempt"] != rows[0]["Attempt"]
    assert hidden[0]["Name"] == ""
    assert hidden[0]["Begun (UTC)"].endswith("00:00:00")


def test_an_attempt_that_cannot_be_replayed_is_reported_with_its_saved_values(home: Path) -> None:
    damage_cell(home / "records.db", "UPDATE sources SET text = 'x' WHERE kind = 'scenario'")
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    ran = run(home, "export", "--format", "csv", "--rows", "criteria")
    assert "the version of the scene that was played: 1." in ran.err
    assert "desk-rubric.hear" in ran.out
    assert [row["Choice"] for row in table(home)] == ["sit", "sit", "today"]


def test_an_attempt_without_a_known_scene_is_left_out_of_statements(home: Path) -> None:
    with closing(sqlite3.connect(home / "records.db")) as db, db:
        db.execute("UPDATE attempts SET bundle = '[]'")
    assert "damaged or gone" in run(home, "export", "--format", "xapi").err


def test_if_everything_is_private_no_empty_file_is_written(home: Path) -> None:
    desk = home / "library" / "scenarios" / "desk.yaml"
    text = desk.read_text(encoding="utf-8")
    desk.write_text(text.replace('"id": "desk"', '"id": "desk", "private": true', 1), encoding="utf-8")
    played = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice")
    assert run(home, *played, typed=WALK).code == 0
    public, private = ids(home)[::-1]
    out = home / "out"
    for form in ("jsonl", "csv", "xapi"):
        for attempt in (public, private):  # marking a scene as private later also applies to earlier attempts
            run(home, "export", attempt, "--format", form, "-o", str(out)).fails("your own experience", "--own-words")
            assert not out.exists()
            assert run(home, "export", attempt, "--format", form, "--own-words").out
        run(home, "report", public).fails("your own experience", "--own-words")
    desk.write_text(text, encoding="utf-8")
    for form in ("jsonl", "csv", "xapi"):  # each attempt by the text that it was played on
        run(home, "export", private, "--format", form).fails("your own experience")
        assert run(home, "export", public, "--format", form).code == 0
    ran = run(home, "export", private, public)
    assert "1" in ran.err
    assert [line["id"] for line in map(json.loads, ran.lines) if line["line"] == "attempt"] == [public]


def test_the_score_of_an_earlier_scoring_version_is_given_beside_the_current_one(home: Path) -> None:
    damage_cell(home / "records.db", "UPDATE attempts SET scoring = 1 WHERE outcome IS NOT NULL")
    lines = [json.loads(line) for line in run(home, "export").lines]
    scorings = {line["line"]: line["scoring"] for line in lines if "outcome" in line}
    assert scorings == {"earlier_result": 1, "result": VERSION}
    damage_cell(home / "records.db", f"UPDATE attempts SET scoring = 1, not_replayed = NULL WHERE scoring = {VERSION}")
    assert [each["scoring"] for each in json.loads(run(home, "history", "--json").out)] == [VERSION]


def test_options_of_another_format_are_refused(home: Path) -> None:
    run(home, "export", "--rows", "criteria").fails("--format jsonl does not take --rows")
    run(home, "export", "--anonymous", "--own-words").fails("not allowed")
    run(home, "export", "--format", "pdf").fails("jsonl", "csv")
    run(home.parent / "nobody", "export", "--format", "csv").fails("no")
