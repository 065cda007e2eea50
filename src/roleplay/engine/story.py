"""A scenario compiled into what a step needs: indices instead of names, tests instead of conditions.

Compile once (`compile_story`), then `start`, `legal` and `step` in `machine` do no look-ups by name, read no file
and decide nothing at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import getitem
from typing import TypeAlias

from roleplay.engine.checks import Check, Meters, Slots, compile_condition
from roleplay.scene.conditions import METER_MAX, METER_MIN, Condition, MeterTest, VisitsTest, settled, walk
from roleplay.scene.model import Bundle, Choice, Ending, Node, Scenario, Target
from roleplay.scene.reactions import reactions_of

Shift: TypeAlias = Callable[[Meters], Meters]


def shift(change: Sequence[int]) -> Shift:
    """What a choice does to the meters: all changes summed, then clamped to 0-100 once.

    One table a meter, from the value before to the value after; no arithmetic is left for the step. Most scenes have
    two to four meters, which need no loop either.
    """
    tables = tuple(_clamped(by) for by in change)
    match tables:
        case (a, b):
            return lambda meters: (a[meters[0]], b[meters[1]])
        case (a, b, c):
            return lambda meters: (a[meters[0]], b[meters[1]], c[meters[2]])
        case (a, b, c, d):
            return lambda meters: (a[meters[0]], b[meters[1]], c[meters[2]], d[meters[3]])
        case _:
            return lambda meters: tuple(map(getitem, tables, meters))


@cache
def _clamped(by: int) -> bytes:
    return bytes(clamp(value + by) for value in range(METER_MIN, METER_MAX + 1))


class Shifts(dict[int, Shift]):
    """The shift of a choice by the set of its conditional moves that are made (a bit each).

    Made when first asked for: of the many sets that there are, a story meets few.
    """

    __slots__ = ("base", "changes")

    def __init__(self, base: Sequence[int], changes: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self.base = base
        self.changes = changes

    def __missing__(self, made: int) -> Shift:
        rows = [self.base, *(row for index, row in enumerate(self.changes) if made >> index & 1)]
        result = self[made] = shift([sum(column) for column in zip(*rows, strict=True)])
        return result


class Able(dict[int, tuple[str, ...]]):
    """The ids of a place's choices by the bits of those dependent ones that may be said.

    Made when first asked for, like `Shifts`: nine dependent choices have 512 sets, and a story meets a handful.
    """

    __slots__ = ("depending", "lines")

    def __init__(self, lines: Sequence[Line], depending: Sequence[Line]) -> None:
        super().__init__()
        self.lines = lines
        self.depending = depending

    def __missing__(self, mask: int) -> tuple[str, ...]:
        shut = {line for n, line in enumerate(self.depending) if not mask >> n & 1}
        ids = self[mask] = tuple(line.id for line in self.lines if line not in shut)
        return ids


def clamp(value: int) -> int:
    """The nearest whole number from 0 to 100."""
    return METER_MIN if value < METER_MIN else METER_MAX if value > METER_MAX else value


class Line:
    """A compiled choice: where it may be said, what it does, and where it leads."""

    __slots__ = (
        "bit", "check", "choice", "conditional", "exit", "exits", "id", "keeps", "marks", "moves", "range", "sets",
        "shift", "shifts",
    )  # fmt: skip

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.id = choice.id
        #: the meter's index, low and high, where it may be said while one meter is in a range
        self.range: tuple[int, int, int] | None = None
        #: whether it may be said, where that depends on more than one meter's range; ``None``: in every state
        self.check: Check | None = None
        #: its bit in ``State.taken`` when it can be said only once, else 0
        self.bit = 0
        #: the moves it makes in every state
        self.moves: tuple[str, ...] = ()
        #: the moves it makes under a condition
        self.conditional: tuple[tuple[Check, str], ...] = ()
        #: its effect on the meters, where no move is conditional
        self.shift: Shift | None = None
        #: its effect by the conditional moves that are made (a bit each)
        self.shifts = Shifts((), ())
        #: whether it changes ``State.flags`` or ``State.taken``: flags it sets, and a mask of those it leaves
        self.marks = False
        self.sets = 0
        self.keeps = -1
        #: where it leads, where that is unconditional
        self.exit: Passage | None = None
        self.exits: tuple[tuple[Check | None, Passage], ...] = ()


class Passage:
    """A node or an ending, compiled: where a story can stand, and what decides which of its choices may be made."""

    __slots__ = ("able", "by_id", "ending", "free", "guarded", "id", "lines", "node", "ranged", "visit")

    def __init__(self, name: str, node: Node | None, ending: Ending | None) -> None:
        self.id = name
        self.node = node
        self.ending = ending
        self.lines: tuple[Line, ...] = ()
        self.by_id: dict[str, Line] = {}
        #: the ids of its choices, where all can be said in every state
        self.free: tuple[str, ...] | None = None
        #: the choices that depend on one meter alone: (a bit in this place, the meter's index, low, high)
        self.ranged: tuple[tuple[int, int, int, int], ...] = ()
        #: the other choices that depend on the state: (a bit in this place, the bit of `Line.bit`, the check)
        self.guarded: tuple[tuple[int, int, Check | None], ...] = ()
        #: the ids of its choices by the bits of those dependent ones that may be said
        self.able = Able((), ())
        #: its place in ``State.visits``, where any condition asks for it, else -1
        self.visit = -1

    def line(self, name: str) -> Line:
        """The compiled choice of that id. Raises `KeyError`."""
        return self.by_id[name]

    def choice(self, name: str) -> Choice:
        """The choice of that id, as its author wrote it. Raises `KeyError`."""
        return self.by_id[name].choice

    def __repr__(self) -> str:
        return f"<{'ending' if self.ending else 'node'} {self.id}>"


class Story:
    """A compiled scenario with the personas it is played with."""

    __slots__ = ("_checks", "bundle", "facts", "first", "flags", "meters", "passages", "personas", "scenario", "slots")

    def __init__(self, bundle: Bundle, personas: Mapping[str, str]) -> None:
        scenario = bundle.scenario
        self.bundle = bundle
        self.scenario: Scenario = scenario
        #: cast id -> persona id, the overlay included
        self.personas = {m.id: personas.get(m.id, m.persona) for m in scenario.cast.values()}
        self.meters = tuple(scenario.meters)
        self.flags = scenario.flags
        self.facts = tuple(scenario.deal)
        counted = _counted_nodes(scenario, self.personas)
        self.slots = Slots(
            {name: index for index, name in enumerate(self.meters)},
            {name: 1 << index for index, name in enumerate(self.flags)},
            {name: index for index, name in enumerate(self.facts)},
            {name: index for index, name in enumerate(counted)},
            self.personas,
        )
        self.passages: dict[str, Passage] = {name: Passage(name, node, None) for name, node in scenario.nodes.items()}
        self.passages |= {name: Passage(name, None, ending) for name, ending in scenario.endings.items()}
        reactions = {member: reactions_of(name, bundle.personas) for member, name in self.personas.items()}
        once = 0
        for passage in self.passages.values():
            passage.visit = self.slots.visits.get(passage.id, -1)
            if passage.node is None:
                continue
            passage.lines = tuple(self._line(c, reactions[c.to or passage.node.speaker]) for c in passage.node.choices)
            for line in passage.lines:
                if line.choice.once:
                    line.bit, once = 1 << once, once + 1
            passage.by_id = {line.id: line for line in passage.lines}
            _guard(passage, self.slots)
        self.first = self.passages[scenario.start]
        #: by identity: each with its condition, so that no other can take its place
        self._checks: dict[int, tuple[Condition, Check]] = {}

    def check(self, condition: Condition) -> Check:
        """A condition of the scene's texts as a function of a state, compiled once."""
        known = self._checks.get(id(condition))
        if known is None:
            known = self._checks[id(condition)] = (condition, compile_condition(condition, self.slots))
        return known[1]

    def _line(self, choice: Choice, reactions: Mapping[str, Mapping[str, int]]) -> Line:
        line = Line(choice)
        match settled(choice.when, self.personas):
            case (MeterTest(meter, low, high),):
                line.range = (self.slots.meters[meter], low, high)
            case _:
                line.check = self._check(choice.when)
        uses = [(use, settled(use.when, self.personas)) for use in choice.moves]
        line.moves = tuple(use.move for use, rest in uses if rest == ())
        conditional = [use for use, rest in uses if rest]
        line.conditional = tuple((compile_condition(use.when, self.slots), use.move) for use in conditional)
        base = [choice.effects.get(meter, 0) for meter in self.meters]
        for move in line.moves:
            base = self._add(base, reactions.get(move, {}))
        nothing = [0] * len(self.meters)
        line.shifts = Shifts(base, [self._add(nothing, reactions.get(use.move, {})) for use in conditional])
        line.shift = None if conditional else line.shifts[0]
        for flag in choice.set:
            line.sets |= self.slots.flags[flag]
        for flag in choice.clear:
            line.keeps &= ~self.slots.flags[flag]
        line.marks = bool(choice.set or choice.clear or choice.once)
        exits = [target for target in choice.goto if settled(target.when, self.personas) is not None]
        line.exits = tuple((self._check(target.when), self._passage(target)) for target in exits)
        line.exit = line.exits[0][1] if line.exits[0][0] is None else None
        return line

    def _add(self, base: list[int], changes: Mapping[str, int]) -> list[int]:
        return [value + changes.get(meter, 0) for meter, value in zip(self.meters, base, strict=True)]

    def _passage(self, target: Target) -> Passage:
        return self.passages[target.to]

    def _check(self, condition: Condition) -> Check | None:
        return None if settled(condition, self.personas) == () else compile_condition(condition, self.slots)


