"""``roleplay ratings``: the ratings in words, and the sheet for the next rater."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from builders import choice, folder, node, story_scene
from command_runs import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose library has one scene of one decision."""
    scene = story_scene(nodes={"h": node(choice("a", say="Go on."), choice("b", say="What?"), says="Hear me.")})
    folder(tmp_path / "home" / "library", scene)
    return tmp_path / "home"


def test_a_completed_sheet_beside_the_scene_is_reported(home: Path) -> None:
    ran = run(home, "ratings", "small", "--lang", "en")
    ran.says("nobody has rated the present", "small.en.csv", "--sheet")
    sheet = run(home, "ratings", "small", "--lang", "en", "--sheet")
    rows = list(csv.DictReader(io.StringIO(sheet.out.removeprefix("\ufeff"))))
    assert [row["node"] for row in rows] == ["h", "h"]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows({**row, "rating": "3" if row["choice"] == "a" else "1", "rater": "1"} for row in rows)
    ratings = home / "library" / "ratings" / "small.en.csv"
    ratings.parent.mkdir()
    ratings.write_text(out.getvalue())
    run(home, "ratings", "small", "--lang", "en").says("1 of 1 decisions", "best rated a, 3.0 of 3")
    assert run(home, "check", "small", "--ratings").code == 1, "one of one was found"


def test_a_damaged_row_and_an_unknown_scene(home: Path) -> None:
    ratings = home / "library" / "ratings" / "small.en.csv"
    ratings.parent.mkdir()
    ratings.write_text("node,choice,rating,best,obvious,rater,date,words\nh,a,9,,,1,,\n")
    assert "RP601" in run(home, "ratings", "small", "--lang", "en").err
    ran = run(home, "ratings", "smal", "--lang", "en")
    ran.fails("small")
