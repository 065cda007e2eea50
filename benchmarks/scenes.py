"""Randomly generated scenes for benchmarks, with real moves, real personas, and texts in both languages.

A story runs forward through layers of nodes. The layers repeat in rounds: one node at which all paths meet, then wider
layers. The same seed gives the same scene.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from roleplay.reading.library import Library
from roleplay.reading.loader import load
from roleplay.scene.model import Bundle, Scenario
from roleplay.workspace.workspace import shipped_library

#: Number of nodes in each layer of a round.
ROUND = (1, 6, 6, 7)
METERS = {"anger": (80, "low"), "trust": (25, "high"), "exposure": (40, "low")}
ENDINGS = ["settled", "patched", "walkout"]
NAMES = {"anger": ("怒气", "Anger"), "trust": ("信任", "Trust"), "exposure": ("曝光风险", "Exposure")}
#: A sentence for each move.
GOOD = {
    "name_feeling": ("课上到一半黑了屏，换谁都着急。", "A screen that goes black in class would upset anyone."),
    "let_finish": ("您接着说，我先听您讲完。", "Please go on, I will hear you out before I answer."),
    "own_it": ("三次都没修好，这是我们的责任。", "Three repairs that did not hold are our fault, not yours."),
}
POOR = {
    "argue_facts": ("严格来说，那是三个不同的毛病。", "Strictly speaking those were three different faults."),
    "hide_behind_policy": ("规定就是这样，我也没有办法。", "Those are the rules, and there is nothing that I can do."),
    "lose_temper": ("您冲我嚷嚷，事情也办不成。", "You may shout at me, it will not get anything done here."),
}
SENTENCES = (
    ("这台机器修过三次了，我记得每一次的日子。", "It has been repaired three times, and I remember each date."),
    ("维修单上的日子和他说的都对得上。", "The dates on the repair sheets agree with what he says."),
    ("周六的课他一个人讲完，没有投影。", "He gave the class on Saturday alone, with no projector."),
    ("备用机就在柜子里，资料今晚能搬好。", "The loan laptop is in the cupboard, and data can move tonight."),
    ("换新机这里能定，退款要问总监。", "An exchange can be granted here; a refund is the director's."),
    ("后面还排着两位客户，都在听。", "Two more customers stand in the queue, and both listen."),
)


def generated_scene(
    name: str, seed: int, layers: int, wide: Sequence[int] = ROUND, sentences: int = 1
) -> dict[str, Any]:
    """The data of a scene with the id ``name``; its texts have up to ``sentences`` sentences."""
    dice = random.Random(seed)

    def text(most: int = sentences) -> dict[str, str]:
        return _in_both_languages(dice.sample(SENTENCES, dice.randint(1, most)))

    rows = [[f"n{layer}-{n}" for n in range(wide[layer % len(wide)])] for layer in range(layers)]
    goals = [*rows[1:], ENDINGS]
    nodes: dict[str, Any] = {}
    for row, after in zip(rows, goals, strict=True):
        for column, node in enumerate(row):
            count = dice.randint(3, 4)
            choices = [_choice(dice, number, count) for number in range(count)]
            for number, choice in enumerate(choices):
                choice["why"] = text()
                choice["goto"] = after[(column + number) % len(after)] if after is not ENDINGS else _ending(dice)
                if number == 0:
                    choice["reply"] = text()
            dice.shuffle(choices)
            says: Any = text()
            if dice.random() < 0.4:
                says = [{"when": _condition(dice), "text": says}, {"text": text()}]
            nodes[node] = {"speaker": "wang", "says": says, "choices": choices}
    return {
        "roleplay": "scenario/1",
        "id": name,
        "language": "zh",
        "title": text(1),
        "summary": text(),
        "family": "complaint",
        "difficulty": dice.randint(1, 5),
        "minutes": layers,
        "status": "released",
        "rubrics": ["heat"],
        "brief": {key: text() for key in ("role", "situation", "authority", "channel", "goal")},
        "cast": {"wang": {"name": {"zh": "王先生", "en": "Mr Wang"}, "persona": "emotional"}},
        "meters": {
            meter: {"start": start, "name": dict(zip(("zh", "en"), NAMES[meter], strict=True)), "better": better}
            for meter, (start, better) in METERS.items()
        },
        "start": rows[0][0],
        "nodes": nodes,
        "endings": {
            goal: {"title": text(1), "text": text(), "outcome": outcome}
            for goal, outcome in zip(ENDINGS, ("success", "partial", "failure"), strict=True)
        },
        "pass": {"heat": 70, "endings": ["settled", "patched"]},
    }


def _in_both_languages(sentences: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {"zh": "".join(zh for zh, _ in sentences), "en": " ".join(en for _, en in sentences)}


def _choice(dice: random.Random, number: int, count: int) -> dict[str, Any]:
    """A choice: the first of a node is good, the last poor, those between mixed; some depend on a meter."""
    good, poor = dice.sample(list(GOOD), 2), dice.sample(list(POOR), 2)
    moves = good if number == 0 else poor if number == count - 1 else [good[0], poor[0]]
    say = _in_both_languages([(GOOD | POOR)[move] for move in moves])
    choice: dict[str, Any] = {"id": f"c{number}", "say": say, "moves": moves}
    if 0 < number < count - 1 and dice.random() < 0.3:
        choice["when"] = _condition(dice)
    return choice


def _condition(dice: random.Random) -> dict[str, str]:
    """A condition that often holds: a meter on the good side of a threshold."""
    meter = dice.choice(list(METERS))
    better = METERS[meter][1]
    return {meter: f">= {dice.randint(2, 10) * 5}" if better == "high" else f"< {dice.randint(10, 18) * 5}"}


def _ending(dice: random.Random) -> list[dict[str, Any]]:
    """The targets of the last layer: the ending depends on the meters."""
    return [
        {"when": {**_condition(dice), "anger": f"< {dice.randint(4, 9) * 5}"}, "to": ENDINGS[0]},
        {"when": _condition(dice), "to": ENDINGS[1]},
        {"to": ENDINGS[2]},
    ]


def bundle_of(data: dict[str, Any]) -> Bundle:
    """The scene that ``data`` describes, with the shipped moves, personas and rubrics."""
    contents = Library([shipped_library()]).contents
    loaded = load(json.dumps(data).encode(), f"{data['id']}.yaml").value
    assert isinstance(loaded, Scenario)
    return Bundle(loaded, *contents.shared)


class _Indented(yaml.SafeDumper):
    """Indents lists under their keys, as people and linters prefer."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write_library(folder: Path, count: int, seed: int) -> list[Path]:
    """Write a library of ``count`` scenes of about 28 KB with ten nodes each, which use the shipped rubrics."""
    (folder / "scenarios").mkdir()
    paths: list[Path] = []
    for number in range(count):
        name = f"scene-{number}"
        data = generated_scene(name, seed + number, layers=6, wide=(1, 2, 2), sentences=2)
        text = yaml.dump(data, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=1000)
        paths.append(folder / "scenarios" / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths
