"""What of a state can still matter: the difference between two states that nothing will ever read is no difference.

Worked out backwards over the places of a story. A meter is only ever compared with numbers and shifted by numbers, so
what matters of it at a place is a set of *cuts*: the values ``c`` for which "below c" and "c or more" can lead to
different futures. A cut at ``c`` behind a line that moves the meter by ``d`` is a cut at ``c - d`` before it; clamping
to 0-100 keeps the order and so moves no cut. Counts (visits, turns) have cuts likewise; flags and facts are read or
not.

Two states of a place on the same side of all its cuts, with the same flags, facts and choices taken that can still be
read, allow the same lines, which make the same moves and lead to such states again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from roleplay.engine import Line, Passage, State, Story
from roleplay.scene.conditions import (
    METER_MAX,
    NO_LIMIT,
    Condition,
    FactTest,
    FlagTest,
    MeterTest,
    TurnTest,
    VisitsTest,
    settled,
    walk,
)
from roleplay.scene.model import Variant

#: Cuts between 1 and 100: bit c stands for a cut at c.
_METER_CUTS = (1 << METER_MAX + 1) - 2


@dataclass(slots=True)
class Needs:
    """What can still be read from a place on. Cuts are numbers whose bit ``c`` stands for a cut at ``c``."""

    #: cuts of each meter
    meters: list[int]
    #: cuts of the visits of each counted node
    visits: list[int]
    #: cuts of the number of decisions
    turn: int = 0
    flags: int = 0
    #: bits of the choices that can be said only once
    taken: int = 0
    facts: set[int] = field(default_factory=set)

    def read(self, condition: Condition, story: Story) -> None:
        """Add what a condition reads, of which nothing is left where it asks for other personas."""
        slots = story.slots
        for test in walk(settled(condition, story.personas) or ()):
            match test:
                case MeterTest(meter, low, high):
                    self.meters[slots.meters[meter]] |= cuts(low, high) & _METER_CUTS
                case FlagTest(flag, _):
                    self.flags |= slots.flags[flag]
                case FactTest(fact, _):
                    self.facts.add(slots.facts[fact])
                case VisitsTest(node, low, high):
                    self.visits[slots.visits[node]] |= cuts(low, high)
                case TurnTest(low, high):
                    self.turn |= cuts(low, high)

    def arrive(self, passage: Passage, needs: Needs) -> None:
        """Add what is needed at ``passage``, before its visit is counted."""
        for index, needed in enumerate(needs.meters):
            self.meters[index] |= needed
        for index, needed in enumerate(needs.visits):
            self.visits[index] |= needed >> 1 & ~1 if index == passage.visit else needed
        self.turn |= needs.turn
        self.flags |= needs.flags
        self.taken |= needs.taken
        self.facts |= needs.facts

    def before(self, line: Line, after: Needs) -> None:
        """Add what is needed before ``line`` is said so that ``after`` is known behind it."""
        for index, needed in enumerate(after.meters):
            if needed:
                for by in _shifts(line, index):
                    self.meters[index] |= (needed >> by if by >= 0 else needed << -by) & _METER_CUTS
        for index, needed in enumerate(after.visits):
            self.visits[index] |= needed
        self.turn |= after.turn >> 1 & ~1
        self.flags |= after.flags & ~line.sets & line.keeps
        self.taken |= after.taken & ~line.bit
        self.facts |= after.facts


def cuts(low: int, high: int) -> int:
    """The cuts by which "from ``low`` to ``high``" is told from everything else, for values from 0 up."""
    below = 1 << low if low > 0 else 0
    above = 1 << max(high, -1) + 1 & ~1 if high < NO_LIMIT else 0
    return below | above


def _shifts(line: Line, meter: int) -> set[int]:
    """By how much a line may move a meter, whichever of its conditional moves are made."""
    shifts = {line.shifts.base[meter]}
    for change in line.shifts.changes:
        shifts |= {by + change[meter] for by in shifts}
    return shifts


def needs_of(story: Story) -> dict[Passage, Needs]:
    """What can still be read at every place, by a choice, a move, a target, or a variant of what is told or said."""
    passages = list(story.passages.values())
    needs_at = {passage: _no_needs(story) for passage in passages}
    before: dict[Passage, set[Passage]] = {passage: set() for passage in passages}
    for passage in passages:
        for line in passage.lines:
            for _, target in line.exits:
                before[target].add(passage)
    waiting = dict.fromkeys(reversed(passages))
    while waiting:
        passage = next(iter(waiting))
        del waiting[passage]
        needs = _needs(passage, needs_at, story)
        if needs != needs_at[passage]:
            needs_at[passage] = needs
            waiting |= dict.fromkeys(before[passage])
    return needs_at


def _no_needs(story: Story) -> Needs:
    return Needs([0] * len(story.meters), [0] * len(story.slots.visits))


def _needs(passage: Passage, needs_at: Mapping[Passage, Needs], story: Story) -> Needs:
    """What can be read at a place, by what is said there, and behind each of its lines as far as that is known."""
    here = _no_needs(story)
    for variant in _texts(passage):
        here.read(variant.when, story)
    for line in passage.lines:
        choice = line.choice
        if settled(choice.when, story.personas) is None:  # nobody ever says it with these personas
            continue
        after = _no_needs(story)
        for target in choice.goto:
            after.read(target.when, story)
        for variant in choice.reply:
            after.read(variant.when, story)
        for _, exit_ in line.exits:
            after.arrive(exit_, needs_at[exit_])
        here.before(line, after)
        here.read(choice.when, story)
        for use in choice.moves:
            here.read(use.when, story)
        for variant in choice.why:
            here.read(variant.when, story)
        here.taken |= line.bit
    return here


def _texts(passage: Passage) -> tuple[Variant, ...]:
    """The variants of what is told and said at a place."""
    if passage.ending is not None:
        return passage.ending.text
    return () if passage.node is None else (*passage.node.scene, *passage.node.says)


Key: TypeAlias = Callable[[State], int]


def key_of(needs: Needs, story: Story) -> Key:
    """A function from the states of a place to what can still matter of them, as one number with a field for each."""
    width = 0
    tables: list[tuple[int, list[int]]] = []
    for meter, meter_cuts in enumerate(needs.meters):
        if meter_cuts:
            tables.append((meter, [_class(meter_cuts, value) << width for value in range(METER_MAX + 1)]))
            width += 7
    key = _meters_key(tables)
    if needs.flags:
        key = _with_flags(key, needs.flags, width)
        width += len(story.flags)
    if needs.taken:
        key = _with_taken(key, needs.taken, width)
        width += needs.taken.bit_length()
    for fact in sorted(needs.facts):
        values = story.scenario.deal[story.facts[fact]]
        key = _with_fact(key, fact, {value: index << width for index, value in enumerate(values)})
        width += len(values).bit_length()
    for node, visit_cuts in enumerate(needs.visits):
        if visit_cuts:
            key = _with_visits(key, node, visit_cuts, width)
            width += visit_cuts.bit_length().bit_length()
    return _with_turn(key, needs.turn, width) if needs.turn else key


def _class(cuts: int, value: int) -> int:
    """How many cuts are at or below a value."""
    return (cuts & (2 << value) - 1).bit_count()


def _with_flags(key: Key, mask: int, width: int) -> Key:
    return lambda state: key(state) | (state.flags & mask) << width


def _with_taken(key: Key, mask: int, width: int) -> Key:
    return lambda state: key(state) | (state.taken & mask) << width


def _with_fact(key: Key, fact: int, values: Mapping[str, int]) -> Key:
    return lambda state: key(state) | values[state.facts[fact]]


def _with_visits(key: Key, node: int, cuts: int, width: int) -> Key:
    return lambda state: key(state) | _class(cuts, state.visits[node]) << width


def _with_turn(key: Key, cuts: int, width: int) -> Key:
    return lambda state: key(state) | _class(cuts, state.turn) << width


def _meters_key(tables: Iterable[tuple[int, list[int]]]) -> Key:
    """The classes of the meters in one number, seven bits each. Most places need two or three: no loop for those."""
    match list(tables):
        case []:
            return lambda _: 0
        case [(a, of_a)]:
            return lambda state: of_a[state.meters[a]]
        case [(a, of_a), (b, of_b)]:
            return lambda state: of_a[(m := state.meters)[a]] | of_b[m[b]]
        case [(a, of_a), (b, of_b), (c, of_c)]:
            return lambda state: of_a[(m := state.meters)[a]] | of_b[m[b]] | of_c[m[c]]
        case [(a, of_a), (b, of_b), (c, of_c), (d, of_d)]:
            return lambda state: of_a[(m := state.meters)[a]] | of_b[m[b]] | of_c[m[c]] | of_d[m[d]]
        case more:
            return lambda state: sum(classes[state.meters[meter]] for meter, classes in more)
