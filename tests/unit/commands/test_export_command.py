"""``roleplay export``: what is picked, where it is written, and what is told of it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import desk_home
from roleplay.records.journal import PortableJournal
from roleplay.records.journal_file import read_journal

from .test_history_command import WALK, ids


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played to its end once, and left once."""
    home = desk_home(tmp_path)
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new", "--mode", "practice")
    assert run(home, *words, typed=WALK).code == 0
    run(home, *words, typed=WALK[:1])
    return home


def read(path: Path) -> PortableJournal:
    journal = read_journal(path)
    assert isinstance(journal, PortableJournal), journal
    return journal


def test_a_journal_is_printed_or_written_into_a_file_of_ones_own(home: Path) -> None:
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


def test_attempts_are_named_as_everywhere(home: Path) -> None:
    first = ids(home)[0]
    printed = run(home, "export", first[:6]).out.splitlines()
    assert [json.loads(line)["id"] for line in printed if '"line":"attempt"' in line] == [first]
    assert run(home, "export", "--scene", "desk").out.count('"line":"attempt"') == 2
    run(home, "export", "zzz").fails("no finished attempt 'zzz'")
    run(home, "export", "--scene", "nowhere").fails("no attempt at 'nowhere'")


def test_with_nothing_played_there_is_a_journal_of_nothing(tmp_path: Path) -> None:
    assert len(run(tmp_path / "nobody", "export").lines) == 2


def test_what_cannot_be_written_leaves_what_was_there(home: Path, tmp_path: Path) -> None:
    run(home, "export", "--output", str(tmp_path)).fails(str(tmp_path), "Is a directory")
    run(home, "export", "--output", str(home / "no" / "where.jsonl")).fails("where.jsonl")
    link = tmp_path / "link.jsonl"
    link.symlink_to(home / "linked.jsonl")
    run(home, "export", "--output", str(link))
    assert link.is_symlink()
    assert len(read(home / "linked.jsonl").attempts) == 2
