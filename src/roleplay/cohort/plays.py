"""Plays of many learners, as passed in: what was answered at which decision, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text


class GivenAnswer(NamedTuple):
    """A line said by a learner, including lines taken back later."""

    #: index in the play; a line said after taking one back has the index of the one taken back
    position: int
    node: str
    choice: str
    #: the language in which it was read
    language: str
    #: the choices in the order shown; empty if that was not recorded
    shown: tuple[str, ...] = ()
    #: seconds since the previous answer, or since the play began; ``None`` if unknown
    seconds: float | None = None
    taken_back: bool = False


class SubmittedPlay(NamedTuple):
    """One play of one learner; never a what-if, whose first lines were not said again."""

    id: str
    learner: str
    #: when it began, in any unit; larger is later
    began: float
    mode: str
    seed: int
    #: in the order given
    answers: tuple[GivenAnswer, ...]


class Doubt(StrEnum):
    """Why a play is no evidence of what its learner can do."""

    #: half of its lines or more came faster than they can have been read
    TOO_FAST = "too_fast"
    #: every line was chosen at the same screen position, although the order is shuffled
    ONE_PLACE = "one_place"
    #: it no longer fits its own text: the program or the file has changed
    NO_REPLAY = "no_replay"


class LineRange(NamedTuple):
    """The range of what a line costs, in points, over all states of the scene; ``None`` if not known exactly."""

    line: str
    least: float | None
    most: float | None

    def union(self, other: LineRange) -> LineRange:
        """The range over two scenes, or two casts of one scene."""
        if self.least is None or self.most is None or other.least is None or other.most is None:
            return self._replace(least=None, most=None)
        return self._replace(least=min(self.least, other.least), most=max(self.most, other.most))


class SeenState(NamedTuple):
    """A decision in the state in which it was met: the available lines, what each costs and does there."""

    node: str
    #: what was said to the learner
    heard: Text | None
    #: the available lines, in file order
    available: tuple[str, ...]
    #: the cost of each: points of the leading rubric over the rest of the conversation; ``None`` if not known exactly
    regrets: tuple[float, ...] | None
    #: the moves of each line
    moves: Mapping[str, tuple[str, ...]]
    #: poor moves made by some, but not all, of the lines
    temptations: frozenset[str]
    #: all lines of the decision, available here or not
    lines: tuple[LineRange, ...] = ()

    @property
    def known_lines(self) -> tuple[LineRange, ...]:
        """All lines of the decision; the available ones if no others are known."""
        return self.lines or tuple(LineRange(line, self.regret(line), self.regret(line)) for line in self.available)

    @property
    def free(self) -> frozenset[str]:
        """The lines that cost nothing."""
        if self.regrets is None:
            return frozenset()
        return frozenset(line for line, regret in zip(self.available, self.regrets, strict=True) if not regret)

    @property
    def can_lose(self) -> bool:
        """Whether something can certainly be lost here."""
        return self.regrets is not None and any(self.regrets)

    def regret(self, line: str) -> float | None:
        """What a line costs here; ``None`` if not known exactly."""
        return None if self.regrets is None else self.regrets[self.available.index(line)]


class Place(NamedTuple):
    """A decision of a scene, as long as it asks the same; see `decision_digest`."""

    scene: str
    node: str
    digest: str


class StateAnswer(NamedTuple):
    """An answer in the state in which it was given."""

    place: Place
    state: SeenState
    line: str
    language: str
    #: whether it came faster than it can have been read
    too_fast: bool = False

    @property
    def regret(self) -> float | None:
        """What it cost, in points; ``None`` if not known exactly."""
        return self.state.regret(self.line)


class JudgedPlay(NamedTuple):
    """A play replayed on its own text and judged by the current scoring."""

    play: SubmittedPlay
    scene: str
    #: the digest of the scene's text
    text: str
    #: rubric -> the digest of its text
    rubrics: Mapping[str, str]
    #: the first answer at each node, even if taken back later, in the order met
    first_answers: tuple[StateAnswer, ...]
    #: poor moves that could have been made or avoided -> whether one was made, in lines that were not taken back
    poor: Mapping[str, bool] = FrozenDict()
    #: whether an ending was reached; if not, the following is unknown
    finished: bool = False
    passed: bool = False
    #: per cent by ``rubric`` and ``rubric.criterion``; missing if not assessed
    percents: Mapping[str, float] = FrozenDict()
    #: the criteria of its rubrics, assessed or not
    criteria: tuple[str, ...] = ()
    doubt: Doubt | None = None


def first_by_learner(plays: Iterable[JudgedPlay]) -> list[JudgedPlay]:
    """The first play of each learner at each scene, finished or not: later ones are not independent of it."""
    first: dict[tuple[str, str], JudgedPlay] = {}
    for play in sorted(plays, key=lambda each: (each.play.began, each.play.id)):
        first.setdefault((play.play.learner, play.scene), play)
    return list(first.values())
