"""Scenes made by dice, for what is measured on scenes: real moves, real personas, texts in both languages.

A story runs forward through layers of nodes. The layers come in rounds: one node at which all ways meet, then wider
ones. The same seed gives the same scene.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

#: The nodes of one round of layers.
ROUND = (1, 6, 6, 7)
METERS = {"anger": (80, "low"), "trust": (25, "high"), "exposure": (40, "low")}
GOOD = ("name_feeling", "let_finish", "own_it")
POOR = ("argue_facts", "hide_behind_policy", "lose_temper")
NAMES = {"anger": ("怒气", "Anger"), "trust": ("信任", "Trust"), "exposure": ("曝光风险", "Exposure")}
SAID = (
    (
        "这台机器修过三次了，我记得每一次的日子。",
        "It has been repaired three times, and I remember each date.",
    ),
    (
        "我先把维修单调出来，您看看记得对不对。",
        "Let me pull up the repair sheets, and you tell me if they are right.",
    ),
    ("今天六点以前，我亲自给您打电话。", "I will ring you myself before six o'clock today."),
    ("规定就是这样，我也没有办法。", "Those are the rules, and there is nothing that I can do."),
    (
        "周末的课您一个人撑下来，换了谁都着急。",
        "You carried that class alone; anybody would be worn out.",
    ),
    ("备用机您先拿走，资料由小陈今晚搬好。", "Take the loan laptop with you, and Chen moves your data over tonight."),
    ("您当时要是早点备份，就没有这回事。", "Had you made a backup in time, none of this would have happened."),
    ("这里人多，我们进去坐下来慢慢说。", "It is crowded here, so let us sit down inside and take our time."),
    ("换新机我能做主，退款要问周总监。", "An exchange is mine to grant; for a refund I have to ask Director Zhou."),
    ("好了好了，每个客户都这么说。", "All right, all right, every customer tells me that."),
)


def scene(name: str, seed: int, layers: int, wide: Sequence[int] = ROUND, sentences: int = 1) -> dict[str, Any]:
    """The data of a scene called ``name``; its texts are up to ``sentences`` long."""
    dice = random.Random(seed)

    def text(most: int = sentences) -> dict[str, str]:
        said = dice.sample(SAID, dice.randint(1, most))
        return {"zh": "".join(zh for zh, _ in said), "en": " ".join(en for _, en in said)}

    rows = [[f"n{layer}-{n}" for n in range(wide[layer % len(wide)])] for layer in range(layers)]
    goals = [*rows[1:], ["settled", "patched", "walkout"]]
    nodes: dict[str, Any] = {}
    for row, after in zip(rows, goals, strict=True):
        for place, node in enumerate(row):
            number = dice.randint(3, 4)
            lines = [_choice(dice, n, number) for n in range(number)]
            for n, line in enumerate(lines):
                line["say"] = text()
                line["why"] = text()
                line["goto"] = after[(place + n) % len(after)]
                if n == 0:
                    line["reply"] = text()
            nodes[node] = {"speaker": "wang", "says": text(), "choices": lines}
    return {
        "roleplay": "scenario/1",
        "id": name,
        "language": "zh",
        "title": text(1),
        "summary": text(),
        "family": "complaint",
        "difficulty": dice.randint(1, 5),
        "minutes": max(1, min(120, layers)),
        "status": "released",
        "rubrics": ["heat", "care"],
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
            for goal, outcome in zip(goals[-1], ("success", "partial", "failure"), strict=True)
        },
        "pass": {"heat": 70, "endings": ["settled", "patched"]},
    }


def _choice(dice: random.Random, place: int, of: int) -> dict[str, Any]:
    """The first line of a node is good, the last poor, those between a mixture; some need a meter."""
    if place == 0:
        moves = dice.sample(GOOD, 2)
    elif place == of - 1:
        moves = dice.sample(POOR, 2)
    else:
        moves = [dice.choice(GOOD), dice.choice(POOR)]
    choice: dict[str, Any] = {"id": f"c{place}", "moves": moves}
    if 0 < place < of - 1 and dice.random() < 0.3:
        needs = {"trust": f">= {dice.randint(3, 6) * 10}"}, {"anger": f"< {dice.randint(5, 9) * 10}"}
        choice["when"] = dice.choice(needs)
    return choice


class _Indented(yaml.SafeDumper):
    """Indents lists under their keys, as people and linters like it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write_library(folder: Path, count: int, seed: int) -> list[Path]:
    """A library of ``count`` scenes of some 28 KB, twelve nodes each; they use the shipped rubrics."""
    (folder / "scenarios").mkdir()
    paths: list[Path] = []
    for number in range(count):
        name = f"scene-{number}"
        data = scene(name, seed + number, layers=6, wide=(1, 2, 3), sentences=2)
        text = yaml.dump(data, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=1000)
        paths.append(folder / "scenarios" / f"{name}.yaml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths
