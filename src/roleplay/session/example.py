"""A worked example: a scene's own ideal walk, watched line by line, or with some lines left to the learner.

Novices learn more from a good run that is explained than from trying; then from a run with missing steps; then from
trying (the worked-example effect, and its reversal with expertise, which is why help fades).

References:
    A. Renkl, R. K. Atkinson: Structuring the Transition From Example Study to Problem Solving in Cognitive Skill
    Acquisition, Educational Psychologist 38, 2003.
"""

from __future__ import annotations

from enum import StrEnum

from roleplay.engine import IllegalChoice, legal
from roleplay.scene.model import Bundle
from roleplay.session.attempt import Attempt, Mode, Setup
from roleplay.session.walk_start import NoStart, NoStartReason, start_in_walk

#: The id of the walk that serves as the example.
WALK = "ideal"
#: Possible distances between two gaps, in turns.
_GAP_DISTANCES = (2, 3)


def has_example(bundle: Bundle) -> bool:
    """Whether the scene has a walk that serves as its example."""
    return WALK in bundle.scenario.walks


def ideal_attempt(bundle: Bundle) -> Attempt | NoStart:
    """The ideal walk played to its end with the personas and deal it was written for, without a journal.

    If the scene has no such walk, or it cannot be walked, the reason.
    """
    if not has_example(bundle):
        return NoStart(NoStartReason.NO_WALKS, {"scene": bundle.scenario.id})
    setup = start_in_walk(Setup(mode=Mode.GUIDED), bundle, f"{WALK}:1", seed_given=False)
    if isinstance(setup, NoStart):
        return setup
    try:
        return Attempt(bundle, setup).after(bundle.scenario.walks[WALK].choices)
    except IllegalChoice as error:
        return NoStart(NoStartReason.BROKEN, {"walk": WALK, "choice": error.choice, "node": error.at})


def stakes(attempt: Attempt) -> tuple[float, ...]:
    """For each turn, by how many weighted points of the leading rubric the worst line is below the best one."""
    return tuple(max(attempt.judge.cost(state, choice) for choice in legal(state)) for state in attempt.states[:-1])


def gaps(attempt: Attempt) -> tuple[int, ...]:
    """The turns, from 1, whose line is left to the learner: every second or third, where most is at stake.

    The first turn is watched unless it is the only one. A turn in which nothing is at stake is never a gap.
    """
    at_stake = stakes(attempt)
    turns, usual = len(at_stake), sum(at_stake)
    #: by last gap: how much more is at stake in the row of gaps than in as many average turns; their number; the gaps
    rows: dict[int, tuple[float, int, tuple[int, ...]]] = {}
    for turn, stake in enumerate(at_stake, 1):
        before = [rows[turn - apart] for apart in _GAP_DISTANCES if turn - apart in rows]
        if turn in _GAP_DISTANCES or turns == 1:
            before.append((0.0, 0, ()))
        if before:
            more, number, earlier = max(before)
            rows[turn] = (more + turns * stake - usual, number + 1, (*earlier, turn))
    _, _, best = max(row for turn, row in rows.items() if turn > turns - max(_GAP_DISTANCES))
    return tuple(turn for turn in best if at_stake[turn - 1])


class ExampleStep(StrEnum):
    """The current step in an example."""

    #: before anything of the story is shown
    COVER = "cover"
    #: a line of the walk has been said and is explained
    WATCH = "watch"
    #: the line of this turn is left to the learner
    FILL = "fill"
    #: the learner's pick has been said and its effect is explained
    EXPLAINED = "told"
    #: the walk is over
    ENDING = "ending"


class ExampleFlow:
    """One run through an example. A shell calls `begin`, then `pick` at a gap and `go_on` elsewhere."""

    def __init__(self, ideal: Attempt) -> None:
        """``ideal`` is the walk, played to its end."""
        self.ideal = ideal
        self.line = tuple(decision.choice for decision in ideal.decisions)
        self.step = ExampleStep.COVER
        #: from 1; 0 on the cover
        self.turn = 0
        #: the turns that can be left to the learner, and those that are in this run
        self.possible_gaps = gaps(ideal)
        self.gaps: tuple[int, ...] = ()
        #: the learner's picks by turn
        self.picks: dict[int, str] = {}

    def begin(self, *, with_gaps: bool) -> None:
        """Start at the first line, with gaps to fill in or everything to watch."""
        self.gaps = self.possible_gaps if with_gaps else ()
        self.picks, self.turn = {}, 0
        self._next()

    def pick(self, choice: str) -> None:
        """Fill the gap with a line that is legal there."""
        self.picks[self.turn] = choice
        self.step = ExampleStep.EXPLAINED

    def go_on(self) -> None:
        """Continue after an explanation: to the walk's own line if the pick was another one, else to the next turn."""
        if self.step is ExampleStep.EXPLAINED and self.differs:
            self.step = ExampleStep.WATCH
        elif self.step in (ExampleStep.WATCH, ExampleStep.EXPLAINED):
            self._next()

    def _next(self) -> None:
        if self.turn == len(self.line):
            self.step = ExampleStep.ENDING
            return
        self.turn += 1
        self.step = ExampleStep.FILL if self.turn in self.gaps else ExampleStep.WATCH

    @property
    def differs(self) -> bool:
        """Whether the learner picked a line other than the walk's in this turn."""
        return self.picks.get(self.turn, self.line[self.turn - 1]) != self.line[self.turn - 1]

    @property
    def shown(self) -> Attempt:
        """The conversation as far as it is shown."""
        match self.step:
            case ExampleStep.ENDING:
                return self.ideal
            case ExampleStep.WATCH:
                return self.walked(self.turn)
            case ExampleStep.EXPLAINED:
                return self.ideal.after((*self.line[: self.turn - 1], self.picks[self.turn]))
        return self.walked(max(self.turn - 1, 0))

    def walked(self, turns: int) -> Attempt:
        """The walk after ``turns`` turns."""
        return self.ideal.after(self.line[:turns])

    @property
    def good_picks(self) -> int:
        """How many gaps were filled with a line as good as any there."""
        return sum(self._as_good(turn, choice) for turn, choice in self.picks.items())

    def _as_good(self, turn: int, choice: str) -> bool:
        return choice == self.line[turn - 1] or choice in self.ideal.judge.best_choices(self.ideal.states[turn - 1])
