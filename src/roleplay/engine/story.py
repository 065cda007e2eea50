"""A scenario compiled for stepping: indices instead of names, functions instead of conditions.

Compile once (`compile_story`); after that, `start`, `legal` and `step` in `machine` look nothing up by name, read no
file and decide nothing at random.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import getitem
from typing import TypeAlias

from roleplay.engine.checks import Check, Meters, Slots, compile_condition
from roleplay.scene.conditions import METER_MAX, METER_MIN, Condition, MeterTest, VisitsTest, resolve_personas, walk
from roleplay.scene.model import Bundle, Choice, Ending, Node, Scenario, Target
from roleplay.scene.reactions import reactions_of

Shift: TypeAlias = Callable[[Meters], Meters]


def shift(change: Sequence[int]) -> Shift:
    """Return the function that applies the summed changes of a choice to the meters, clamping each to 0-100 once.

    There is one table per meter, from the value before to the value after, so a step does no arithmetic. Most scenes
    have two to four meters; those cases are unrolled.
    """
    tables = tuple(_clamp_table(by) for by in change)
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
def _clamp_table(by: int) -> bytes:
    return bytes(clamp(value + by) for value in range(METER_MIN, METER_MAX + 1))


class Shifts(dict[int, Shift]):
    """The shift of a choice, keyed by the bit mask of its conditional moves that apply.

    Entries are computed on first use: of the many possible masks, a story meets only a few.
    """

    __slots__ = ("base", "changes")

    def __init__(self, base: Sequence[int], changes: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self.base = base
        self.changes = changes

    def __missing__(self, mask: int) -> Shift:
        rows = [self.base, *(row for index, row in enumerate(self.changes) if mask >> index & 1)]
        result = self[mask] = shift([sum(column) for column in zip(*rows, strict=True)])
        return result


class AvailableChoices(dict[int, tuple[str, ...]]):
    """The available choices (ids) of a passage, keyed by the bit mask of its conditional choices that may be made.

    Computed on first use, like `Shifts`: nine conditional choices have 512 masks, and a story meets a handful.
    """

    __slots__ = ("conditional_lines", "lines")

    def __init__(self, lines: Sequence[Line], conditional_lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = lines
        self.conditional_lines = conditional_lines

    def __missing__(self, mask: int) -> tuple[str, ...]:
        unavailable = {line for n, line in enumerate(self.conditional_lines) if not mask >> n & 1}
        ids = self[mask] = tuple(line.id for line in self.lines if line not in unavailable)
        return ids


def clamp(value: int) -> int:
    """The nearest whole number from 0 to 100."""
    return METER_MIN if value < METER_MIN else METER_MAX if value > METER_MAX else value


class Line:
    """A compiled choice: when it may be made, what it does, and where it leads."""

    __slots__ = (
        "bit", "check", "choice", "conditional", "exit", "exits", "id", "keeps", "marks", "moves", "range", "sets",
        "shift", "shifts",
    )  # fmt: skip

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.id = choice.id
        #: (meter index, low, high) if its only condition is the range of one meter
        self.range: tuple[int, int, int] | None = None
        #: any other condition, compiled; ``None`` if it has no other
        self.check: Check | None = None
        #: its bit in ``State.taken`` if it can be made only once, else 0
        self.bit = 0
        #: the moves it makes in every state
        self.moves: tuple[str, ...] = ()
        #: the moves it makes under a condition
        self.conditional: tuple[tuple[Check, str], ...] = ()
        #: its effect on the meters; ``None`` if some move is conditional
        self.shift: Shift | None = None
        #: its effect on the meters by the mask of conditional moves that apply
        self.shifts = Shifts((), ())
        #: whether it changes ``State.flags`` or ``State.taken``
        self.marks = False
        #: mask of the flags it sets
        self.sets = 0
        #: mask of the flags it does not clear
        self.keeps = -1
        #: where it leads; ``None`` if that depends on the state
        self.exit: Passage | None = None
        #: the possible targets with their conditions, in order; the last has none
        self.exits: tuple[tuple[Check | None, Passage], ...] = ()


class Passage:
    """A node or an ending, compiled, with the tests that decide which of its choices are available."""

    __slots__ = ("available", "by_id", "ending", "free", "guarded", "id", "lines", "node", "ranged", "visit")

    def __init__(self, name: str, node: Node | None, ending: Ending | None) -> None:
        self.id = name
        self.node = node
        self.ending = ending
        self.lines: tuple[Line, ...] = ()
        self.by_id: dict[str, Line] = {}
        #: the ids of its choices if none of them is conditional, else ``None``
        self.free: tuple[str, ...] | None = None
        #: the choices conditional on one meter only: (bit within this passage, meter index, low, high)
        self.ranged: tuple[tuple[int, int, int, int], ...] = ()
        #: the other conditional choices: (bit within this passage, `Line.bit`, check)
        self.guarded: tuple[tuple[int, int, Check | None], ...] = ()
        #: the ids of its available choices, by the mask of conditional choices that may be made
        self.available = AvailableChoices((), ())
        #: its index in ``State.visits`` if some condition tests its visits, else -1
        self.visit = -1

    def line(self, name: str) -> Line:
        """The compiled choice with that id. Raises `KeyError`."""
        return self.by_id[name]

    def choice(self, name: str) -> Choice:
        """The choice with that id, as its author wrote it. Raises `KeyError`."""
        return self.by_id[name].choice

    def __repr__(self) -> str:
        return f"<{'ending' if self.ending else 'node'} {self.id}>"


class Story:
    """A compiled scenario, with the persona that plays each member of the cast."""

    __slots__ = ("_checks", "bundle", "facts", "first", "flags", "meters", "passages", "personas", "scenario", "slots")

    def __init__(self, bundle: Bundle, personas: Mapping[str, str]) -> None:
        scenario = bundle.scenario
        self.bundle = bundle
        self.scenario: Scenario = scenario
        #: cast id -> persona id, with overrides applied
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
            _classify_lines(passage, self.slots)
        self.first = self.passages[scenario.start]
        #: keyed by identity; the condition is stored too, so that its id cannot be reused
        self._checks: dict[int, tuple[Condition, Check]] = {}

    def check(self, condition: Condition) -> Check:
        """Return a condition of the scene's texts as a function of a state, compiled on first use."""
        known = self._checks.get(id(condition))
        if known is None:
            known = self._checks[id(condition)] = (condition, compile_condition(condition, self.slots))
        return known[1]

    def _line(self, choice: Choice, reactions: Mapping[str, Mapping[str, int]]) -> Line:
        line = Line(choice)
        match resolve_personas(choice.when, self.personas):
            case (MeterTest(meter, low, high),):
                line.range = (self.slots.meters[meter], low, high)
            case _:
                line.check = self._check(choice.when)
        uses = [(use, resolve_personas(use.when, self.personas)) for use in choice.moves]
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
        exits = [target for target in choice.goto if resolve_personas(target.when, self.personas) is not None]
        line.exits = tuple((self._check(target.when), self._passage(target)) for target in exits)
        line.exit = line.exits[0][1] if line.exits[0][0] is None else None
        return line

    def _add(self, base: list[int], changes: Mapping[str, int]) -> list[int]:
        return [value + changes.get(meter, 0) for meter, value in zip(self.meters, base, strict=True)]

    def _passage(self, target: Target) -> Passage:
        return self.passages[target.to]

    def _check(self, condition: Condition) -> Check | None:
        return None if resolve_personas(condition, self.personas) == () else compile_condition(condition, self.slots)


def _classify_lines(passage: Passage, slots: Slots) -> None:
    """Separate the choices that are always available from those that depend on the state.

    Most conditions test one meter; those are stored as plain numbers, which saves a call for each.
    """
    conditional_lines = [line for line in passage.lines if line.check is not None or line.range is not None or line.bit]
    if not conditional_lines:
        passage.free = tuple(passage.by_id)
        return
    ranged: list[tuple[int, int, int, int]] = []
    guarded: list[tuple[int, int, Check | None]] = []
    for n, line in enumerate(conditional_lines):
        if line.range is not None and not line.bit:
            ranged.append((1 << n, *line.range))
        else:
            check = line.check if line.range is None else compile_condition(line.choice.when, slots)
            guarded.append((1 << n, line.bit, check))
    passage.ranged, passage.guarded = tuple(ranged), tuple(guarded)
    passage.available = AvailableChoices(passage.lines, conditional_lines)


def _counted_nodes(scenario: Scenario, personas: Mapping[str, str]) -> list[str]:
    """The nodes whose visits are tested by some condition that can hold with these personas."""
    conditions = [resolve_personas(condition, personas) or () for condition in scenario.conditions()]
    tested = {test.node for rest in conditions for test in walk(rest) if isinstance(test, VisitsTest)}
    return [name for name in scenario.nodes if name in tested]


def compile_story(bundle: Bundle, personas: Mapping[str, str] | None = None) -> Story:
    """Compile a scenario. ``personas`` (cast id -> persona id) overrides the scene's own; all ids must exist."""
    return Story(bundle, personas or {})
