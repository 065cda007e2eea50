"""``roleplay map``: what it prints, what it writes, and what it uses from the record."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builders import choice, folder, node, put, story_scene, yaml
from command_runs import run
from desk_scene import desk, desk_home


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return desk_home(tmp_path)


def test_a_tree(home: Path) -> None:
    ran = run(home, "map", "desk")
    assert ran.code == 0
    ran.says("The counter (desk)", "Nodes: 2; choices: 6; endings: 2", "You have not played this scene yet.", "▸ two")
    ran.says("gift", "can never be said")
    run(home, "map", "desk", "--lang", "zh").says("柜台前 (desk)", "你还没演过这个场景。")


def test_it_uses_the_available_width(home: Path) -> None:
    wide = run(home, "map", "desk", env={"COLUMNS": "160"})
    assert max(map(len, wide.lines)) > 100
    assert max(map(len, run(home, "map", "desk", env={"COLUMNS": "60"}).lines)) <= 60


def test_ascii(home: Path) -> None:
    ran = run(home, "map", "desk", "--ascii")
    ran.says("|- sit")
    assert ran.out.isascii()


@pytest.mark.parametrize(("format", "first"), [("mermaid", "---"), ("dot", 'digraph "desk" {'), ("svg", "<svg ")])
def test_other_formats(home: Path, format: str, first: str) -> None:
    ran = run(home, "map", "desk", "--format", format)
    assert ran.code == 0
    assert ran.lines[0].startswith(first)
    assert ran.out.endswith("\n")


def test_into_a_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "地图.svg"
    ran = run(home, "map", "desk", "--format", "svg", "--output", str(path))
    assert (ran.code, ran.out) == (0, f"written to {path}\n")
    assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_a_file_that_cannot_be_written(home: Path, tmp_path: Path) -> None:
    run(home, "map", "desk", "--output", str(tmp_path / "nowhere" / "map.txt")).fails("cannot be written")


def test_a_file_can_be_drawn(home: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "mine" / "counter.yaml", yaml(desk(id="counter")))
    run(home, "map", str(path)).says("(counter)")


def test_an_unknown_or_broken_scene(home: Path) -> None:
    run(home, "map", "dusk").fails("no scene 'dusk'", "did you mean desk?")
    put(home / "library" / "scenarios" / "torn.yaml", "roleplay: scenario/1\n")
    ran = run(home, "map", "torn")
    assert ran.code == 2
    assert "cannot be played" in ran.err


def test_your_own_attempts_are_counted(home: Path) -> None:
    play = ("play", "desk", "--plain", "--no-briefing", "--new", "--seed", "1")
    run(home, *play, typed=["sit", "today", "", "-"])
    run(home, *play, typed=["wait", "q"])
    ran = run(home, "map", "desk")
    ran.says("Your attempts: 2. Seen: 2 of 2 nodes, 3 of 6 lines said, 1 of 2 endings.")
    assert any(line.startswith("two") and "2x" in line for line in ran.lines)
    assert any("sit" in line and "1x" in line for line in ran.lines)


def test_outdated_attempts_count_by_what_still_exists(home: Path) -> None:
    run(home, "play", "desk", "--plain", "--no-briefing", "--seed", "1", typed=["wait", "later", "", "-"])
    put(home / "library" / "scenarios" / "desk.yaml", yaml(desk()).replace('"id": "wait"', '"id": "pause"'))
    ran = run(home, "map", "desk")
    ran.says("Your attempts: 1.", "On an older text: 1 of the attempts")
    assert any(line.startswith("two") and "1x" in line for line in ran.lines)
    assert any("pause" in line and "0x" in line for line in ran.lines)
    assert any("later" in line and "1x" in line for line in ran.lines)


def test_routes_to_every_ending_with_their_chances(home: Path) -> None:
    ran = run(home, "map", "desk", "--format", "ways", env={"COLUMNS": "80"})
    assert ran.code == 0
    ran.says("all of them explored", "%", "→")
    assert max(map(len, ran.lines)) <= 80
    run(home, "map", "desk", "--format", "ways", "--lang", "zh").says("全都走过")


def test_figures_for_other_programs(home: Path) -> None:
    report = json.loads(run(home, "map", "desk", "--format", "json").out)
    assert (report["scene"], report["cut"]) == ("desk", False)
    assert sum(ending["chance"] for ending in report["endings"].values()) == pytest.approx(1)
    assert report["nodes"]["one"]["choices"]["gift"] == 0
    assert report["nodes"]["one"]["shortest"] == {"deal": {}, "choices": []}
    first = next(iter(report["endings"].values()))
    assert first["shortest"]["choices"]


def test_a_node_reached_with_another_cast_is_not_unreachable(tmp_path: Path) -> None:
    hot, never = {"persona.ann": "hot"}, {"persona.ann": "hot", "not": {"persona.ann": "hot"}}
    nodes = {
        "one": node(choice("a", [{"when": hot, "to": "two"}, {"to": "end"}]), choice("b", "lost")),
        "two": node(choice("c", when=hot), choice("d", "lost"), choice("e", when=never)),
    }
    folder(tmp_path / "library", story_scene(nodes=nodes, personas={"ann": ["hot"]}))
    both = run(tmp_path, "map", "small")
    both.says("Ann = hot")
    assert both.out.count("can never be said") == 1
    assert "never" in run(tmp_path, "map", "small", "--persona", "ann=base").out
    map_data = json.loads(run(tmp_path, "map", "small", "--format", "json", "--persona", "ann=hot").out)
    assert "two" in json.dumps(map_data)
    run(tmp_path, "map", "small", "--persona", "ann=cold").fails("does not let ann be played as 'cold'")
