"""``roleplay report``: what it tells is the record's, in every format, and what is one's own only where asked for."""

from __future__ import annotations

import html
import json
import os
import re
import sqlite3
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import BOMB, desk_home

WALK = ("wait", "today", "MY FEELING", "", "MY GOAL")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The desk, played to its end, once with a line of one's own."""
    home = desk_home(tmp_path)
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new")
    assert run(home, *words, typed=("sit", "today", "", "", "-")).code == 0
    assert run(home, *words, "--own-words", typed=("calm down", "wait", "", "today", *WALK[2:])).code == 0
    return home


def ids(home: Path) -> list[str]:
    """The latest first."""
    return [attempt["attempt"] for attempt in json.loads(run(home, "history", "--json").out)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wanted", ["text", "md", "html"])
def test_one_attempt_says_what_its_debrief_says(home: Path, wanted: str, language: str) -> None:
    latest = ids(home)[0]
    ran = run(home, "report", latest[:8], "--format", wanted, "--lang", language)
    assert ran.code == 0
    debrief = run(home, "history", latest, "--lang", language, typed=("1", "c", "")).out
    costliest = next(line for line in debrief.splitlines() if re.search("costliest turn was|代价最大的是", line))
    plain = html.unescape(re.sub(r"\\(.)", r"\1", ran.out))
    assert costliest.strip() in plain, "the very sentence"
    ran.says({"zh": "柜台前", "en": "The counter"}[language], latest[:6])
    assert "MY FEELING" not in ran.out
    assert "MY GOAL" not in ran.out
    assert "calm down" not in ran.out


def test_own_words_stand_in_it_where_they_were_asked_for(home: Path) -> None:
    for wanted in ("text", "md", "html"):
        run(home, "report", ids(home)[0], "--format", wanted, "--own-words").says("MY FEELING", "MY GOAL", "calm down")
    run(home, "report", "--own-words", "--anonymous").fails("choose one of them")
    anonymous = run(home, "report", ids(home)[0], "--anonymous").out
    assert ids(home)[0][:6] not in anonymous
    assert "MY" not in anonymous


def test_several_have_an_overview_first(home: Path) -> None:
    ran = run(home, "report")
    ran.says("Finished attempts: 2", "1. The counter", "2. The counter")
    assert "MY GOAL" not in ran.out
    assert ran.out.index("The attempts") < ran.out.index("Each attempt in short")
    run(home, "report", *ids(home), "--scene", "desk", "--format", "html").says("<h1>", "<table")
    run(home, "report", "--own-words").says("MY GOAL")


def test_it_is_written_whole_and_by_the_name_of_the_file(home: Path, tmp_path: Path) -> None:
    for name, start in (("r.html", "<!DOCTYPE html>"), ("r.md", "# "), ("r.txt", "The counter")):
        path = tmp_path / name
        ran = run(home, "report", ids(home)[0], "-o", str(path))
        ran.says(name)
        assert path.read_text(encoding="utf-8").startswith(start)
        assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    run(home, "report", "-o", str(tmp_path / "nowhere" / "r.html")).fails("nowhere")
    run(home, "report", "-o", str(tmp_path)).fails(str(tmp_path))


def test_what_a_scene_says_is_text(home: Path) -> None:
    latest = ids(home)[0]
    page = run(home, "report", latest, "--format", "html").out
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert BOMB.replace("'", "&#x27;") in page
    assert BOMB in run(home, "report", latest).out
    assert "\\[@click=app.quit\\]" not in page
    assert "\\[red\\]" in run(home, "report", latest, "--format", "md").out


def test_without_any_it_says_so(tmp_path: Path) -> None:
    home = desk_home(tmp_path)
    assert run(home, "report").lines == ["No attempt is finished yet."]
    run(home, "report", "-o", str(tmp_path / "r.html")).fails("no attempt is finished yet")
    assert not (tmp_path / "r.html").exists()
    run(home, "report", "--scene", "desk").fails("no attempt at 'desk'")
    run(home, "report", "zzz", "--lang", "zh").fails("还没有练完的")


def test_a_changed_scene_is_told_by_the_text_it_was_played_on(home: Path) -> None:
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    run(home, "report", ids(home)[0]).says("Please sit", "Wait a moment")


def test_one_whose_text_is_gone_is_told_by_its_result(home: Path) -> None:
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    with sqlite3.connect(home / "records.db") as db:
        db.execute("DELETE FROM sources WHERE kind = 'scenario'")
    for words in ([ids(home)[0]], []):
        ran = run(home, "report", *words)
        assert ran.code == 1
        ran.says("By the record: passed")
