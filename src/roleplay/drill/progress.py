"""How far a drill has come, how fast it goes, and how far it will get in the minutes available.

Everything is counted in decisions (rounds). Exploration of the story gives what is to come: the fewest and the most
decisions that can follow, and those on the best way, about as many as a class that discusses will take. The duration of
a round is taken from the rounds played so far (`DrillClock`) and, until there are any, from measured averages.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from roleplay.drill.clock import DrillClock
from roleplay.drill.plan import Form
from roleplay.drill.room import Room
from roleplay.drill.stage import OUTSIDE_ROUNDS, Phase
from roleplay.engine import State, legal, step
from roleplay.exploration.way_lengths import WayLengths
from roleplay.scoring.value import Values

#: Assumed seconds per round before any was played: in full (read, vote, reaction, explanation, a discussion in every
#: third); and played quickly (show of hands for a line, then on).
ROUND_SECONDS, QUICK_ROUND_SECONDS = 120, 45
#: Seconds reserved for the end: the ending, the two roads, one question.
CLOSING_SECONDS = 240


class RoundsAhead(NamedTuple):
    """The rounds that follow the current one."""

    #: the number of the current round, from 1
    number: int
    fewest: int
    #: ``None`` if the story can loop for ever
    most: int | None
    #: on the best way from here
    likely: int


class Tempo(NamedTuple):
    """Seconds per round: the average so far, in full, and played quickly."""

    mean: float
    full: float
    quick: float


class Schedule(NamedTuple):
    """How far the time will reach."""

    #: seconds left for rounds, negative if overrun
    left: int
    #: the last round there is time for if each is played in full; ``None`` if there is time for all
    last_round: int | None
    #: the rounds to play quickly in order to reach the end; empty if unnecessary or insufficient
    quick: tuple[int, ...]


def rounds_ahead(room: Room, values: Values, lengths: WayLengths) -> RoundsAhead | None:
    """What follows the current round (in the lobby, the first); ``None`` if none is played or no end is reachable."""
    if _is_over(room):
        return None
    shown = _shown_state(room)
    number = values.graph.number(shown)
    fewest = None if number is None else lengths.fewest[number]
    if number is None or fewest is None:
        return None
    most = lengths.most[number]
    return RoundsAhead(
        _round_number(room), fewest - 1, None if most is None else most - 1, values.steps_left(shown) - 1
    )


def tempo(room: Room, clock: DrillClock) -> Tempo:
    """How long rounds take in this class. A round counts as full if it was explained, or was played on stage."""
    explained = {stage.round for stage in room.past if stage.phase is Phase.COACHING}
    done = room.stage.road if room.phase in OUTSIDE_ROUNDS else room.stage.road[: _round_number(room) - 1]
    spent = {taken.round: clock.seconds[taken.round] for taken in done if clock.seconds.get(taken.round)}
    full = [seconds for number, seconds in spent.items() if number in explained or room.plan.form is Form.HOT_SEAT]
    whole = sum(full) / len(full) if full else ROUND_SECONDS
    mean = (clock.total - _spent_here(room, clock)) / len(spent) if spent else ROUND_SECONDS
    return Tempo(mean, whole, min(QUICK_ROUND_SECONDS, whole))


def seconds_to_come(room: Room, clock: DrillClock, ahead: RoundsAhead) -> float:
    """Expected seconds until the last line is said, at the pace so far: the rest of this round and all later ones."""
    pace = tempo(room, clock)
    return max(pace.mean - _spent_here(room, clock), 0) + pace.mean * ahead.likely


def minutes_for(ahead: RoundsAhead) -> int:
    """Whole minutes that a class will take from the start, including the ending and a question; for planning."""
    return ceil((ROUND_SECONDS * (ahead.likely + 1) + CLOSING_SECONDS) / 60)


def schedule(room: Room, clock: DrillClock, values: Values, ahead: RoundsAhead) -> Schedule:
    """How far the plan's minutes reach on the best way from here.

    Rounds are played quickly in order of what is at stake, least first, that is, where the poorest line costs least in
    the end. A round with a single line is always quick.
    """
    pace = tempo(room, clock)
    left = 60 * room.plan.minutes - CLOSING_SECONDS - clock.total
    states = _best_way(_shown_state(room), values)
    single = [len(legal(state)) == 1 for state in states]
    costs = [pace.quick if is_single else pace.full for is_single in single]
    costs[0] = max(costs[0] - _spent_here(room, clock), 0)
    if sum(costs) <= left or len(states) == 1:
        return Schedule(left, None, ())
    reached = sum(1 for index in range(len(costs)) if sum(costs[: index + 1]) <= left)
    last_round = ahead.number + max(reached - 1, 0)
    return Schedule(left, last_round, _quick_rounds(states, single, costs, pace.quick, left, values, ahead.number))


def _quick_rounds(
    states: Sequence[State],
    single: Sequence[bool],
    costs: list[float],
    quick: float,
    left: int,
    values: Values,
    first: int,
) -> tuple[int, ...]:
    stakes = {
        index: max(values.regret(states[index], choice) for choice in legal(states[index]))
        for index in range(len(states))
        if not single[index] and costs[index] > quick
    }
    chosen: list[int] = []
    for index in sorted(stakes, key=lambda index: (stakes[index], -index)):
        chosen.append(first + index)
        costs[index] = quick
        if sum(costs) <= left:
            return tuple(sorted(chosen))
    return ()


def _best_way(state: State, values: Values) -> list[State]:
    """The states of the best way in which a line remains to be said."""
    states: list[State] = [state]
    for choice in values.best_line(state):
        states.append(step(states[-1], choice))
    return [state for state in states if not state.over]


def _is_over(room: Room) -> bool:
    return room.phase in OUTSIDE_ROUNDS and room.phase is not Phase.LOBBY


def _spent_here(room: Room, clock: DrillClock) -> int:
    return 0 if room.phase in OUTSIDE_ROUNDS else clock.seconds.get(room.stage.round, 0)


def _round_number(room: Room) -> int:
    """The number of the current round: on stage, its line may be on the road already."""
    return len(room.stage.road) + (0 if _line_on_road(room) else 1)


def _line_on_road(room: Room) -> bool:
    return room.plan.form is Form.HOT_SEAT and room.phase in (Phase.ANSWER, Phase.REACTION)


def _shown_state(room: Room) -> State:
    """The state in which the current round is decided."""
    return room.attempt.states[-2] if _line_on_road(room) else room.state
