"""A focus drill: practise one criterion, or avoiding one poor move, in short tries where it is at stake.

A card is named like ``heat.hear`` or ``move:cut_in``. A try begins in the middle of a scene, lasts two or three lines
and is then debriefed. It is not an attempt: only its result on the card is scored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from roleplay.engine import State
from roleplay.scene.model import Bundle
from roleplay.scoring.judge import Evidence, Judge, JudgedLine, Totals
from roleplay.scoring.percent import level
from roleplay.session.attempt import Attempt, Decision, Mode, Options, Setup
from roleplay.session.deal import seed_that_deals
from roleplay.session.turn import Step, TurnFlow

#: Tries in a drill (at least three: quantity before polish).
TRIES = 3
#: Minimum lines in a try, and the maximum if the card is at stake again.
LINES, MAX_LINES = 2, 3
#: Prefix of the id of a move in the name of a card.
_MOVE = "move:"
#: The value of ``sure`` that means very sure.
VERY_SURE = 3


def card_of_move(move: str) -> str:
    """The name of the card of a poor move."""
    return f"{_MOVE}{move}"


def move_of(card: str) -> str | None:
    """The move that a card is about; ``None`` if it is about a criterion."""
    return card.removeprefix(_MOVE) if card.startswith(_MOVE) else None


def avoidable(table: Mapping[str, JudgedLine]) -> frozenset[str]:
    """The moves made by some, but not all, of the lines of one turn."""
    move_sets = [frozenset(judged.moves) for judged in table.values()]
    return frozenset[str]().union(*move_sets) - move_sets[0].intersection(*move_sets) if move_sets else frozenset()


def at_stake(card: str, judge: Judge, state: State) -> bool:
    """Whether the card's result depends on what is said in ``state``."""
    if state.over:
        return False
    table = judge.judge(state)
    if not table:
        return False
    move = move_of(card)
    if move is not None:
        return move in avoidable(table)
    return _evidence(card, judge, next(iter(table.values()))) is not None


def lost(card: str, judge: Judge, state: State, choice: str) -> int:
    """Points by which a line is below the best on the card's criterion; 1 if it makes the card's move."""
    judged, move = judge.judge(state)[choice], move_of(card)
    if move is not None:
        return int(move in judged.moves)
    evidence = _evidence(card, judge, judged)
    return 0 if evidence is None else evidence.lost


def expected_loss(card: str, judge: Judge, state: State) -> float:
    """The average loss on the card of a line chosen at random, in a state where it is at stake."""
    table = judge.judge(state)
    return sum(lost(card, judge, state, choice) for choice in table) / len(table)


def _evidence(card: str, judge: Judge, judged: JudgedLine) -> Evidence | None:
    return next((item for item in judged.evidence if judge.measures[item.criterion].ref == card), None)


class FocusState(NamedTuple):
    """Where a try begins: a node of a scene, and a walk that leads there."""

    scene: str
    node: str
    #: personas other than the scene's own: (cast id, persona id)
    personas: tuple[tuple[str, str], ...]
    #: the facts dealt: (fact, value)
    deal: tuple[tuple[str, str], ...]
    walk: tuple[str, ...]

    @property
    def place(self) -> tuple[str, str]:
        """Scene and node, regardless of the personas met there and the way that led there."""
        return self.scene, self.node


class FocusOutcome(NamedTuple):
    """The result of one or several tries on their card, which must have been at stake.

    For a move, ``totals.tempted`` counts the turns in which it was on offer, ``totals.kept`` those in which it was not
    made.
    """

    totals: Totals
    #: whether the learner was very sure of a line that lost points on the card
    sure_wrong: bool = False

    def plus(self, other: FocusOutcome) -> FocusOutcome:
        """The sum of both."""
        return FocusOutcome(
            Totals(*map(sum, zip(self.totals, other.totals, strict=True))), self.sure_wrong or other.sure_wrong
        )

    @property
    def score(self) -> float:
        """The score from 0 to 1."""
        return self.totals.score

    @property
    def clean(self) -> bool:
        """Whether nothing was lost."""
        return self.score == 1

    def level(self, card: str) -> int:
        """The level, 0 to 3, of a criterion. For a move: 0 if it was made, 2 if it was on offer and not made."""
        if move_of(card) is None:
            return level(self.score)
        return 2 if self.clean else 0


