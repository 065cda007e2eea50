"""`roleplay simulate`: its table, within 80 cells, its JSON, and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from builders import Data, choice, folder, node, story_scene
from command_runs import RunResult, run
from example_counts import FUZZ
from roleplay.simulation.bots import BOTS
from roleplay.text.cells import cell_len

HERE = Path(__file__).parents[3]
FAIR, UNFAIR = 0, 1
#: Shipped scenes: all of them with ``make fuzz``, else one small one.
SHIPPED = (
    [path.stem for path in sorted((HERE / "scenarios").glob("*.yaml"))] if FUZZ else ["first-steps", "small-favour"]
)


def scene_of(good: str, **changes: object) -> Data:
    """A scene of six decisions with one good line among four."""
    nodes: Data = {}
    for number in range(6):
        lines = [choice(f"poor{n}", f"n{number + 1}", ["cut_in"], say="a line of sixteen") for n in range(3)]
        lines.insert(number % 4, choice("good", f"n{number + 1}", say=good))
        nodes[f"n{number}"] = node(*lines)
    for line in nodes["n5"]["choices"]:
        line["goto"] = "end"
    return story_scene(nodes=nodes, **{"pass_": {"main": 90, "endings": ["end"]}, **changes})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder(tmp_path / "library", scene_of("a lime of sixteen"), scene_of("a longer line of sixteen", id="long"))
    return tmp_path


def simulated(home: Path, *words: str, runs: int = 300) -> RunResult:
    return run(home, "simulate", *words, "--runs", str(runs))


def test_a_fair_scene(home: Path) -> None:
    ran = simulated(home, "small")
    assert ran.code == FAIR
    ran.says("Small (small): 300 plays each, seed 0", "✓ Fair: random play passes in fewer than 5% of plays")
    rows = [line for line in ran.lines if re.search(r"\d+\.\d%\s+\d+\.\d", line)]
    assert len(rows) == 1 + len(BOTS) - 2  # clichés and limits are not listed here
    assert not any(line.startswith("✗") for line in ran.lines)


def test_an_unfair_scene(home: Path) -> None:
    ran = simulated(home, "long")
    assert ran.code == UNFAIR
    ran.says("✗ the longest line", "100.0%", "✗ RP321 pass: a player who always picks the longest line in English")
    assert ran.out.count("RP32") == 1
    chinese = simulated(home, "long", "--lang", "zh")
    chinese.says("✗ 最长的一句", "✗ RP321 pass：一路只挑英文里最长的一句")


def test_a_tutorial_says_so(home: Path, tmp_path: Path) -> None:
    folder(tmp_path / "library", scene_of("a lime of sixteen", tutorial=True, pass_={"endings": ["end"]}), files=None)
    ran = simulated(home, "small")
    assert ran.code == FAIR
    ran.says("This is a tutorial", "100.0%", "✓ No bot is more than 15 points above random play.")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("scene", SHIPPED)
def test_the_shipped_scenes_fit_the_screen(tmp_path: Path, scene: str, language: str) -> None:
    ran = run(tmp_path, "simulate", scene, "--runs", "25", "--lang", language, shipped=HERE)
    assert ran.code in (FAIR, UNFAIR), ran.err
    assert max(map(cell_len, ran.lines)) <= 80
    assert all(line == line.rstrip() for line in ran.lines)
    marks = [cell_len(line.partition("%")[0]) for line in ran.lines if re.search(r"%\s+[\d.]+\s+[-+]\d", line)]
    assert len(set(marks)) == 1, "the column of percentages lines up under Chinese too"


def test_json_has_stable_sorted_keys(home: Path) -> None:
    ran = simulated(home, "long", "--json", "--seed", "3")
    data = json.loads(ran.out)
    assert list(data) == sorted(data)
    assert set(data) == {
        "bots", "chance", "cut_after", "distribution", "findings", "languages", "leading_rubric", "lengths", "met",
        "never_met", "personas", "runs", "scene", "seed", "suggested_mark", "tutorial",
    }  # fmt: skip
    assert (data["scene"], data["runs"], data["seed"], data["languages"]) == ("long", 300, 3, ["en"])
    assert data["met"]["choices"]["n0"]["good"] + sum(data["met"]["choices"]["n0"][f"poor{n}"] for n in range(3)) == 300
    (finding,) = data["findings"]
    assert (finding["code"], finding["at"]) == ("RP321", "pass")
    longest = next(bot for bot in data["bots"] if bot["bot"] == "longest")
    assert (longest["passed_percent"], longest["passes_without_guessing"]) == (100, True)
    assert ran.code == UNFAIR
    assert simulated(home, "long", "--json", "--seed", "3").out == ran.out
    assert simulated(home, "long", "--json", "--seed", "4").out != ran.out


def test_one_language_alone(tmp_path: Path) -> None:
    def languages(*words: str) -> list[str]:
        ran = run(tmp_path, "simulate", "first-steps", "--runs", "5", "--json", *words, shipped=HERE)
        codes: list[str] = json.loads(ran.out)["languages"]
        return codes

    assert languages() == ["zh", "en"]
    assert languages("--text-lang", "en") == ["en"]


def test_another_person_gives_other_figures(home: Path) -> None:
    gate = {"when": {"anger": "<= 60"}, "to": "n1"}
    data = scene_of("a lime of sixteen")
    for line in data["nodes"]["n0"]["choices"]:
        line["goto"] = [gate, {"to": "lost"}]
    folder(home / "library", data | {"personas": {"ann": ["cold"]}}, files=None)
    own, cold = (json.loads(simulated(home, "small", "--json", *more).out) for more in ((), ("--persona", "ann=cold")))
    assert own["personas"] == {"ann": "base"}
    assert cold["personas"] == {"ann": "cold"}
    assert own["met"]["endings"] != cold["met"]["endings"]
    simulated(home, "small", "--persona", "ann=cold").says("With ann=cold")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (["smal"], "small"),
        (["small", "--text-lang", "fr"], "it has: en"),
        (["small", "--persona", "ann"], "WHO=PERSONA"),
        (["small", "--persona", "bob=cold"], "bob"),
        (["small", "--persona", "ann=hott"], "hot"),
        (["small", "--persona", "ann=cold"], "does not let ann be played as 'cold'; it offers: base, hot"),
        (["small", "--runs", "0"], "from 1 to 1,000,000"),
        (["small", "--runs", "many"], "from 1 to 1,000,000"),
        (["small", "--runs", "9999999999"], "from 1 to 1,000,000"),
        (["small", "--seed", "-1"], "seed"),
        (["nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_wrong_usage_is_one_sentence(home: Path, words: list[str], about: str) -> None:
    run(home, "simulate", *words).fails(about)
