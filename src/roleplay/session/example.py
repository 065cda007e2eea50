"""A worked example: a scene's own ideal walk, watched line by line, or with some of its lines left to the learner.

Whoever is new to something learns more from a good run that is explained than from trying; then from a run in which a
step is missing; then from trying (the worked-example effect, and its reversal with skill, which is why it fades).

References:
    A. Renkl, R. K. Atkinson: Structuring the Transition From Example Study to Problem Solving in Cognitive Skill
    Acquisition, Educational Psychologist 38, 2003.
"""

from __future__ import annotations

from enum import StrEnum

from roleplay.engine import IllegalChoice, legal
from roleplay.scene.model import Bundle
from roleplay.session.attempt import Attempt, Mode, Setup
from roleplay.session.walk_start import NoStart, WhyNoStart, start_in_walk

#: The walk of a scene that is the example.
WALK = "ideal"
#: The turns between two gaps.
_APART = (2, 3)


def has_example(bundle: Bundle) -> bool:
    """Whether the scene names a walk that is its example."""
    return WALK in bundle.scenario.walks


def ideal_attempt(bundle: Bundle) -> Attempt | NoStart:
    """The ideal walk played to its end, by the persons and the deal that it was written for; kept in no journal.

    Where the scene has no such walk, or it cannot be walked, why.
    """
    if not has_example(bundle):
        return NoStart(WhyNoStart.NO_WALKS, {"scene": bundle.scenario.id})
    setup = start_in_walk(Setup(mode=Mode.GUIDED), bundle, f"{WALK}:1", seed_given=False)
    if isinstance(setup, NoStart):
        return setup
    try:
        return Attempt(bundle, setup).after(bundle.scenario.walks[WALK].choices)
    except IllegalChoice as error:
        return NoStart(WhyNoStart.BROKEN, {"walk": WALK, "choice": error.choice, "node": error.at})


def stakes(attempt: Attempt) -> tuple[float, ...]:
    """For each turn, how many weighted points of the leading rubric the worst line there lies below the best one."""
    return tuple(max(attempt.judge.cost(state, choice) for choice in legal(state)) for state in attempt.states[:-1])


def gaps(attempt: Attempt) -> tuple[int, ...]:
    """The turns, from 1, whose line is left to the learner: every second or third, those where most is at stake.

    The first turn is watched, where there are others. A turn in which nothing is at stake is no gap.
    """
    at_stake = stakes(attempt)
    turns, usual = len(at_stake), sum(at_stake)
    #: by its last gap, how much more is at stake in a row of gaps than in as many usual turns; their number; the gaps
    rows: dict[int, tuple[float, int, tuple[int, ...]]] = {}
    for turn, stake in enumerate(at_stake, 1):
        before = [rows[turn - apart] for apart in _APART if turn - apart in rows]
        if turn in _APART or turns == 1:
            before.append((0.0, 0, ()))
        if before:
            more, number, earlier = max(before)
            rows[turn] = (more + turns * stake - usual, number + 1, (*earlier, turn))
    _, _, best = max(row for turn, row in rows.items() if turn > turns - max(_APART))
    return tuple(turn for turn in best if at_stake[turn - 1])


class ExampleStep(StrEnum):
    """Where in an example one is."""

    #: before anything of the story is shown
    COVER = "cover"
    #: a line of the walk has been said, and why is told
    WATCH = "watch"
    #: the line of this turn is left to the learner
    FILL = "fill"
    #: what the learner picked has been said, and what it did is told
    TOLD = "told"
    #: the walk has come to its end
    ENDING = "ending"


class ExampleFlow:
    """One way through an example. Whoever shows it calls `begin`, then `pick` at a gap and `go_on` elsewhere."""

    def __init__(self, ideal: Attempt) -> None:
        """``ideal`` is the walk, at its end."""
        self.ideal = ideal
        self.line = tuple(decision.choice for decision in ideal.decisions)
        self.step = ExampleStep.COVER
        #: from 1; 0 on the cover
        self.turn = 0
        #: the turns that can be left to the learner, and those that are
        self.possible_gaps = gaps(ideal)
        self.gaps: tuple[int, ...] = ()
        #: by turn, what the learner picked
        self.picks: dict[int, str] = {}

    def begin(self, *, with_gaps: bool) -> None:
        """From the first line on, all of it to watch or some of it to fill in."""
        self.gaps = self.possible_gaps if with_gaps else ()
        self.picks, self.turn = {}, 0
        self._next()

    def pick(self, choice: str) -> None:
        """Fill the gap with a line that may be said there."""
        self.picks[self.turn] = choice
        self.step = ExampleStep.TOLD

    def go_on(self) -> None:
        """Past what was told: of a pick that was not the walk's line, to that line."""
        if self.step is ExampleStep.TOLD and self.differs:
            self.step = ExampleStep.WATCH
        elif self.step in (ExampleStep.WATCH, ExampleStep.TOLD):
            self._next()

    def _next(self) -> None:
        if self.turn == len(self.line):
            self.step = ExampleStep.ENDING
            return
        self.turn += 1
        self.step = ExampleStep.FILL if self.turn in self.gaps else ExampleStep.WATCH

    @property
    def differs(self) -> bool:
        """Whether the learner picked another line in this turn than the walk's."""
        return self.picks.get(self.turn, self.line[self.turn - 1]) != self.line[self.turn - 1]

    @property
    def shown(self) -> Attempt:
        """The conversation as far as it is shown."""
        match self.step:
            case ExampleStep.ENDING:
                return self.ideal
            case ExampleStep.WATCH:
                return self.walked(self.turn)
            case ExampleStep.TOLD:
                return self.ideal.after((*self.line[: self.turn - 1], self.picks[self.turn]))
        return self.walked(max(self.turn - 1, 0))

    def walked(self, turns: int) -> Attempt:
        """The walk after so many turns."""
        return self.ideal.after(self.line[:turns])

    @property
    def found(self) -> int:
        """How many gaps were filled with a line that was as good as any there."""
        return sum(self._as_good(turn, choice) for turn, choice in self.picks.items())

    def _as_good(self, turn: int, choice: str) -> bool:
        return choice == self.line[turn - 1] or choice in self.ideal.judge.bests(self.ideal.states[turn - 1])
