"""Random valid scenes as data, read by the real loader, and random walks through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from builders import MOVES, Data, bundle, choice, ending, meter, node, persona, rubric, scene, shared
from example_counts import examples
from roleplay.engine import State, Story, compile_story, legal, start, step
from roleplay.scene.model import Bundle

T = TypeVar("T")

#: How many examples test a property.
thorough, quick = examples(25), examples(12)

MOVE_NAMES = tuple(MOVES["moves"])
METERS = ("anger", "trust", "hope", "haste", "doubt")
FLAGS = ("told", "kept")
FACTS = {"cause": ["x", "y", "z"], "mood": ["up", "down"]}
CAST = ("ann", "bob")
ENDINGS = {"e0": "success", "e1": "partial", "e2": "failure"}


@dataclass(frozen=True)
class World:
    """A scene with personas and rubrics, as data and as loaded."""

    scene: Data
    personas: tuple[Data, ...]
    rubrics: tuple[Data, ...]
    bundle: Bundle
    story: Story = field(repr=False)


@dataclass(frozen=True)
class Run:
    """An attempt: its seed, its decisions, and the states it passes through."""

    world: World
    seed: int
    decisions: tuple[str, ...]
    states: tuple[State, ...] = field(repr=False)


@cache
def _integers(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


class Dice:
    """Random choices, each drawn as a single number, since composed strategies would take most of the time."""

    def __init__(self, draw: Callable[[st.SearchStrategy[int]], int]) -> None:
        self.draw = draw

    def number(self, low: int, high: int) -> int:
        return low + self.draw(_integers(high - low))

    def one_in(self, sides: int) -> bool:
        """`True` once in ``sides`` rolls; never when shrunk."""
        return self.draw(_integers(sides - 1)) == sides - 1

    def pick(self, options: Sequence[T]) -> T:
        return options[self.draw(_integers(len(options) - 1))]

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        return [self.pick(options) for _ in range(self.number(least, most))]

    def table(self, keys: Sequence[str], bound: int, least: int = 0, most: int = 3) -> dict[str, int]:
        return {key: self.number(-bound, bound) for key in self.some(keys, least, most)}


@dataclass(frozen=True)
class _Author:
    """Writes a scene by rolling dice; it uses only the names declared here."""

    dice: Dice
    meters: Sequence[str]
    flags: Sequence[str]
    facts: dict[str, list[str]]
    nodes: Sequence[str]
    refs: Sequence[str]

    def comparison(self, top: int) -> str:
        low = self.dice.number(0, top)
        match self.dice.number(0, 5):
            case 0:
                return f">= {low}"
            case 1:
                return f"<= {low}"
            case 2:
                return f"> {max(low - 1, 0)}"
            case 3:
                return f"< {low + 1}"
            case 4:
                return f"= {low}"
            case _:
                return f"{low}..{self.dice.number(low, top)}"

    def condition(self, depth: int = 2) -> Data:
        test = self.test(depth)
        return {**test, **self.test(depth)} if self.dice.one_in(3) else test

    def test(self, depth: int) -> Data:
        dice = self.dice
        kinds = ["turn", "visits", *(["any", "not"] if depth else []), *self.meters, *self.flags, *self.facts]
        kind = dice.pick(kinds)
        match kind:
            case "turn":
                return {kind: self.comparison(4)}
            case "visits":
                return {f"visits.{dice.pick(self.nodes)}": self.comparison(3)}
            case "any":
                return {kind: [self.condition(depth - 1) for _ in range(dice.number(1, 2))]}
            case "not":
                return {kind: self.condition(depth - 1)}
        if kind in self.meters:
            return {kind: self.comparison(100)}
        if kind in self.flags:
            return {kind: dice.one_in(2)}
        values = self.facts[kind]
        return {kind: dice.some(values, 1, 2) if dice.one_in(2) else dice.pick(values)}

    def variants(self, words: str) -> Any:
        if not self.dice.one_in(3):
            return words
        variants = [{"when": self.condition(1), "text": f"{words} {n}"} for n in range(self.dice.number(1, 2))]
        return [*variants, {"text": f"{words} else"}]

    def direction(self, words: str) -> Data:
        """The ``scene`` key with a stage direction, or nothing; sometimes with variants none of which may fit."""
        if not self.dice.one_in(3):
            return {}
        direction = self.variants(words)
        return {"scene": direction[:-1] if isinstance(direction, list) and self.dice.one_in(2) else direction}

    def moves(self) -> list[Any]:
        dice = self.dice
        plain: list[Any] = dice.some(MOVE_NAMES, 1, 3)
        if not dice.one_in(3):
            return plain
        conditional = [{"when": self.condition(1), "move": move} for move in dice.some(MOVE_NAMES, 1, 2)]
        return conditional if dice.one_in(3) else [*plain, *conditional]

    def choice(self, number: int, onward: str) -> Data:
        """One choice. The first of a node is always available and leads onward, so an ending can be reached."""
        dice = self.dice
        more: Data = {}
        if self.meters and dice.one_in(2):
            more["effects"] = dice.table(self.meters, 100)
        if self.flags:
            more["set"] = dice.some(self.flags, 0, 2)
            more["clear"] = dice.some(self.flags, 0, 1)
        if dice.one_in(4):
            more["to"] = dice.pick(CAST)
        if dice.one_in(2):
            more["reply"] = self.variants(f"reply {number}")
        goto: Any = onward
        if number:
            if dice.one_in(2):
                more["when"] = self.condition()
                if dice.one_in(2):
                    more["locked"] = "not now"
            more["once"] = dice.one_in(3)
            targets = [*ENDINGS, *self.nodes]
            goto = dice.pick(targets)
            if dice.one_in(3):
                goto = [{"when": self.condition(1), "to": goto}, {"to": dice.pick(targets)}]
        return choice(f"c{number}", goto, self.moves(), **more)

    def node(self, number: int) -> Data:
        dice = self.dice
        onward = [*self.nodes, "e0"][number + 1]
        choices = [self.choice(n, onward) for n in range(dice.number(1, 4))]
        assess = {"assess": dice.some(self.refs, 0, 3)} if dice.one_in(3) else {}
        direction = self.direction(f"told {number}")
        return node(*choices, speaker=dice.pick(CAST), says=self.variants(f"says {number}"), **direction, **assess)


def _rubrics(dice: Dice) -> tuple[Data, ...]:
    """Three rubrics with random points, weights, gates and orders; a scene names the first two."""
    variants: list[Data] = []
    for name in ("lead", "side", "laid-over"):
        criteria = {f"c{n}": dice.table(MOVE_NAMES, 3, 1, 4) for n in range(dice.number(1, 3))}
        more: Data = {
            "weights": {c: dice.pick([1, 0.5, 2, 3]) for c in criteria},
            "order": list(criteria)[: dice.number(0, 3)],
            "minimum": dice.number(1, 3),
            "critical": dice.some(MOVE_NAMES, 0, 1),
        }
        variants.append(rubric(name, criteria, **more))
    return tuple(variants)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A scene that loads, with its personas and rubrics. Rubric ``laid-over`` isn't one of the scene's own."""
    dice = Dice(draw)
    rubrics = _rubrics(dice)
    refs = [f"{rubric_data['id']}.{criterion}" for rubric_data in rubrics[:2] for criterion in rubric_data["criteria"]]
    facts = dict(list(FACTS.items())[: dice.number(0, 2)])
    nodes = [f"n{n}" for n in range(dice.number(1, 4))]
    author = _Author(
        dice=dice,
        meters=METERS[: dice.number(0, 5)],
        flags=FLAGS[: dice.number(0, 2)],
        facts=facts,
        nodes=nodes,
        refs=refs,
    )
    base, other = ({move: dice.table(METERS, 60) for move in dice.some(MOVE_NAMES, 0, 5)} for _ in range(2))
    people = (persona("base", base), persona("other", other, dice.pick([None, "base"])))
    marks = {ref: dice.number(0, 100) for ref in dice.some(["lead", *refs], 0, 2)}
    data = scene(
        rubrics=["lead", "side"],
        cast={"ann": {"name": "Ann", "persona": "base"}, "bob": {"name": "Bob", "persona": "other"}},
        meters={name: meter(dice.number(0, 100), dice.pick(["low", "high"])) for name in author.meters},
        flags=list(author.flags),
        deal=facts,
        start=dice.pick(nodes),
        nodes={name: author.node(number) for number, name in enumerate(nodes)},
        endings={name: ending(how, text=author.variants(name)) for name, how in ENDINGS.items()},
        pass_={**marks, "endings": dice.some(list(ENDINGS), 1, 3)},
    )
    loaded = bundle(data, shared(personas=people, rubrics=rubrics))
    return World(data, people, rubrics, loaded, compile_story(loaded))


@st.composite
def runs(draw: st.DrawFn, most: int = 14) -> Run:
    """A world and a walk through it, which may stop before an ending."""
    world = draw(worlds())
    dice = Dice(draw)
    seed = dice.number(0, 1 << 32)
    states = [start(world.story, seed)]
    decisions: list[str] = []
    for _ in range(most - dice.number(0, most)):
        available = legal(states[-1])
        if not available:
            break
        decisions.append(dice.pick(available))
        states.append(step(states[-1], decisions[-1]))
    return Run(world, seed, tuple(decisions), tuple(states))