def _guard(passage: Passage, slots: Slots) -> None:
    """Tell apart the choices that may always be said from those that depend on the state.

    Most conditions look at one meter; those are kept as bare numbers, which spares a call for each.
    """
    depending = [line for line in passage.lines if line.check is not None or line.range is not None or line.bit]
    if not depending:
        passage.free = tuple(passage.by_id)
        return
    ranged: list[tuple[int, int, int, int]] = []
    guarded: list[tuple[int, int, Check | None]] = []
    for n, line in enumerate(depending):
        if line.range is not None and not line.bit:
            ranged.append((1 << n, *line.range))
        else:
            check = line.check if line.range is None else compile_condition(line.choice.when, slots)
            guarded.append((1 << n, line.bit, check))
    passage.ranged, passage.guarded = tuple(ranged), tuple(guarded)
    passage.able = Able(passage.lines, depending)


def _counted_nodes(scenario: Scenario, personas: Mapping[str, str]) -> list[str]:
    """The nodes whose visits any condition asks for with these personas."""
    rests = [settled(condition, personas) or () for condition in scenario.conditions()]
    asked = {test.node for rest in rests for test in walk(rest) if isinstance(test, VisitsTest)}
    return [name for name in scenario.nodes if name in asked]


def compile_story(bundle: Bundle, personas: Mapping[str, str] | None = None) -> Story:
    """Compile a scenario. ``personas`` overlays cast id -> persona id; both must exist."""
    return Story(bundle, personas or {})
