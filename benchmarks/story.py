"""The scene that the engine is measured on: 60 nodes, three meters, conditional choices.

The scene of this program and the ink story of the peers are generated from the same numbers, so they are equivalent.
"""

from __future__ import annotations

from typing import Any

LAYERS, WIDTH, CHOICES = 12, 5, 4
METERS = ("anger", "trust", "patience")


def effects(layer: int, column: int, choice: int) -> dict[str, int]:
    """The effects of a choice on the meters."""
    n = layer * 31 + column * 7 + choice * 13
    return {"anger": n % 23 - 11, "trust": (n * 3) % 19 - 9, "patience": -(n % 5)}


def condition(layer: int, column: int, choice: int) -> tuple[str, int] | None:
    """The meter and the minimum that a choice requires, or ``None``. The first two choices require nothing."""
    if choice < 2 or (layer + column + choice) % 2:
        return None
    return METERS[(layer + choice) % 3], 20 + (layer * 7 + column * 3) % 35


def target(layer: int, column: int, choice: int) -> str:
    """The node or ending a choice leads to."""
    if layer + 1 == LAYERS:
        return "good" if (column + choice) % 2 else "bad"
    return f"n{layer + 1}-{(column * 2 + choice) % WIDTH}"


def moves(layer: int, column: int, choice: int) -> list[str]:
    """The moves a choice makes."""
    good = ("let-finish", "name-feeling", "own-it", "concrete-step")
    poor = ("interrupt", "minimise", "yes-but", "vague-promise")
    names = good if (layer + column + choice) % 3 else poor
    return [names[choice % 4].replace("-", "_"), names[(choice + layer) % 4].replace("-", "_")]


def scenario() -> dict[str, Any]:
    """The scene as the data of a scenario file."""
    nodes: dict[str, Any] = {}
    for layer in range(LAYERS):
        for column in range(WIDTH):
            choices: list[dict[str, Any]] = []
            for number in range(CHOICES):
                choice: dict[str, Any] = {
                    "id": f"c{number}",
                    "say": f"Line {layer}.{column}.{number}",
                    "moves": list(dict.fromkeys(moves(layer, column, number))),
                    "effects": effects(layer, column, number),
                    "goto": target(layer, column, number),
                }
                needed = condition(layer, column, number)
                if needed is not None:
                    choice["when"] = {needed[0]: f">= {needed[1]}"}
                choices.append(choice)
            nodes[f"n{layer}-{column}"] = {
                "speaker": "wang",
                "says": "…",
                "choices": choices,
            }
    text = "-"
    return {
        "roleplay": "scenario/1",
        "id": "bench",
        "language": "en",
        "title": text,
        "summary": text,
        "family": "complaint",
        "difficulty": 1,
        "minutes": 1,
        "status": "released",
        "rubrics": ["heat"],
        "brief": {"role": text, "situation": text, "authority": text, "channel": text, "goal": text},
        "cast": {"wang": {"name": "Wang", "persona": "emotional"}},
        "meters": {name: {"start": 50, "name": name, "better": "high"} for name in METERS},
        "start": "n0-0",
        "nodes": nodes,
        "endings": {name: {"title": text, "text": text, "outcome": "success"} for name in ("good", "bad")},
        "pass": {"heat": 70, "endings": ["good"]},
    }


def ink() -> str:
    """The equivalent story in ink: the same nodes, conditions, and clamped meters."""
    lines = [*(f"VAR {name} = 50" for name in METERS), "-> n0_0"]
    lines += [
        "=== function clamp(ref x, by)",
        "~ x = x + by",
        "{ x < 0:",
        "~ x = 0",
        "}",
        "{ x > 100:",
        "~ x = 100",
        "}",
    ]
    for layer in range(LAYERS):
        for column in range(WIDTH):
            lines.append(f"=== n{layer}_{column}")
            lines.append("…")
            for number in range(CHOICES):
                needed = condition(layer, column, number)
                when = f"{{ {needed[0]} >= {needed[1]} }} " if needed else ""
                lines.append(f"+ {when}[Line {layer}.{column}.{number}]")
                lines += [f"  ~ clamp({name}, {by})" for name, by in effects(layer, column, number).items()]
                goal = target(layer, column, number)
                lines.append(f"  -> {goal.replace('-', '_')}")
    lines += ["=== good", "The end.", "-> END", "=== bad", "The end.", "-> END"]
    return "\n".join(lines) + "\n"
