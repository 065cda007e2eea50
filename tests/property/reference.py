"""A reference implementation of language.md and scoring.md, working directly on the data of the files.

Slow and by name throughout: the engine and the judge must agree with it on every scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from strategies import World

Data = Mapping[str, Any]


@dataclass(frozen=True)
class ReferenceState:
    """The state of a story."""

    at: str
    meters: Mapping[str, int]
    flags: frozenset[str] = frozenset()
    taken: frozenset[tuple[str, str]] = frozenset()
    visits: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    turn: int = 0


def compared(value: int, comparison: str) -> bool:
    if ".." in comparison:
        low, high = comparison.split("..")
        return int(low) <= value <= int(high)
    sign, number = comparison.split()
    return {
        ">=": value >= int(number), ">": value > int(number), "<=": value <= int(number), "<": value < int(number),
        "=": value == int(number),
    }[sign]  # fmt: skip


def holds(condition: Data | None, now: ReferenceState) -> bool:
    for name, value in (condition or {}).items():
        if name == "any":
            met = any(holds(option, now) for option in value)
        elif name == "not":
            met = not holds(value, now)
        elif name == "turn":
            met = compared(now.turn, value)
        elif name.startswith("visits."):
            met = compared(now.visits.get(name.removeprefix("visits."), 0), value)
        elif name in now.meters:
            met = compared(now.meters[name], value)
        elif name in now.facts:
            met = now.facts[name] == value if isinstance(value, str) else now.facts[name] in value
        else:
            met = (name in now.flags) == value
        if not met:
            return False
    return True


class Reference:
    """The rules of a story and of its scoring."""

    def __init__(self, world: World, overlay: Mapping[str, str] | None = None) -> None:
        self.scene = world.scene
        self.rubrics = {data["id"]: data for data in world.rubrics}
        self.people = {person["id"]: person for person in world.personas}
        self.overlay = overlay or {}

    def start(self, facts: Mapping[str, str]) -> ReferenceState:
        meters = {name: entry["start"] for name, entry in self.scene["meters"].items()}
        first = self.scene["start"]
        return ReferenceState(first, meters, visits={first: 1}, facts=facts)

    def choices(self, now: ReferenceState) -> dict[str, Data]:
        return {row["id"]: row for row in self.scene["nodes"].get(now.at, {"choices": []})["choices"]}

    def legal(self, now: ReferenceState) -> list[str]:
        return [
            name
            for name, entry in self.choices(now).items()
            if holds(entry.get("when"), now) and not (entry.get("once") and (now.at, name) in now.taken)
        ]

    def reaction(self, person: str, move: str, meter: str) -> int:
        while True:
            effects = self.people[person]["reactions"].get(move, {})
            if meter in effects:
                return int(effects[meter])
            if self.people[person].get("extends") is None:
                return 0
            person = self.people[person]["extends"]

    def moves(self, choice: Data, now: ReferenceState) -> list[str]:
        plain = [move for move in choice["moves"] if isinstance(move, str)]
        return plain + [
            move["move"] for move in choice["moves"] if not isinstance(move, str) and holds(move["when"], now)
        ]

    def step(self, now: ReferenceState, name: str) -> ReferenceState:
        choice = self.choices(now)[name]
        person = choice.get("to", self.scene["nodes"][now.at]["speaker"])
        persona = self.overlay.get(person, self.scene["cast"][person]["persona"])
        # (1) reactions summed, then effects, then clamped once
        meters = {
            meter: min(100, max(0, value + self.gain(choice, persona, meter, now)))
            for meter, value in now.meters.items()
        }
        # (2) set, clear
        flags = now.flags | frozenset(choice.get("set", ()))
        flags -= frozenset(choice.get("clear", ()))
        taken = now.taken | {(now.at, name)}
        after = replace(now, meters=meters, flags=flags, taken=taken, turn=now.turn + 1)
        # (3) goto on the new state, and the visit of its target
        goto = choice["goto"]
        if not isinstance(goto, str):
            goto = next(entry["to"] for entry in goto if holds(entry.get("when"), after))
        return replace(after, at=goto, visits={**now.visits, goto: now.visits.get(goto, 0) + 1})

    def gain(self, choice: Data, persona: str, meter: str, now: ReferenceState) -> int:
        reactions = sum(self.reaction(persona, move, meter) for move in self.moves(choice, now))
        return reactions + int(choice.get("effects", {}).get(meter, 0))

    # (4) texts, on the resulting state

    def pick(self, texts: Any, now: ReferenceState) -> str | None:
        if texts is None or isinstance(texts, str):
            return texts
        return next((str(text["text"]) for text in texts if holds(text.get("when"), now)), None)

    def says(self, now: ReferenceState) -> str | None:
        return self.pick(self.scene["nodes"].get(now.at, {}).get("says"), now)

    def narration(self, now: ReferenceState) -> str | None:
        """The stage direction, or the text of an ending."""
        passage = {**self.scene["nodes"], **self.scene["endings"]}[now.at]
        return self.pick(passage.get("text" if now.at in self.scene["endings"] else "scene"), now)

    def reply(self, now: ReferenceState, name: str, after: ReferenceState) -> str | None:
        return self.pick(self.choices(now)[name].get("reply"), after)

    # -- scoring

    def points(self, rubric: str, criterion: str, choice: Data, now: ReferenceState) -> int:
        points: Mapping[str, int] = self.rubrics[rubric]["criteria"][criterion]["points"]
        return max(-3, min(3, sum(points.get(move, 0) for move in self.moves(choice, now))))

    def stake(self, rubric: str, criterion: str, now: ReferenceState) -> tuple[int, int] | None:
        """The worst and best points available; ``None`` if the criterion is not at stake."""
        due = self.scene["nodes"][now.at].get("assess")
        if due is not None and rubric in self.scene["rubrics"] and f"{rubric}.{criterion}" not in due:
            return None
        column = [self.points(rubric, criterion, self.choices(now)[name], now) for name in self.legal(now)]
        return (min(column), max(column)) if min(column) < max(column) else None

    def score(
        self, rubric: str, criterion: str, states: Sequence[ReferenceState], decisions: Sequence[str]
    ) -> float | None:
        earned = due = avoided = tempted = count = 0
        for now, name in zip(states, decisions, strict=False):
            stake = self.stake(rubric, criterion, now)
            if stake is None:
                continue
            worst, best = stake
            points = self.points(rubric, criterion, self.choices(now)[name], now)
            if best > 0:
                earned += points
                due += best
            else:
                earned += points - best
                avoided += points - worst
                tempted += best - worst
            count += 1
        if count < self.rubrics[rubric]["minimum"]:
            return None
        return min(max(earned / due, 0.0), 1.0) if due else avoided / tempted