def outcome(card: str, attempt: Attempt, first: int = 0) -> FocusOutcome:
    """The result on the card of the lines from the ``first`` decision (from 0) on."""
    earned = due = kept = tempted = moments = 0
    sure_wrong, judge, move = False, attempt.judge, move_of(card)
    for state, decision in list(zip(attempt.states, attempt.decisions, strict=False))[first:]:
        if not at_stake(card, judge, state):
            continue
        moments += 1
        missing = lost(card, judge, state, decision.choice)
        sure_wrong |= bool(missing) and decision.sure == VERY_SURE
        evidence = _evidence(card, judge, judge.judge(state)[decision.choice])
        if move is not None:
            kept, tempted = kept + 1 - missing, tempted + 1
        elif evidence is not None and evidence.opportunity:
            earned, due = earned + evidence.earned, due + evidence.best
        elif evidence is not None:
            earned, kept = earned + evidence.earned, kept + evidence.points - evidence.worst
            tempted += evidence.best - evidence.worst
    return FocusOutcome(Totals(earned, due, kept, tempted, moments), sure_wrong)


class FocusTry:
    """A try being played: ``attempt`` has no journal, and its first lines are the walk that leads to the try."""

    def __init__(
        self, card: str, state: FocusState, bundle: Bundle, *, again: bool, order: int, options: Options, language: str
    ) -> None:
        """``again``: the node was debriefed already, in this drill or on the same day. ``order`` determines how the
        lines are shuffled.

        Raises `IllegalChoice` or `LookupError` if the scene has no such walk.
        """
        self.card = card
        self.state = state
        self.again = again
        self.first = len(state.walk)
        setup = Setup(0, Mode.PRACTICE, state.personas, options)
        walked = [Decision(choice, language) for choice in state.walk]
        attempt = Attempt(bundle, setup)
        seed = seed_that_deals(attempt.story, dict(state.deal), order)
        if seed is None:
            raise LookupError(state.deal)
        setup = setup._replace(seed=seed)
        self.attempt = Attempt(bundle, setup, decisions=walked)

    @property
    def said(self) -> int:
        """The number of lines said in the try."""
        return self.attempt.turn - self.first

    @property
    def over(self) -> bool:
        """Whether the story is over, or enough was said: two lines, or three if the card is at stake again."""
        attempt = self.attempt
        if attempt.over or attempt.stuck or self.said >= MAX_LINES:
            return True
        return self.said >= LINES and not at_stake(self.card, attempt.judge, attempt.state)

    @property
    def outcome(self) -> FocusOutcome:
        """The result on the card so far."""
        return outcome(self.card, self.attempt, self.first)


def should_repeat(tries: Sequence[FocusTry]) -> bool:
    """Whether the same node is tried again: something was lost there, and it was not yet the second go."""
    return bool(tries) and not tries[-1].again and not tries[-1].outcome.clean


class FocusFlow(TurnFlow):
    """The steps of a turn in a try; once enough was said, the step is ``ENDING``."""

    def __init__(self, tried: FocusTry) -> None:
        self._try = tried
        super().__init__(tried.attempt)

    def begin(self) -> None:
        """Start a new turn, unless the try is over."""
        super().begin()
        if self._try.over:
            self.step = Step.ENDING


class FocusPhase(Enum):
    """The phase of a focus drill."""

    #: the next try is being searched for
    SEARCHING = auto()
    #: a try was found and is about to begin
    READY = auto()
    #: the last try is over and is debriefed
    REVIEW = auto()
    #: the tries are over, or were abandoned: their result is shown
    RESULT = auto()
    #: there was nothing to try
    NOTHING = auto()


class TrySearchResult(NamedTuple):
    """The result of searching for a try."""

    #: ``None`` if there is none
    tried: FocusTry | None
    #: whether there is none because a scene can no longer be played
    broken: bool = False
