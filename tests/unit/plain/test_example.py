"""A worked example line by line: complete, with gaps, and for a scene without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_runs import RunResult, run
from desk_scene import desk, desk_home
from roleplay.locales import LANGUAGES, catalogue

IDEAL = {"ideal": {"choices": ["sit", "today"], "ending": "kept"}}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path, desk(walks=IDEAL))


def example(home: Path, *words: str, typed: tuple[str, ...] = (), tty: bool = True, language: str = "en") -> RunResult:
    ran = run(home, "example", "desk", "--plain", "--lang", language, *words, typed=typed, tty=tty)
    assert ran.code == 0, ran.err
    return ran


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_answers_the_whole_example_is_printed(home: Path, language: str) -> None:
    ran, words = example(home, tty=False, language=language), catalogue(language)
    expected = [
        words("example.cover"),
        {"en": "The third time", "zh": "第三次了"}[language],
        words("example.line"),
        {"en": "Because of sit.", "zh": "因为sit。"}[language],
        {"en": "And now?", "zh": "那现在呢？"}[language],
        {"en": "He nods.", "zh": "他点点头。"}[language],
        words("example.ended"),
    ]
    places = [ran.out.index(text) for text in expected]
    assert places == sorted(places)


def test_with_gaps_each_pick_is_coached_and_the_example_continues(home: Path) -> None:
    words = catalogue("en")
    ran = example(home, "--gaps", typed=("", "", "later", "", ""))
    expected = [words("example.fill"), words("example.told_other"), "Better here: You get it today."]
    expected += [words("example.goes_on"), "The line: You get it today.", words("example.result", filled=1, found=0)]
    places = [ran.out.index(text) for text in expected]
    assert places == sorted(places)
    ran.says("Last time 0 of 1 gaps")
    example(home, typed=("2", "", "today", "")).says(words("example.told_same"), "filled in the worked example, 1 of 1")


def test_it_can_be_left_at_any_time_and_counts_as_seen(home: Path) -> None:
    words = catalogue("en")
    ran = example(home, typed=("1", "t", "q"))
    ran.says(words("example.plain.stopped", turn=1, count=2))
    assert "He nods." not in ran.out
    assert "The third time" not in example(home, typed=("",)).out, "Enter begins nothing"
    run(home, "play", "desk", "--plain", typed=("sit", "today", "", "", "-"))
    (attempt,) = json.loads(run(home, "history", "--json").out)
    assert attempt["example_seen"] is True
    run(home, "history", "--lang", "zh").says("看过这个场景的示范")


def test_on_a_second_viewing_a_harmful_line_is_shown_beside_each(home: Path) -> None:
    words = catalogue("en")
    assert words("example.not_so") not in example(home, tty=False).out
    ran = example(home, tty=False)
    ran.says(words("example.paired"), f"{words('example.not_so')}: Wait a moment.")
    ran.says("cuts in")


def test_the_briefing_suggests_an_example_if_someone_can_answer(home: Path) -> None:
    asked = run(home, "play", "desk", "--plain", typed=("", "q"), tty=True)
    asked.says("Suggested: watch the worked example first (roleplay example desk).")
    assert "Suggested" not in run(home, "play", "desk", "--plain", typed=("sit", "today")).out


def test_a_scene_without_an_example_says_so(tmp_path: Path) -> None:
    home = desk_home(tmp_path, desk())
    example(home).says(catalogue("en")("example.none"))
    broken = desk_home(tmp_path / "other", desk(walks={"ideal": {"choices": ["lie", "today"], "ending": "kept"}}))
    example(broken).says("its walk “ideal” says “today” at “lost”")
    assert run(home, "example", "nowhere", "--plain").code == 2


def test_without_costly_turns_there_are_no_gaps(tmp_path: Path) -> None:
    data = desk(walks={"ideal": {"choices": ["sit", "today"], "ending": "kept"}})
    for name, given in (("one", "sit"), ("two", "today")):
        lines = data["nodes"][name]["choices"]
        data["nodes"][name]["choices"] = [line for line in lines if line["id"] == given]
    words = catalogue("en")
    ran = example(desk_home(tmp_path, data), "--gaps", typed=("2",))
    ran.says(words("example.no_gaps"), words("example.plain.ask_watch"))
    assert words("example.ended") not in ran.out
