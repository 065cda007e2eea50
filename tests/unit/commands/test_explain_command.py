"""``roleplay explain`` for entries of a library: by id, by name, in lists; suggestions; the user's own library."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import MOVES, choice, folder, move, node, rubric, shared, story_scene
from command_runs import run
from roleplay.text.cells import cell_len

FILES = shared(
    moves={
        **MOVES,
        "moves": {
            **MOVES["moves"],
            "nod": move(name={"zh": "点头", "en": "nods"}, about={"zh": "让人讲下去。", "en": "Lets them go on."}),
            "no_nod": move("poor", name={"zh": "没反应", "en": "sits there"}, about="Nothing.", instead=["nod"]),
        },
    }
)
SCENE = story_scene(nodes={"one": node(choice("a", "end", ["nod"]))})


@pytest.fixture
def own_library(tmp_path: Path) -> Path:
    """A library that is named on the command line."""
    return folder(tmp_path / "own", SCENE, files=FILES)


def test_the_users_own_library_is_searched_with_examples_from_its_scenes(tmp_path: Path, own_library: Path) -> None:
    ran = run(tmp_path, "explain", "nod", "--library", str(own_library))
    assert ran.code == 0
    ran.says("nod  nods  [a move that helps]", "An example, from small (Small), at the node one", "“say a”")
    folder(tmp_path / "home" / "library", SCENE, files=FILES)
    assert run(tmp_path / "home", "explain", "nod").out == ran.out


def test_it_is_explained_in_the_readers_language_and_found_by_name(tmp_path: Path, own_library: Path) -> None:
    ran = run(tmp_path, "explain", "点头", "--library", str(own_library), "--lang", "zh")
    ran.says("nod  点头  [好的动作]", "让人讲下去。")


@pytest.mark.parametrize("word", ["moves", "动作"])
def test_all_moves_are_listed(word: str, tmp_path: Path, own_library: Path) -> None:
    run(tmp_path, "explain", word, "--library", str(own_library)).says("  nod      nods", "  no_nod  sits there")


def test_near_misses_are_suggested_except_opposites(tmp_path: Path, own_library: Path) -> None:
    run(tmp_path, "explain", "nodd", "--library", str(own_library)).fails(
        "nothing called 'nodd'; did you mean nod (nods)?"
    )
    ran = run(tmp_path, "explain", "without_nodding", "--library", str(own_library), "--lang", "zh")
    ran.fails("“without_nodding”", "no_nod（没反应）")
    assert " nod（" not in ran.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [(("list", "--rubric", "倾听"), "hearing"), (("list", "--rubric", "hearing.patient"), "hearing.patience")],
)
def test_other_commands_also_find_by_meaning(words: tuple[str, ...], meant: str, tmp_path: Path) -> None:
    named = rubric("hearing", {"patience": {"listen": 2}}) | {"name": {"zh": "倾听", "en": "Hearing"}}
    own_library = folder(tmp_path / "own", files=shared(rubrics=[named]))
    run(tmp_path, *words, "--library", str(own_library)).fails(f"did you mean {meant}?")


def test_without_a_near_miss_it_points_to_the_lists(tmp_path: Path, own_library: Path) -> None:
    for language in ("en", "zh"):
        ran = run(tmp_path, "explain", "xyzzy", "--library", str(own_library), "--lang", language)
        ran.fails("roleplay explain moves", "rubrics", "personas")


def test_the_search_word_is_sanitised(tmp_path: Path, own_library: Path) -> None:
    ran = run(tmp_path, "explain", "xy\x1b[31mzzy\nx", "--library", str(own_library))
    ran.fails("'xyzzy x'")


def test_it_is_wrapped_to_the_terminal(tmp_path: Path, own_library: Path) -> None:
    for columns in (24, 50):
        lines = run(tmp_path, "explain", "nod", "--library", str(own_library), env={"COLUMNS": str(columns)}).lines
        assert columns - 12 < max(map(cell_len, lines)) <= columns


def test_a_broken_scene_or_rubric_hides_nothing(tmp_path: Path, own_library: Path) -> None:
    (own_library / "scenarios" / "broken.yaml").write_text("roleplay: scenario/1\n", encoding="utf-8")
    (own_library / "rubrics" / "broken.yaml").write_text("roleplay: rubric/1\n", encoding="utf-8")
    run(tmp_path, "explain", "nod", "--library", str(own_library)).says("“say a”")


def test_without_a_library_nothing_is_found(tmp_path: Path) -> None:
    run(tmp_path, "explain", "heat").fails("nothing called 'heat'")
    run(tmp_path, "explain", "moves").says("The moves that help")
    run(tmp_path, "explain", "heat", "--library", str(tmp_path / "none")).fails("none")
