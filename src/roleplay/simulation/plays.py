"""Many plays of one story, quickly: what the engine and the judge say of a state is asked once and kept.

States that differ only in what nothing can read any more are one (`roleplay.exploration.needs`): they allow the same
lines, which make the same moves and lead to such states again, so they are judged alike too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from roleplay.engine import Passage, State, chance, legal, start, step
from roleplay.engine.view import says
from roleplay.exploration.needs import key_of, needs_of
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge, Judged
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import GateKind, scorecard

#: Decisions after which a play that has not come to an ending is cut: about ten times the length of a scene.
LIMIT = 100
#: A stream is filled again below this, so that no option is likelier than another by more than a few billionths.
_LOW = 1 << 32
#: Bits in which the decisions are counted that a criterion was at stake in; more than `LIMIT` needs.
_BITS = 16


class Stream:
    """Picks, as many as are asked for, that depend on a seed and some words alone (`roleplay.engine.chance`)."""

    __slots__ = ("_block", "_seed", "_value", "_words")

    def __init__(self, seed: int, *words: str) -> None:
        self._seed = seed
        self._words = words
        self._value = self._block = 0

    def pick(self, count: int) -> int:
        """A number from 0 to ``count`` - 1, each as likely as the next."""
        value = self._value
        if value < _LOW:
            value = chance(self._seed, *self._words, str(self._block))
            self._block += 1
        self._value = value // count
        return value % count


class Moment:
    """What somebody who does not read for meaning sees of a decision: the lines, and what they answer."""

    __slots__ = ("able", "passage", "says")

    def __init__(self, passage: Passage, able: tuple[str, ...], heard: Text | None) -> None:
        self.passage = passage
        #: the choices that may be made, in the order of the file
        self.able = able
        self.says = heard


class Position:
    """A state as it is played: what can be said, what each line adds to the judgement, where each leads."""

    __slots__ = ("after", "at_stake", "critical", "judged", "moment", "passage", "state", "sums")

    def __init__(self, state: State, moment: Moment, judged: tuple[Judged, ...]) -> None:
        self.state = state
        self.passage = state.passage
        self.moment = moment
        #: each line judged, in the order of ``moment.able``
        self.judged = judged
        self.after: list[Position | None] = [None] * len(judged)
        #: what each line adds to the sums on which the gates and the leading score depend (`Judged.packed`)
        self.sums: tuple[int, ...] = ()
        #: whether each line makes a critical move
        self.critical: tuple[bool, ...] = ()
        #: one in the field of every criterion at stake here
        self.at_stake = 0


class Play(NamedTuple):
    """A play from the first word: the lines picked, and where it ended or was cut."""

    steps: list[tuple[Position, int]]
    end: Position
    #: whether more than one line was as good as any other to whoever played
    guessed: bool


class PlayOutcome(NamedTuple):
    """What the scorecard says of a play."""

    #: on the leading rubric, 0 to 100; ``None`` when it was not assessed
    score: float | None
    passed: bool
    #: whether the ending is one that is accepted and no move was critical, whatever the scores
    ended_well: bool
    #: ``None`` when the play was cut
    ending: str | None


#: The places of the lines that somebody would take at a moment; they are the same to him.
Options = Callable[[Moment], tuple[int, ...]]


class Plays:
    """A story that is played again and again."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        story = judge.story
        self._keys = {passage: key_of(needs, story) for passage, needs in needs_of(story).items()}
        self._positions: dict[Passage, dict[object, Position]] = {passage: {} for passage in story.passages.values()}
        self._moments: dict[tuple[str, tuple[str, ...], Text | None], Moment] = {}
        self._firsts: dict[tuple[str, ...], Position] = {}
        self._outcomes: dict[tuple[int, bool, Passage], PlayOutcome] = {}
        # whatever rubric has no say in a score that counts only has critical moves, and those are told apart anyway
        gated = {ref.partition(".")[0] for ref in story.scenario.pass_mark.thresholds}
        self._gauge = Judge(story, [r for n, r in enumerate(judge.rubrics) if n == 0 or r.id in gated])
        self._critical = frozenset(move for rubric in judge.rubrics for move in rubric.critical)

    def first(self, seed: int) -> Position:
        """The first spot of the play with this seed."""
        state = start(self.judge.story, seed)
        position = self._firsts.get(state.facts)
        if position is None:
            position = self._firsts[state.facts] = self._position(state)
        return position

    def play(self, first: Position, options: Options, stream: Stream) -> Play:
        """Play to an ending, or to `LIMIT`; ties are broken by ``stream``."""
        position, steps, guessed = first, list[tuple[Position, int]](), False
        for _ in range(LIMIT):
            wanted = options(position.moment)
            if not wanted:  # an ending; a play that hangs at a node counts as cut there
                break
            pick = wanted[0]
            if len(wanted) > 1:
                guessed = True
                pick = wanted[stream.pick(len(wanted))]
            steps.append((position, pick))
            position = position.after[pick] or self._step(position, pick)
        return Play(steps, position, guessed)

    def outcome(self, play: Play) -> PlayOutcome:
        """What the scorecard says; plays that are the same to it are judged once."""
        total, critical = 0, False
        for position, pick in play.steps:
            total += position.sums[pick]
            critical |= position.critical[pick]
        key = (total, critical, play.end.passage)
        outcome = self._outcomes.get(key)
        if outcome is None:
            outcome = self._outcomes[key] = self._judge(play, critical)
        return outcome

    def counts(self, at_stake: int) -> list[int]:
        """In how many decisions each criterion was at stake, from a sum of `Spot.at_stake`."""
        return [at_stake >> _BITS * number & (1 << _BITS) - 1 for number in range(len(self.judge.measures))]

    def _judge(self, play: Play, critical: bool) -> PlayOutcome:
        states = [*(position.state for position, _ in play.steps), play.end.state]
        card = scorecard(self._gauge, states, [position.moment.able[pick] for position, pick in play.steps])
        score = card.rubrics[0].score
        ended = all(gate.held for gate in card.gates if gate.kind is GateKind.ENDING)
        return PlayOutcome(
            None if score is None else percent(score),
            card.passed and not critical,
            ended and not critical,
            play.end.passage.id if play.end.state.over else None,
        )

    def _step(self, position: Position, pick: int) -> Position:
        successor = position.after[pick] = self._position(step(position.state, position.moment.able[pick]))
        return successor

    def _position(self, state: State) -> Position:
        passage = state.passage
        known, key = self._positions[passage], self._keys[passage](state)
        position = known.get(key)
        if position is None:
            position = known[key] = self._new(state)
        return position

    def _new(self, state: State) -> Position:
        able = legal(state)
        heard = says(state)
        what = (state.passage.id, able, heard)
        moment = self._moments.setdefault(what, Moment(state.passage, able, heard))
        table, gauge = (self.judge.judge(state, able), self._gauge.judge(state, able)) if able else ({}, {})
        position = Position(state, moment, tuple(table[name] for name in able))
        position.sums = tuple(gauge[name].packed for name in able)
        position.critical = tuple(not self._critical.isdisjoint(judged.moves) for judged in position.judged)
        if position.judged:  # what is at stake is the same whichever line is said
            position.at_stake = sum(1 << _BITS * evidence.criterion for evidence in position.judged[0].evidence)
        return position
