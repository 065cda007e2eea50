"""A scene without any texts yet can be played line by line, and shows which text is missing where."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_runs import RunResult, run
from desk_scene import desk_home
from draft_scene import draft_scene


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path, draft_scene())


def play(home: Path, *typed: str, words: tuple[str, ...] = ()) -> RunResult:
    return run(home, "play", "desk", "--seed", "0", *words, typed=typed)


@pytest.mark.parametrize("mode", ["guided", "practice", "exam"])
@pytest.mark.parametrize(
    ("language", "notes"),
    [
        ("en", ["[todo: text 1]", "[todo: what he says to it]", "(go on: kept)", "(go on: lost)"]),
        ("zh", ["【待写：第1段】", "【待写：他怎么接这句话】", "（往下走：kept）", "（往下走：lost）"]),
    ],
)
def test_it_plays_to_its_end(home: Path, mode: str, language: str, notes: list[str]) -> None:
    typed = ("sit", "", "h", "1", "", "") if mode == "guided" else ("sit", "h", "to-kept", "", "")
    ran = play(home, *typed, words=("--mode", mode, "--lang", language))
    assert (ran.code, ran.err) == (0, "")
    ran.says(*notes)


def test_without_written_lines_there_is_no_hint(home: Path) -> None:
    play(home, "sit", "h", "to-lost", "", "").says("No lines are written here yet")


def test_it_is_in_the_list(home: Path) -> None:
    run(home, "list", "--lang", "zh").says("desk", "【待写：第1段】")
