"""Plays of a story through the engine's ``step``: the reference for `roleplay.simulation.graph_plays`.

Slower, but it works for stories with too many states to explore. Results of the engine and the judge are cached by
state. States that differ only in what nothing can read any more are merged (`roleplay.exploration.needs`): they allow
the same lines, which make the same moves and lead to equivalent states, so they are judged the same too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.engine import Passage, State, chance, legal, start, step
from roleplay.engine.view import reply
from roleplay.exploration.needs import key_of, needs_of
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge, JudgedLine
from roleplay.simulation.moments import Moment, Moments, Policy
from roleplay.simulation.outcomes import Outcomes
from roleplay.simulation.tally import Picks, PlayOutcome, PlayTally

#: The number of decisions after which a play is cut: about ten times the length of a scene.
MAX_DECISIONS = 100
#: A fresh number is drawn below this value, so that no option is favoured by more than a few billionths.
REFILL_BELOW = 1 << 32


class Stream:
    """An endless random stream that depends only on a seed and some words (`roleplay.engine.chance`).

    A pick among ``n`` is the current number modulo ``n``; the quotient is used for the next pick, until it falls below
    `REFILL_BELOW`.
    """

    __slots__ = ("_block", "_seed", "_value", "_words")

    def __init__(self, seed: int, words: Sequence[str]) -> None:
        self._seed = seed
        self._words = words
        self._value = self._block = 0

    def draw(self) -> int:
        """Return a fresh 64-bit number."""
        self._block += 1
        return chance(self._seed, *self._words, str(self._block - 1))

    def pick(self, count: int) -> int:
        """Return a number from 0 to ``count`` - 1, all equally likely."""
        value = self._value
        if value < REFILL_BELOW:
            value = self.draw()
        self._value = value // count
        return value % count


class Position:
    """A state with cached results: the available lines, what each adds to the sum of a play, where each leads."""

    __slots__ = ("after", "judged", "moment", "passage", "replies", "state", "sums")

    def __init__(self, state: State, moment: Moment, judged: tuple[JudgedLine, ...], sums: tuple[int, ...]) -> None:
        self.state = state
        self.passage = state.passage
        self.moment = moment
        #: the judged lines, in the order of ``moment.available``
        self.judged = judged
        #: what each line adds to the sum of a play (`Outcomes.sums`)
        self.sums = sums
        self.after: list[Position | None] = [None] * len(judged)
        #: the reply to each line, once its ``after`` is known
        self.replies: list[Text | None] = [None] * len(judged)


class Play(NamedTuple):
    """A complete play: the lines picked, and where it ended or was cut."""

    steps: list[tuple[Position, int]]
    end: Position
    #: whether the player had to guess among several lines at least once
    guessed: bool


class Plays:
    """Plays a story many times."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        story = judge.story
        self._keys = {passage: key_of(needs, story) for passage, needs in needs_of(story).items()}
        self._positions: dict[Passage, dict[int, Position]] = {passage: {} for passage in story.passages.values()}
        self._moments = Moments()
        self._outcomes = Outcomes(judge)

    def tally(self, policy: Policy, seeds: Sequence[int], with_encounters: bool = False) -> PlayTally:
        """Play once with each of ``seeds`` and count the results; ``with_encounters`` also counts what the plays met.

        Plays without any guess are determined by their first state, so those that begin alike are played only once.
        """
        tally = PlayTally()
        times_chosen: dict[Position, list[int]] = {}
        deterministic: dict[Position, tuple[Play, int]] = {}

        def add(play: Play, plays: int = 1) -> None:
            outcome = self.outcome(play)
            tally.outcomes[outcome] += plays
            tally.lengths[len(play.steps)] += plays
            tally.passes_without_guess |= outcome.passed and not play.guessed
            for position, pick in play.steps:
                times_chosen.setdefault(position, [0] * len(position.judged))[pick] += plays
            if with_encounters:
                self._count_encounters(play, plays, tally)

        for seed in seeds:
            first = self.first(seed)
            if first in deterministic:
                play, count = deterministic[first]
                deterministic[first] = play, count + 1
                continue
            play = self.play(first, policy, Stream(seed, policy.words))
            if play.guessed:
                add(play)
            else:
                deterministic[first] = play, 1
        for play, count in deterministic.values():
            add(play, count)
        tally.picks = [Picks(position.passage.id, position.judged, row) for position, row in times_chosen.items()]
        return tally

    def _count_encounters(self, play: Play, plays: int, tally: PlayTally) -> None:
        """Count what a play met, once per play."""
        for passage in {play.end.passage.id, *(position.passage.id for position, _ in play.steps)}:
            tally.passages[passage] += plays
        for choice in {(position.passage.id, position.moment.available[pick]) for position, pick in play.steps}:
            tally.choices[choice] += plays
        at_stake = [0] * len(self.judge.measures)
        for position, _ in play.steps:
            for evidence in position.judged[0].evidence:  # the same criteria are at stake for every line
                at_stake[evidence.criterion] += 1
        tally.at_stake[tuple(at_stake)] += plays

    def first(self, seed: int) -> Position:
        """The first position of the play with this seed."""
        return self._position(start(self.judge.story, seed))

    def play(self, first: Position, policy: Policy, stream: Stream) -> Play:
        """Play to an ending, or to `MAX_DECISIONS`; ties are broken by ``stream``."""
        position, steps, guessed = first, list[tuple[Position, int]](), False
        moment = first.moment
        for _ in range(MAX_DECISIONS):
            wanted = policy.options(moment)
            if not wanted:  # an ending; a play stuck at a node counts as cut there
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
        """The outcome of a play, as the scorecard would give it."""
        return self._outcomes.of(sum(position.sums[pick] for position, pick in play.steps), play.end.passage)

    def _step(self, position: Position, pick: int) -> Position:
        line = position.moment.available[pick]
        state = step(position.state, line)
        position.replies[pick] = reply(position.state.choice(line), state)
        successor = position.after[pick] = self._position(state)
        return successor

    def _position(self, state: State) -> Position:
        passage = state.passage
        known, key = self._positions[passage], self._keys[passage](state)
        position = known.get(key)
        if position is None:
            available = legal(state)
            table = self.judge.judge(state, available) if available else {}
            sums = self._outcomes.sums(passage, table) if available else ()
            position = known[key] = Position(state, self._moments.at(state, available), tuple(table.values()), sums)
        return position
