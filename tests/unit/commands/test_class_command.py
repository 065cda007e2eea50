"""``roleplay class`` and ``roleplay items``: a trainer with a folder of learners' files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from builders import choice, node, scene
from command_runs import run
from roleplay.session import Attempt
from simulated_class import (
    BEGINNING,
    Player,
    SimulatedScene,
    simulated_attempt,
    simulated_journal,
    simulated_scene,
    skilled,
    write_journal,
)

#: Decisions of the scene, each with a best line, a poor one, and a worse one.
NODES = ("first", "second", "third", "fourth", "fifth")


def talk() -> SimulatedScene:
    lines = (("good", ["listen"]), ("fair", ["act_now"]), ("bad", ["cut_in"]))
    nodes = {
        name: node(*(choice(id, after, moves, say=f"{id} at {name}") for id, moves in lines), says=f"Well, {name}?")
        for name, after in zip(NODES, (*NODES[1:], "end"), strict=True)
    }
    return simulated_scene(scene(id="talk", title="The talk", start="first", nodes=nodes, pass_={"endings": ["end"]}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten simulated learners of different skill, two plays each; at the third decision seven take the same line."""
    folder, small = tmp_path_factory.mktemp("collected"), talk()
    for number in range(10):
        chance = Random(number)
        usual = skilled(number / 10, chance)

        def player(attempt: Attempt, number: int = number, usual: Player = usual) -> str:
            is_taken_in = attempt.state.passage.id == "third" and number > 2
            return "bad" if is_taken_in else usual(attempt)

        attempts = [
            simulated_attempt(
                small,
                player if again == 0 else skilled(0.9, chance),
                f"{number:016x}{again:016x}",
                seed=number,
                began=BEGINNING + timedelta(days=again, hours=number),
            )
            for again in range(2)
        ]
        write_journal(
            folder, f"l{number}", simulated_journal(number, attempts, small.sources, name=f"Learner {number}")
        )
    return folder


def test_ten_files_make_one_page_of_the_class(tmp_path: Path, folder: Path) -> None:
    page = tmp_path / "class.html"
    ran = run(tmp_path, "class", str(folder), "--format", "html", "-o", str(page))
    assert (ran.code, ran.err) == (0, "")
    ran.says(str(page))
    text = page.read_text(encoding="utf-8")
    assert "The talk" in text
    assert "Learners: 10. Plays that count: 20." in text
    assert "Learner 3" not in text
    assert "://" not in text
    named = run(tmp_path, "class", str(folder), "--names")
    named.says("Learner 3: 2 attempts", "First play and last play")


def test_and_a_list_of_three_decisions_to_rewrite(tmp_path: Path, folder: Path) -> None:
    ran = run(tmp_path, "items", str(folder), "--top", "3")
    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.lines if line.lstrip().startswith(("1.", "2.", "3.", "4."))]
    assert len(heads) == 3
    assert "talk, third (en, n=10)" in heads[0]
    ran.says("More took “bad at third” than any other line; it costs something.", "Decisions to read again")
    ran.says("No decision has 30 answers, so all figures are uncertain")
    data = json.loads(run(tmp_path, "items", str(folder), "--json").out)
    assert data["look_first"][0]["node"] == "third"
    assert [item["node"] for item in data["items"]] == list(NODES)
    assert all(item["warnings"] == [] and item["d"] is None for item in data["items"])
    third = data["items"][2]
    assert third["answers"] == {"count": 10, "least": 10, "most": 10}
    page = run(tmp_path, "class", str(folder))
    page.says("Decisions to read again", "3. “Well, third?” Lost on average:")


def test_nothing_of_a_small_group_is_in_the_json(tmp_path: Path, folder: Path) -> None:
    data = json.loads(run(tmp_path, "class", str(folder), "--format", "json").out)
    assert (data["learners"], data["plays"]) == (10, 20)
    counts = [count for count in _counts(data) if count is not None]
    assert counts
    assert all(count == 0 or count >= 5 for count in counts)
    four = [str(path) for path in sorted(folder.iterdir())[:4]]
    data = json.loads(run(tmp_path, "class", *four, "--format", "json").out)
    assert (data["scenes"], data["criteria"], data["poor_moves"], data["too_few"]) == ([], [], [], ["talk"])
    assert (data["learners"], data["plays"]) == (None, None)
    assert json.loads(run(tmp_path, "items", *four, "--json").out)["items"] == []
    run(tmp_path, "class", *four).says("Fewer than 5 learners: nothing about them is shown.")


def _counts(data: object) -> list[int | None]:
    if isinstance(data, dict):
        own = [data["count"]] if "count" in data else []
        return own + [count for value in data.values() for count in _counts(value)]
    return [count for value in data for count in _counts(value)] if isinstance(data, list) else []


def test_invalid_files_are_named_and_the_others_are_read(tmp_path: Path, folder: Path) -> None:
    other = tmp_path / "shopping.jsonl"
    other.write_text("milk\n", encoding="utf-8")
    ran = run(tmp_path, "class", str(folder), str(other))
    ran.says("Learners: 10.")
    ran.fails("shopping.jsonl", code=1)
    # the page may be passed on, so it gives only the number: learners name such files after themselves
    ran.says("Files refused and not counted: 1.")
    assert "shopping" not in ran.out
    assert "shopping" not in run(tmp_path, "class", str(folder), str(other), "--format", "json").out
    named = run(tmp_path, "class", str(folder), str(other), "--names", "--format", "json")
    assert "shopping" in named.out
    empty = tmp_path / "empty"
    empty.mkdir()
    run(tmp_path, "class", str(empty)).fails("no file that ends in .jsonl", "roleplay export")
    run(tmp_path, "items", str(folder), "--scene", "elsewhere").fails("no finished or begun play of elsewhere")
    alone = run(tmp_path, "items", str(other))
    assert (alone.code, len(alone.err.splitlines())) == (2, 2)


def test_in_chinese(tmp_path: Path, folder: Path) -> None:
    run(tmp_path, "class", str(folder), "--lang", "zh").says("全班一览", "学员 10 人，算数的演练 20 次。")
    run(tmp_path, "items", str(folder), "--lang", "zh").says("该重读的地方", "各处的数字：The talk")
