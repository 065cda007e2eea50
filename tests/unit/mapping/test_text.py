"""The tree in a terminal. `update_golden` writes the files that it is compared with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.mapping.chart import Chart
from roleplay.mapping.scene_graph import scene_graph
from roleplay.mapping.text import lines, render, tree_glyphs
from roleplay.text.cells import cell_len
from strategies import World, quick, worlds

from .drawn_scenes import chart, hostile, leads, parcel, path_of_attempt, words

GOLDEN = Path(__file__).parent / "golden"


def drawn_parcel(language: str, width: int) -> str:
    """The parcel, played twice, once to its end."""
    attempts = [
        path_of_attempt(parcel(), ("door", "hear"), ("story", "trace"), ("offer", "refund"), ending="end"),
        path_of_attempt(parcel(), ("door", "form"), ("cold", "again")),
    ]
    return render(chart(parcel(), attempts), words(language), width, ascii=(language, width) == ("en", 120))


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tree_matches_the_golden_file(language: str, width: int) -> None:
    golden = (GOLDEN / f"parcel-{language}-{width}.txt").read_text(encoding="utf-8")
    assert drawn_parcel(language, width) + "\n" == golden


def test_every_passage_and_choice_is_drawn_once() -> None:
    rows = lines(chart(parcel()), words(), 80)
    assert [line.passage for line in rows if line.kind == "node"] == ["door", "story", "cold", "offer", "attic"]
    assert [line.passage for line in rows if line.kind == "ending"] == ["end", "lost"]
    heads = {(line.passage, line.choice) for line in rows if line.kind == "choice"}
    assert heads == {(name, choice.id) for name, choice in chart(parcel()).graph.choices}


def test_the_main_line_is_at_the_edge_and_branches_are_indented() -> None:
    scene = leads(
        one=["two", "three"],
        two=["six"],
        three=["four", "five"],
        four=["five"],
        five=["six"],
        six=["seven"],
        seven=["end", "lost"],
    )
    indents = {line.passage: line.indent for line in lines(chart(scene), words(), 80) if line.kind == "node"}
    assert indents == {"one": 0, "two": 1, "three": 1, "four": 2, "five": 1, "six": 0, "seven": 0}


def test_a_scene_of_many_nodes_in_a_row_stays_narrow() -> None:
    scene = leads(**{f"n{n}": [f"n{n + 1}", "lost"] for n in range(60)}, n60=["end"])
    assert {line.indent for line in lines(chart(scene), words(), 60)} == {0}


@pytest.mark.parametrize("width", [20, 60])
def test_nested_branches_have_a_maximum_depth(width: int) -> None:
    into = {f"a{n}": [f"a{n + 1}", f"j{n}"] for n in range(150)}
    out = {f"j{n}": [f"j{n - 1}"] for n in range(150, 0, -1)}
    scene = leads(**into, a150=["j150"], **out, j0=["end"])
    rows = lines(chart(scene, explored=False), words(), width)
    assert max(line.indent for line in rows) <= 20
    assert max(cell_len(str(line)) for line in rows) <= width


def test_nodes_drawn_above_are_referred_to() -> None:
    rows = [str(line) for line in lines(chart(leads(one=["two"], two=["one", "end"])), words(), 80)]
    assert any("c0" in line and "▸ two" in line for line in rows)
    assert any("c0" in line and "↩ one" in line for line in rows)
    assert any("c1" in line and "✓ end" in line for line in rows)


def test_ascii_is_ascii() -> None:
    rows = lines(chart(leads(one=["two", "one"], two=["end", "lost"])), words(), 80, tree_glyphs(ascii=True))
    assert "".join(map(str, rows)).isascii()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_escapes_its_line(language: str, width: int) -> None:
    text = render(chart(hostile(), []), words(language), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert all(character.isprintable() for character in text.replace("\n", "").replace("\u200d", ""))
    if width == 200:
        assert '1. "end" --> [bold]x[/] </text><script>' in text


@given(worlds(), st.integers(20, 130), st.booleans())
@quick
def test_any_scene_fits_any_width(world: World, width: int, ascii: bool) -> None:
    rows = lines(Chart(scene_graph(world.bundle.scenario)), words("zh"), width, tree_glyphs(ascii))
    assert max(cell_len(str(line)) for line in rows) <= width
    nodes = [line.passage for line in rows if line.kind == "node"]
    assert sorted(map(str, nodes)) == sorted(world.bundle.scenario.nodes)


def test_the_summary_counts_what_has_been_seen() -> None:
    assert "Nodes: 5; choices: 9; endings: 2" in drawn_parcel("en", 80)
    assert "Your attempts: 2. Seen: 4 of 5 nodes, 5 of 9 lines said, 1 of 2 endings." in drawn_parcel("en", 80)
    assert "You have not played this scene yet." in render(chart(parcel(), []), words(), 80)
    assert "played" not in render(chart(parcel()), words(), 80)


def test_an_unexplored_scene_shows_no_probabilities() -> None:
    text = render(chart(parcel(), explored=False), words(), 80)
    assert "%" not in text
    assert "can never be said" not in text
    cut = chart(parcel(), explored=False)._replace(cut=True)
    assert "no probabilities are given" in render(cut, words(), 80)


def update_golden() -> None:
    """Write the files that `test_the_tree_matches_the_golden_file` compares with."""
    for language in ("zh", "en"):
        for width in (80, 120):
            path = GOLDEN / f"parcel-{language}-{width}.txt"
            path.write_text(drawn_parcel(language, width) + "\n", encoding="utf-8")
