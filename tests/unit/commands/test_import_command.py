"""``roleplay import``: each file completely or not at all, and a report of what it added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home

from .test_export_command import read
from .test_history_command import WALK, ids


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The record of another machine: the desk, played once."""
    home = desk_home(tmp_path / "there")
    assert run(home, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=WALK).code == 0
    run(home, "export", "--own-words", "--output", str(tmp_path / "there.jsonl"))
    return tmp_path / "there.jsonl"


def test_a_record_is_imported_once(file: Path, tmp_path: Path) -> None:
    here = desk_home(tmp_path / "here")
    ran = run(here, "import", str(file))
    assert (ran.code, ran.err) == (0, "")
    ran.says(str(file), "attempts: 1 new", "other practice: none")
    run(here, "import", str(file), "--lang", "zh").says("练习：已有 1")
    assert ids(here) == [read(file).attempts[0].id]
    run(here, "history", ids(here)[0][:6], typed=("",)).says("this is its debrief", "listen first")
    run(here, "export", "--own-words", "--output", str(tmp_path / "again.jsonl"))
    assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes()


def test_another_learners_record_needs_an_option(file: Path, tmp_path: Path) -> None:
    here = desk_home(tmp_path / "here")
    assert run(here, "play", "desk", "--seed", "0", "--no-briefing", "--new", typed=WALK).code == 0
    run(here, "import", str(file)).fails("another learner's", "--as-mine")
    run(here, "import", str(file), "--lang", "zh").fails("别人的练习记录")
    assert len(ids(here)) == 1
    assert run(here, "import", str(file), "--as-mine").code == 0
    assert len(ids(here)) == 2


def test_a_tampered_file_is_refused_with_its_line_and_the_others_are_imported(file: Path, tmp_path: Path) -> None:
    here, bad = tmp_path / "here", tmp_path / "bad.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if json.loads(line)["line"] == "result")
    lines[at] = lines[at].replace('"passed":true', '"passed":false')
    bad.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run(here, "import", str(bad)).fails(f"{bad}, line {at + 1}", "changed")
    run(here, "import", str(bad), "--lang", "zh").fails(f"第 {at + 1} 行", "被改过")
    assert ids(here) == []
    both = run(here, "import", str(bad), str(file))
    both.fails("changed", code=1)
    assert "1 new" in both.out
    run(here, "import", str(tmp_path)).fails("folder")
    run(here, "import", str(tmp_path / "nowhere.jsonl")).fails("nowhere.jsonl", "No such file")
    hidden = tmp_path / "hidden.jsonl"
    run(here, "export", "--anonymous", "--output", str(hidden))
    assert read(hidden).anonymous
    run(here, "import", str(hidden), "--as-mine").fails("--anonymous")
