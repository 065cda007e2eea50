"""The state machine: ``start``, ``legal``, ``step``. Pure, total on legal choices, deterministic.

The order within a step: (1) the persona's reactions to the choice's moves and the choice's ``effects`` are added up
per meter, and the sum is clamped to 0-100 once; (2) ``set``, then ``clear``; (3) the turn is counted, ``goto`` is
resolved on the new state, and the visit of its target is counted. The reply and the next line are picked on the
resulting state (`view`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

from roleplay.engine.state import State
from roleplay.engine.story import Line, Story


class IllegalChoice(ValueError):
    """The choice cannot be made in this state."""

    def __init__(self, choice: str, at: str, legal: tuple[str, ...]) -> None:
        super().__init__(f"{choice!r} may not be said at {at!r}; legal here: {', '.join(legal) or 'nothing'}")
        self.choice = choice
        self.at = at
        self.legal = legal


def chance(seed: int, *words: str) -> int:
    """A number from 0 to 2**64 - 1 that depends only on the seed and the words: the only source of chance in play."""
    text = "\x1f".join((str(seed), *words))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def start(story: Story, seed: int, deal: Mapping[str, str] | None = None) -> State:
    """The first state. Facts named in ``deal`` get the value given there, the others are dealt from ``seed``."""
    fixed = deal or {}
    facts = tuple(
        fixed[fact] if fact in fixed else values[chance(seed, story.scenario.id, fact) % len(values)]
        for fact, values in story.scenario.deal.items()
    )
    meters = tuple(meter.start for meter in story.scenario.meters.values())
    visits = [0] * len(story.slots.visits)
    if story.first.visit >= 0:
        visits[story.first.visit] = 1
    return State(
        story=story, passage=story.first, meters=meters, flags=0, taken=0, visits=tuple(visits), facts=facts, turn=0
    )


def legal(state: State) -> tuple[str, ...]:
    """The ids of the choices that may be made, in the order of the file; empty at an ending."""
    passage = state.passage
    if passage.free is not None:
        return passage.free
    mask = 0
    meters = state.meters
    for bit, meter, low, high in passage.ranged:
        if low <= meters[meter] <= high:
            mask |= bit
    for bit, once, check in passage.guarded:
        if not once & state.taken and (check is None or check(state)):
            mask |= bit
    return passage.available[mask]


def moves(state: State, line: Line) -> tuple[str, ...]:
    """The moves that a line makes in this state."""
    if not line.conditional:
        return line.moves
    return line.moves + tuple(move for check, move in line.conditional if check(state))


_new = tuple.__new__


def step(state: State, choice: str) -> State:
    """Return the state after ``choice``; ``state`` is not changed. Raises `IllegalChoice` if it cannot be made."""
    story, passage, meters, flags, taken, visits, facts, turn = state
    line = passage.by_id.get(choice)
    if line is None or line.bit & taken:
        raise IllegalChoice(choice, passage.id, legal(state))
    if (bounds := line.range) is not None:
        meter, low, high = bounds
        if not low <= meters[meter] <= high:
            raise IllegalChoice(choice, passage.id, legal(state))
    elif (check := line.check) is not None and not check(state):
        raise IllegalChoice(choice, passage.id, legal(state))
    shift = line.shift
    if shift is None:
        mask = 0
        for index, (applies, _) in enumerate(line.conditional):
            if applies(state):
                mask |= 1 << index
        shift = line.shifts[mask]
    meters = shift(meters)
    if line.marks:
        flags = (flags | line.sets) & line.keeps
        taken |= line.bit
    turn += 1
    target = line.exit
    if target is None:
        after = _new(State, (story, passage, meters, flags, taken, visits, facts, turn))
        for condition, exit_ in line.exits:
            if condition is None or condition(after):
                target = exit_
                break
        else:  # pragma: no cover - the last exit has no condition (RP019)
            raise AssertionError(line.id)
    visit = target.visit
    if visit >= 0:
        visits = (*visits[:visit], visits[visit] + 1, *visits[visit + 1 :])
    return _new(State, (story, target, meters, flags, taken, visits, facts, turn))


def replay(first: State, decisions: Iterable[str]) -> tuple[State, ...]:
    """Every state from ``first`` to the one after the last decision: a session is the fold of its journal."""
    states = [first]
    for choice in decisions:
        states.append(step(states[-1], choice))
    return tuple(states)
