"""``roleplay report``: it reports the record in every format, and own words only on request."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from command_runs import run
from desk_scene import BOMB, desk_home

WALK = ("wait", "today", "MY FEELING", "", "MY GOAL")


@pytest.fixture(scope="module")
def original_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk, played to its end, once with own words."""
    home = desk_home(tmp_path_factory.mktemp("reported"))
    words = ("play", "desk", "--seed", "0", "--no-briefing", "--new")
    assert run(home, *words, typed=("sit", "today", "", "", "-")).code == 0
    assert run(home, *words, "--own-words", typed=("calm down", "wait", "", "today", *WALK[2:])).code == 0
    return home


@pytest.fixture
def home(original_home: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(original_home, tmp_path / "home"))


def ids(home: Path) -> list[str]:
    """The ids, latest first."""
    return [attempt["attempt"] for attempt in json.loads(run(home, "history", "--json").out)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_attempt_says_what_its_debrief_says(home: Path, language: str) -> None:
    latest = ids(home)[0]
    debrief = run(home, "history", latest, "--lang", language, typed=("1", "c", "")).out
    costliest = next(line for line in debrief.splitlines() if re.search("costliest turn was|代价最大的是", line))
    for file_format in ("text", "md", "html"):
        ran = run(home, "report", latest[:8], "--format", file_format, "--lang", language)
        assert ran.code == 0
        assert costliest.strip() in html.unescape(re.sub(r"\\(.)", r"\1", ran.out)), "the very sentence"
        ran.says({"zh": "柜台前", "en": "The counter"}[language], latest[:6])
        for own in ("MY FEELING", "MY GOAL", "calm down"):
            assert own not in ran.out


def test_own_words_are_included_on_request(home: Path) -> None:
    for file_format in ("text", "md", "html"):
        run(home, "report", ids(home)[0], "--format", file_format, "--own-words").says(
            "MY FEELING", "MY GOAL", "calm down"
        )
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


def test_it_is_written_atomically_in_the_format_of_the_file_name(home: Path, tmp_path: Path) -> None:
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
    assert run(home, "report").lines == ["You have not finished an attempt yet."]
    run(home, "report", "-o", str(tmp_path / "r.html")).fails("no attempt is finished yet")
    assert not (tmp_path / "r.html").exists()
    run(home, "report", "--scene", "desk").fails("no attempt at 'desk'")
    run(home, "report", "zzz", "--lang", "zh").fails("还没有练完的")


def test_a_changed_scene_is_reported_by_the_text_it_was_played_on(home: Path) -> None:
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    run(home, "report", ids(home)[0]).says("Please sit", "Wait a moment")


def test_an_attempt_without_its_text_is_reported_by_its_result(home: Path) -> None:
    (home / "library" / "scenarios" / "desk.yaml").unlink()
    with sqlite3.connect(home / "records.db") as db:
        db.execute("DELETE FROM sources WHERE kind = 'scenario'")
    for words in ([ids(home)[0]], []):
        ran = run(home, "report", *words)
        assert ran.code == 1
        ran.says("As recorded: passed")


# -- observers ---------------------------------------------------------------------------


def filled_sheet(text: str, level: int, marks: str, name: str = "") -> str:
    """A sheet with a level and marks for its first criterion."""
    text = text.replace("observer:", f"observer: {name}", 1) if name else text
    text = re.sub(r"level: .*", f"level: {level}", text, count=1)
    return text.replace("for: []", f"for: {marks}", 1).replace("note:", "note: THEIR WORDS", 1)


def test_sheets_are_written_filled_in_and_compared(home: Path, tmp_path: Path) -> None:
    latest = ids(home)[0]
    for name, level, marks in (("li", 2, "[1]"), ("zhou", 1, "[1, 2]")):
        path = tmp_path / f"{name}.yaml"
        run(home, "report", latest[:8], "--sheet", "-o", str(path), "--lang", "zh").says(str(path))
        assert run(home, "check", str(path)).code == 0, "an empty sheet is sound"
        path.write_text(filled_sheet(path.read_text(encoding="utf-8"), level, marks, name.title()), encoding="utf-8")
    sheets = [word for name in ("li", "zhou") for word in ("--observer", str(tmp_path / f"{name}.yaml"))]
    for words in ((latest, *sheets), (*sheets,)):  # the sheets name their attempt
        ran = run(home, "report", *words)
        ran.says(
            "Li: level 2 of 3", "Zhou: level 1 of 3", "Rubric: level", "1 of 1 marks alike (100%)", "too few for kappa"
        )
        assert ran.out.count("THEIR WORDS") == 2
    run(home, "report", latest, "--sheet", "-o", sheets[1]).fails("li.yaml already", "another name")
    assert "THEIR WORDS" in Path(sheets[1]).read_text(encoding="utf-8"), "what somebody filled in stays"
    unnamed = run(home, "report", latest, "--sheet", "--anonymous").out
    assert ("observation/1" in unnamed, latest in unnamed) == (True, False)
    anonymous = run(home, "report", *sheets, "--anonymous", "--format", "html").out
    assert "Observer 2" in anonymous
    for hidden in ("Zhou", "THEIR WORDS"):
        assert hidden not in anonymous
    plain = run(home, "report", latest, "--format", "md").out
    assert "Observer" not in plain
    with_sheets = run(home, "report", latest, *sheets, "--format", "md").out
    assert with_sheets.replace("\r", "").startswith(plain.partition("---\n")[0].rstrip()), "and nothing else is changed"


def test_a_sheet_that_does_not_fit_is_refused_with_its_line(home: Path, tmp_path: Path) -> None:
    latest, first = ids(home)
    path = tmp_path / "li.yaml"
    run(home, "report", first, "--sheet", "-o", str(path))
    ran = run(home, "report", latest, "--observer", str(path))
    assert ran.code == 2
    assert ran.out == ""
    assert "RP802" in ran.err
    assert "li.yaml:5:" in ran.err
    assert "Traceback" not in ran.err
    run(home, "report", "--observer", str(tmp_path / "none.yaml")).fails("cannot be read")
    run(home, "report", latest, "--observer", str(tmp_path)).fails("it is a folder")
    rubric = (home / "library" / "rubrics" / "desk-rubric.yaml").read_text(encoding="utf-8")
    path.write_text(rubric, encoding="utf-8")
    run(home, "report", latest, "--observer", str(path)).fails("not an observer's sheet")
    path.write_text(run(home, "report", "--sheet", "--scene", "desk").out, encoding="utf-8")
    run(home, "report", "--observer", str(path)).fails("one attempt")
    assert run(home, "report", latest, "--observer", str(path)).code == 0
    run(home, "report", latest, *["--observer", str(path)] * 2).fails("named twice")
    run(home, "report", "--sheet").fails("name the attempt, or the scene")
    run(home, "report", "--sheet", latest, "--format", "md").fails("--format")


# -- what is only exported on request ----------------------------------------------------


def test_a_private_scene_is_not_exported(home: Path, tmp_path: Path) -> None:
    scenes = home / "library" / "scenarios"
    text = (scenes / "desk.yaml").read_text(encoding="utf-8")
    named = re.sub(r"""(^"?id"?: "?|[{, ]"id": ")desk\b""", r"\1my-incident", text, count=1, flags=re.M)
    (scenes / "my-incident.yaml").write_text(named, encoding="utf-8")
    run(home, "play", "my-incident", "--seed", "0", "--no-briefing", "--new", typed=("sit", "today", "", "", "-"))
    own = ids(home)[0]
    run(home, "report", own).fails("your own experience")
    run(home, "history", own, typed=("x", "1", str(tmp_path / "r.html"), "")).says("your own experience")
    assert not (tmp_path / "r.html").exists()
    every = run(home, "report")
    assert "my-incident" not in every.out
    assert "--own-words includes them" in every.err
    run(home, "report", own, "--own-words").says("my-incident")
    run(home, "report", own, "--sheet").fails("your own experience")
    run(home, "report", own, "--sheet", "--own-words").says("scene: my-incident")


def test_an_anonymous_report_has_no_id_and_no_time(home: Path) -> None:
    latest = ids(home)[0]
    for words in ((latest,), ()):
        out = run(home, "report", *words, "--anonymous").out
        assert latest[:6] not in out
        assert re.search(r"\d\d:\d\d", out) is None
        assert run(home, "report", *words, "--anonymous").out == out, "the same hash each time"
    assert re.search(r"\d\d:\d\d", run(home, "report", latest).out)


def test_an_unknown_file_extension_is_refused(home: Path, tmp_path: Path) -> None:
    run(home, "report", "-o", str(tmp_path / "r.pdf")).fails("r.pdf", "--format")
    assert run(home, "report", "-o", str(tmp_path / "r.pdf"), "--format", "html").code == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"<!DOCTYPE")
