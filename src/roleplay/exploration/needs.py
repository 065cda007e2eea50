"""Which parts of a state can still matter: states that differ only in what will never be read are equivalent.

Computed backwards over the passages of a story. A meter is only ever compared with numbers and shifted by numbers, so
what matters about it at a passage is a set of *cuts*: the values ``c`` for which "below c" and "c or more" can lead to
different futures. A cut at ``c`` after a line that moves the meter by ``d`` is a cut at ``c - d`` before it; clamping
to 0-100 preserves order and so moves no cut. Counts (visits, turns) have cuts too; flags and facts are either read or
not.

Two states of a passage on the same side of all its cuts, with the same flags, facts and choices taken as far as these
can still be read, allow the same lines; these make the same moves and lead to equivalent states.
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
    resolve_personas,
    walk,
)
from roleplay.scene.model import Variant

#: All cuts from 1 to 100: bit c represents a cut at c.
_METER_CUTS = (1 << METER_MAX + 1) - 2


@dataclass(slots=True)
class Needs:
    """What can still be read from a passage onwards. Cuts are bit masks: bit ``c`` represents a cut at ``c``."""

    #: cuts of each meter
    meters: list[int]
    #: cuts of the visits to each counted node
    visits: list[int]
    #: cuts of the number of decisions
    turn: int = 0
    #: mask of flags
    flags: int = 0
    #: mask of choices that can be made only once
    taken: int = 0
    #: indices of facts
    facts: set[int] = field(default_factory=set)

    def add_condition(self, condition: Condition, story: Story) -> None:
        """Add what a condition reads; nothing if it requires other personas."""
        slots = story.slots
        for test in walk(resolve_personas(condition, story.personas) or ()):
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

    def add_target(self, passage: Passage, needs: Needs) -> None:
        """Add what is needed at ``passage``, before its visit is counted."""
        for index, needed in enumerate(needs.meters):
            self.meters[index] |= needed
        for index, needed in enumerate(needs.visits):
            self.visits[index] |= needed >> 1 & ~1 if index == passage.visit else needed
        self.turn |= needs.turn
        self.flags |= needs.flags
        self.taken |= needs.taken
        self.facts |= needs.facts

    def add_line(self, line: Line, after: Needs) -> None:
        """Add what must be known before ``line`` is said so that ``after`` is known after it."""
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
    """The cuts that separate "from ``low`` to ``high``" from everything else, for values from 0 up."""
    below = 1 << low if low > 0 else 0
    above = 1 << max(high, -1) + 1 & ~1 if high < NO_LIMIT else 0
    return below | above


def _shifts(line: Line, meter: int) -> set[int]:
    """Every amount by which a line may move a meter, over all subsets of its conditional moves."""
    shifts = {line.shifts.base[meter]}
    for change in line.shifts.changes:
        shifts |= {by + change[meter] for by in shifts}
    return shifts


def needs_of(story: Story) -> dict[Passage, Needs]:
    """What can still be read from every passage on: by a choice, a move, a target, or a variant of a text.

    A fixed point: a passage is computed again whenever the needs of one that follows it have changed.
    """
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
    """What can be read at a passage: by its own texts and lines, and after each line as far as ``needs_at`` says."""
    here = _no_needs(story)
    for variant in _texts(passage):
        here.add_condition(variant.when, story)
    for line in passage.lines:
        choice = line.choice
        if resolve_personas(choice.when, story.personas) is None:  # never available with these personas
            continue
        after = _no_needs(story)
        for target in choice.goto:
            after.add_condition(target.when, story)
        for variant in choice.reply:
            after.add_condition(variant.when, story)
        for _, exit_ in line.exits:
            after.add_target(exit_, needs_at[exit_])
        here.add_line(line, after)
        here.add_condition(choice.when, story)
        for use in choice.moves:
            here.add_condition(use.when, story)
        for variant in choice.why:
            here.add_condition(variant.when, story)
        here.taken |= line.bit
    return here


def _texts(passage: Passage) -> tuple[Variant, ...]:
    """The variants of the texts shown at a passage."""
    if passage.ending is not None:
        return passage.ending.text
    return () if passage.node is None else (*passage.node.scene, *passage.node.says)


Key: TypeAlias = Callable[[State], int]


def key_of(needs: Needs, story: Story) -> Key:
    """Return a function that packs what can still matter of a state of the passage into one number."""
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
    """The equivalence class of a value: how many cuts are at or below it."""
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
    """Pack the classes of the meters, seven bits each. Most passages need two or three; small counts are unrolled."""
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
