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

from roleplay.engine import Line, Place, State, Story
from roleplay.scene.conditions import (
    METER_MAX,
    NO_LIMIT,
    Condition,
    FactTest,
    FlagTest,
    MeterTest,
    TurnTest,
    VisitsTest,
    walk,
)

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
        """Add what a condition reads."""
        slots = story.slots
        for test in walk(condition):
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

    def arrive(self, place: Place, needs: Needs) -> None:
        """Add what is needed at ``place``, before its visit is counted."""
        for n, found in enumerate(needs.meters):
            self.meters[n] |= found
        for n, found in enumerate(needs.visits):
            self.visits[n] |= found >> 1 & ~1 if n == place.visit else found
        self.turn |= needs.turn
        self.flags |= needs.flags
        self.taken |= needs.taken
        self.facts |= needs.facts

    def before(self, line: Line, after: Needs) -> None:
        """Add what is needed before ``line`` is said so that ``after`` is known behind it."""
        for n, found in enumerate(after.meters):
            if found:
                for by in _shifts(line, n):
                    self.meters[n] |= (found >> by if by >= 0 else found << -by) & _METER_CUTS
        for n, found in enumerate(after.visits):
            self.visits[n] |= found
        self.turn |= after.turn >> 1 & ~1
        self.flags |= after.flags & ~line.sets & line.keeps
        self.taken |= after.taken & ~line.bit
        self.facts |= after.facts


def cuts(low: int, high: int) -> int:
    """The cuts by which "from ``low`` to ``high``" is told from everything else, for values from 0 up."""
    found = 1 << low if low > 0 else 0
    if high < NO_LIMIT:
        found |= 1 << max(high, -1) + 1 & ~1
    return found


def _shifts(line: Line, meter: int) -> set[int]:
    """By how much a line may move a meter, whichever of its conditional moves are made."""
    found = {line.shifts.base[meter]}
    for change in line.shifts.changes:
        found |= {by + change[meter] for by in found}
    return found


def needs_of(story: Story) -> dict[Place, Needs]:
    """What can still be read at every place, by a choice, a move, a target, or a variant of what is said."""
    places = list(story.places.values())
    found = {place: Needs([0] * len(story.meters), [0] * len(story.slots.visits)) for place in places}
    before: dict[Place, set[Place]] = {place: set() for place in places}
    for place in places:
        for line in place.lines:
            for _, target in line.exits:
                before[target].add(place)
    waiting = dict.fromkeys(reversed(places))
    while waiting:
        place = next(iter(waiting))
        del waiting[place]
        needs = _needs(place, found, story)
        if needs != found[place]:
            found[place] = needs
            waiting |= dict.fromkeys(before[place])
    return found


def _needs(place: Place, found: dict[Place, Needs], story: Story) -> Needs:
    def nothing() -> Needs:
        return Needs([0] * len(story.meters), [0] * len(story.slots.visits))

    here = nothing()
    for variant in place.node.says if place.node is not None else ():
        here.read(variant.when, story)
    for line in place.lines:
        choice = line.choice
        after = nothing()
        for target in choice.goto:
            after.read(target.when, story)
        for variant in choice.reply:
            after.read(variant.when, story)
        for _, target_place in line.exits:
            after.arrive(target_place, found[target_place])
        here.before(line, after)
        here.read(choice.when, story)
        for use in choice.moves:
            here.read(use.when, story)
        here.taken |= line.bit
    return here


Key = Callable[[State], int]


def key_of(needs: Needs, story: Story) -> Key:
    """A function from the states of a place to what can still matter of them, as one number with a field for each."""
    width = 0
    tables: list[tuple[int, list[int]]] = []
    for n, found in enumerate(needs.meters):
        if found:
            tables.append((n, [_class(found, value) << width for value in range(METER_MAX + 1)]))
            width += 7
    key = _meters_key(tables)
    if needs.flags:
        key = _with_bits(key, 3, needs.flags, width)
        width += len(story.flags)
    if needs.taken:
        key = _with_bits(key, 4, needs.taken, width)
        width += needs.taken.bit_length()
    for n in sorted(needs.facts):
        values = story.scenario.deal[story.facts[n]]
        key = _with_fact(key, n, {value: place << width for place, value in enumerate(values)})
        width += len(values).bit_length()
    for n, found in enumerate(needs.visits):
        if found:
            key = _with_count(key, n, found, width)
            width += found.bit_length().bit_length()
    return _with_turn(key, needs.turn, width) if needs.turn else key


def _class(cuts: int, value: int) -> int:
    """How many cuts are at or below a value."""
    return (cuts & (2 << value) - 1).bit_count()


def _with_bits(key: Key, field: int, mask: int, width: int) -> Key:
    return lambda state: key(state) | (state[field] & mask) << width  # type: ignore[operator]


def _with_fact(key: Key, place: int, values: Mapping[str, int]) -> Key:
    return lambda state: key(state) | values[state[6][place]]


def _with_count(key: Key, place: int, cuts: int, width: int) -> Key:
    return lambda state: key(state) | _class(cuts, state[5][place]) << width


def _with_turn(key: Key, cuts: int, width: int) -> Key:
    return lambda state: key(state) | _class(cuts, state[7]) << width


def _meters_key(tables: Iterable[tuple[int, list[int]]]) -> Key:
    """The classes of the meters in one number, seven bits each. Most places need two or three: no loop for those."""
    match list(tables):
        case []:
            return lambda _: 0
        case [(a, one)]:
            return lambda state: one[state[2][a]]
        case [(a, one), (b, two)]:
            return lambda state: one[state[2][a]] | two[state[2][b]]
        case [(a, one), (b, two), (c, three)]:
            return lambda state: one[(m := state[2])[a]] | two[m[b]] | three[m[c]]
        case [(a, one), (b, two), (c, three), (d, four)]:
            return lambda state: one[(m := state[2])[a]] | two[m[b]] | three[m[c]] | four[m[d]]
        case [(a, one), (b, two), (c, three), (d, four), (e, five)]:
            return lambda state: one[(m := state[2])[a]] | two[m[b]] | three[m[c]] | four[m[d]] | five[m[e]]
        case more:
            return lambda state: sum(table[state[2][n]] for n, table in more)
