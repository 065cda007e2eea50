"""Plays of many learners, as they are handed in: what was answered at which place, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text


class GivenAnswer(NamedTuple):
    """A line that a learner said, also one that was taken back later."""

    #: its place in the play, from 0; a line said after taking back has the place of the one taken back
    position: int
    node: str
    choice: str
    #: the language it was read in
    language: str
    #: the choices in the order they were shown; empty where that was not kept
    shown: tuple[str, ...] = ()
    #: seconds since the answer before, or since the play began; ``None`` where that is not known
    seconds: float | None = None
    taken_back: bool = False


class HandedPlay(NamedTuple):
    """One play of one learner; no what-if, which begins with lines that were not said anew."""

    id: str
    learner: str
    #: when it began: the greater, the later; of whatever unit
    began: float
    mode: str
    seed: int
    #: in the order in which they were given
    answers: tuple[GivenAnswer, ...]


class Doubt(StrEnum):
    """Why a play is no evidence of what its learner can do."""

    #: half of its lines or more came sooner than they can have been read
    TOO_FAST = "too_fast"
    #: every line was taken from the same place on the screen, where their order is shuffled
    ONE_PLACE = "one_place"
    #: it no longer fits its own text: the program has changed, or the file was
    NO_REPLAY = "no_replay"


class LineRange(NamedTuple):
    """What a line costs at least and at most, in points, in any state of the scene; ``None``: not known exactly."""

    line: str
    least: float | None
    most: float | None

    def joined(self, other: LineRange) -> LineRange:
        """The same over two scenes, or one that is cast in two ways."""
        if self.least is None or self.most is None or other.least is None or other.most is None:
            return self._replace(least=None, most=None)
        return self._replace(least=min(self.least, other.least), most=max(self.most, other.most))


class SeenState(NamedTuple):
    """A decision in the state it was met in: what could be said, what each line costs and does there."""

    node: str
    #: what was said to the learner
    heard: Text | None
    #: what could be said, in the order of the file
    able: tuple[str, ...]
    #: of each of them, in points of the leading rubric over the rest of the conversation; ``None``: not known exactly
    regrets: tuple[float, ...] | None
    #: the moves of each line
    moves: Mapping[str, tuple[str, ...]]
    #: poor moves that some of the lines make and others do not
    temptations: frozenset[str]
    #: all lines of the decision, said here or not
    lines: tuple[LineRange, ...] = ()

    @property
    def lines_here(self) -> tuple[LineRange, ...]:
        """All lines of the decision; those that can be said here where no others are known."""
        return self.lines or tuple(LineRange(line, self.regret(line), self.regret(line)) for line in self.able)

    @property
    def free(self) -> frozenset[str]:
        """The lines that cost nothing."""
        if self.regrets is None:
            return frozenset()
        return frozenset(line for line, regret in zip(self.able, self.regrets, strict=True) if not regret)

    @property
    def asks(self) -> bool:
        """Whether it is known that something can be lost here."""
        return self.regrets is not None and any(self.regrets)

    def regret(self, line: str) -> float | None:
        """What a line costs here."""
        return None if self.regrets is None else self.regrets[self.able.index(line)]


class Place(NamedTuple):
    """A decision of a scene, as long as it asks for the same: `decision_digest`."""

    scene: str
    node: str
    digest: str


class StateAnswer(NamedTuple):
    """An answer in the state it was given in."""

    place: Place
    state: SeenState
    line: str
    language: str
    #: whether it came sooner than it can have been read
    rapid: bool = False

    @property
    def regret(self) -> float | None:
        """What it cost, in points; ``None`` where that is not known exactly."""
        return self.state.regret(self.line)


class ReadPlay(NamedTuple):
    """A play replayed on its own text and judged by today's scoring."""

    play: HandedPlay
    scene: str
    #: the digest of the scene's text
    text: str
    #: rubric -> the digest of its text
    rubrics: Mapping[str, str]
    #: the first answer at each node, one taken back later among them, in the order in which they were met
    first_answers: tuple[StateAnswer, ...]
    #: poor moves that could have been made and avoided -> whether one was made, in lines that were not taken back
    poor: Mapping[str, bool] = FrozenDict()
    #: whether an ending was reached; if not, nothing of the following is known
    finished: bool = False
    passed: bool = False
    #: per cent by ``rubric`` and ``rubric.criterion``; what was not assessed is missing
    percents: Mapping[str, float] = FrozenDict()
    #: the criteria of its rubrics, assessed or not
    criteria: tuple[str, ...] = ()
    doubt: Doubt | None = None


def first_by_learner(plays: Iterable[ReadPlay]) -> list[ReadPlay]:
    """The first play of each learner at each scene, finished or not: no later one is independent of it."""
    first: dict[tuple[str, str], ReadPlay] = {}
    for play in sorted(plays, key=lambda each: (each.play.began, each.play.id)):
        first.setdefault((play.play.learner, play.scene), play)
    return list(first.values())
