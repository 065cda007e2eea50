"""Plays of one story through the engine's ``step``: what `roleplay.simulation.graph_plays` must equal.

Slower than those, and good for stories with more states than can be explored. What the engine and the judge say of a
state is asked once and kept. States that differ only in what nothing can read any more are one
(`roleplay.exploration.needs`): they allow the same lines, which make the same moves and lead to such states again, so
they are judged alike too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.engine import Passage, State, chance, legal, start, step
from roleplay.engine.view import reply
from roleplay.exploration.needs import key_of, needs_of
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge, Judged
from roleplay.simulation.moments import Moment, Moments, Policy
from roleplay.simulation.outcomes import Outcomes
from roleplay.simulation.tally import Picks, PlayOutcome, PlayTally

#: Decisions after which a play that has not come to an ending is cut: about ten times the length of a scene.
LIMIT = 100
#: Chance is drawn again below this, so that no option is likelier than another by more than a few billionths.
LOW = 1 << 32


class Stream:
    """Chance, as much as is asked for, that depends on a seed and some words alone (`roleplay.engine.chance`).

    A pick among ``n`` is the remainder of the number drawn last by ``n``; the quotient is what the next pick is made
    of, until it falls below `LOW`.
    """

    __slots__ = ("_block", "_seed", "_value", "_words")

    def __init__(self, seed: int, words: Sequence[str]) -> None:
        self._seed = seed
        self._words = words
        self._value = self._block = 0

    def draw(self) -> int:
        """A number of 64 bits."""
        self._block += 1
        return chance(self._seed, *self._words, str(self._block - 1))

    def pick(self, count: int) -> int:
        """A number from 0 to ``count`` - 1, each as likely as the next."""
        value = self._value
        if value < LOW:
            value = self.draw()
        self._value = value // count
        return value % count


class Position:
    """A state as it is played: what can be said, what each line adds to the judgement, where each leads."""

    __slots__ = ("after", "judged", "moment", "passage", "replies", "state", "sums")

    def __init__(self, state: State, moment: Moment, judged: tuple[Judged, ...], sums: tuple[int, ...]) -> None:
        self.state = state
        self.passage = state.passage
        self.moment = moment
        #: each line judged, in the order of ``moment.able``
        self.judged = judged
        #: what each line adds to the sum of a play (`Outcomes.sums`)
        self.sums = sums
        self.after: list[Position | None] = [None] * len(judged)
        #: the answer to each line, once its ``after`` is known
        self.replies: list[Text | None] = [None] * len(judged)


class Play(NamedTuple):
    """A play from the first word: the lines picked, and where it ended or was cut."""

    steps: list[tuple[Position, int]]
    end: Position
    #: whether more than one line was as good as any other to whoever played
    guessed: bool


class Plays:
    """A story that is played again and again."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        story = judge.story
        self._keys = {passage: key_of(needs, story) for passage, needs in needs_of(story).items()}
        self._positions: dict[Passage, dict[int, Position]] = {passage: {} for passage in story.passages.values()}
        self._moments = Moments()
        self._outcomes = Outcomes(judge)

    def tally(self, policy: Policy, seeds: Sequence[int], meets: bool = False) -> PlayTally:
        """What comes of a play with each of ``seeds``; with ``meets`` also what is met.

        Of the plays in which nothing had to be guessed those that begin alike are the same, and are played once.
        """
        tally = PlayTally()
        times: dict[Position, list[int]] = {}
        settled: dict[Position, tuple[Play, int]] = {}

        def add(play: Play, plays: int = 1) -> None:
            outcome = self.outcome(play)
            tally.outcomes[outcome] += plays
            tally.lengths[len(play.steps)] += plays
            tally.certain |= outcome.passed and not play.guessed
            for position, pick in play.steps:
                times.setdefault(position, [0] * len(position.judged))[pick] += plays
            if meets:
                self._meet(play, plays, tally)

        for seed in seeds:
            first = self.first(seed)
            if first in settled:
                play, count = settled[first]
                settled[first] = play, count + 1
                continue
            play = self.play(first, policy, Stream(seed, policy.words))
            if play.guessed:
                add(play)
            else:
                settled[first] = play, 1
        for play, count in settled.values():
            add(play, count)
        tally.picks = [Picks(position.passage.id, position.judged, row) for position, row in times.items()]
        return tally

    def _meet(self, play: Play, plays: int, tally: PlayTally) -> None:
        """Count what a play meets; what it meets again counts once."""
        for passage in {play.end.passage.id, *(position.passage.id for position, _ in play.steps)}:
            tally.passages[passage] += plays
        for choice in {(position.passage.id, position.moment.able[pick]) for position, pick in play.steps}:
            tally.choices[choice] += plays
        at_stake = [0] * len(self.judge.measures)
        for position, _ in play.steps:
            for evidence in position.judged[0].evidence:  # what is at stake is the same whichever line is said
                at_stake[evidence.criterion] += 1
        tally.at_stake[tuple(at_stake)] += plays

    def first(self, seed: int) -> Position:
        """The first spot of the play with this seed."""
        return self._position(start(self.judge.story, seed))

    def play(self, first: Position, policy: Policy, stream: Stream) -> Play:
        """Play to an ending, or to `LIMIT`; ties are broken by ``stream``."""
        position, steps, guessed = first, list[tuple[Position, int]](), False
        moment = first.moment
        for _ in range(LIMIT):
            wanted = policy.options(moment)
            if not wanted:  # an ending; a play that hangs at a node counts as cut there
                break
            pick = wanted[0]
            if len(wanted) > 1:
                guessed = True
                pick = wanted[stream.pick(len(wanted))]
            steps.append((position, pick))
            after = position.after[pick] or self._step(position, pick)
            moment = self._moments.after(position.replies[pick], after.moment) if policy.hears_replies else after.moment
            position = after
        return Play(steps, position, guessed)

    def outcome(self, play: Play) -> PlayOutcome:
        """What the scorecard says of a play."""
        return self._outcomes.of(sum(position.sums[pick] for position, pick in play.steps), play.end.passage)

    def _step(self, position: Position, pick: int) -> Position:
        line = position.moment.able[pick]
        state = step(position.state, line)
        position.replies[pick] = reply(position.state.choice(line), state)
        successor = position.after[pick] = self._position(state)
        return successor

    def _position(self, state: State) -> Position:
        passage = state.passage
        known, key = self._positions[passage], self._keys[passage](state)
        position = known.get(key)
        if position is None:
            able = legal(state)
            table = self.judge.judge(state, able) if able else {}
            sums = self._outcomes.sums(passage, table) if able else ()
            position = known[key] = Position(state, self._moments.at(state, able), tuple(table.values()), sums)
        return position
