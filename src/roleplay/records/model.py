"""What the record holds, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from roleplay.scene.frozen import FrozenDict

if TYPE_CHECKING:
    from roleplay.reading.contents import Source
    from roleplay.session import Decision

#: A point in time, with its zone. Code that must not read the clock gets the time as an argument.
When: TypeAlias = datetime
A_DAY = timedelta(days=1)

ProblemKind = Literal["read_only", "full", "damaged_set_aside", "unavailable", "newer_version", "written_again"]


class RecordProblem(NamedTuple):
    """Why the record cannot be saved, or what happened to the old one."""

    kind: ProblemKind
    #: the record, or the folder it should be in
    path: Path
    #: the system's own message, as a detail; the interface has its own sentence for each kind
    detail: str
    #: where the damaged record is now
    set_aside: Path | None = None


class DamagedAttempt(NamedTuple):
    """An attempt with a damaged cell, described by what can still be read of it. Other attempts are unaffected."""

    #: its ``rowid`` in the table of attempts
    row: int
    id: str | None
    scenario_id: str | None
    started_at: datetime | None
    #: the damaged cells, each as ``table.column``
    columns: tuple[str, ...]


class UnwrittenAttempt(NamedTuple):
    """An attempt of this session that is not completely on the disk."""

    id: str
    scenario_id: str
    #: how many lines are on the disk; ``None`` if nothing of the attempt is
    on_disk: int | None
    #: how many lines were said
    lines: int


class SourceRef(NamedTuple):
    """One file an attempt was played on; its text is ``RecordStore.source(digest)``."""

    kind: str
    id: str
    digest: str


class BranchPoint(NamedTuple):
    """Where a "what if" attempt branches off another attempt."""

    #: the id of the attempt it branches off
    parent: str
    #: the turn, from 1, at which it branches off: the lines before it are the parent's
    turn: int


class NewAttempt(NamedTuple):
    """What is needed to begin an attempt."""

    scenario_id: str
    bundle: tuple[Source, ...]
    seed: int
    mode: str
    language: str
    #: persona by cast id
    personas: Mapping[str, str] = FrozenDict()
    #: the switches of `session.Options`; ``rubric`` if it should be debriefed by a different rubric, and ``sitting``
    #: if it is played for a form or an exam
    options: Mapping[str, Any] = FrozenDict()
    branch: BranchPoint | None = None


class DecisionRecord(NamedTuple):
    """One decision as the journal keeps it."""

    #: sequence number in the journal of the whole record; increases, never reused
    seq: int
    #: position in the attempt, from 0; a line said after taking one back has the position of the one taken back
    position: int
    at: datetime
    decision: Decision
    undone_at: datetime | None = None


class PracticeTally(NamedTuple):
    """What is counted in one attempt for long-term practice."""

    #: poor move -> number of lines in which it was made, and total points by which those lines fell short of the best
    poor: Mapping[str, tuple[int, int]] = FrozenDict()
    #: criterion (``heat.hear``) -> lines the learner was very sure of that fell short of the best on this criterion
    sure_wrong: Mapping[str, int] = FrozenDict()
    #: number of thermometer guesses, and by how many steps they were off in total
    guesses: int = 0
    steps_off: int = 0
    #: poor move -> number of turns in which some line offered it; ``None`` if that was not counted yet
    offered: Mapping[str, int] | None = None


class AttemptResult(NamedTuple):
    """How an attempt ended."""

    ending: str
    #: ``success``, ``partial`` or ``failure``
    outcome: str
    passed: bool
    #: percent by rubric (``heat``) and by criterion (``heat.hear``)
    scores: Mapping[str, float] = FrozenDict()
    #: the scene's leading rubric
    lead: str = ""
    #: the scoring version it was judged by (``roleplay.scoring.version.VERSION``)
    scoring: int = 1
    #: ``None`` in results written by earlier versions of the program, which counted nothing
    counted: PracticeTally | None = None

    @property
    def fully_counted(self) -> bool:
        """Whether everything was counted that this version of the program counts."""
        return self.counted is not None and self.counted.offered is not None

    @property
    def score(self) -> float | None:
        """The leading rubric's score, in percent; ``None`` if it was not assessed."""
        return self.scores.get(self.lead)


class GoalAnswer(StrEnum):
    """Whether the learner achieved the goal they had set."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    #: the attempt gave no opportunity for it
    NO_OCCASION = "no_occasion"


class AnsweredGoal(NamedTuple):
    """The answer, in the debrief of a later attempt, to whether a goal was achieved."""

    goal: str
    #: the attempt in whose debrief the goal was set
    from_attempt: str
    answer: GoalAnswer
    at: datetime


class AttemptRecord(NamedTuple):
    """One attempt with its live decisions (those that were not taken back)."""

    id: str
    scenario_id: str
    bundle: tuple[SourceRef, ...]
    seed: int
    mode: str
    language: str
    personas: Mapping[str, str]
    options: Mapping[str, Any]
    started_at: datetime
    #: the live decisions, as stored
    kept: tuple[DecisionRecord, ...] = ()
    #: number of decisions taken back
    taken_back: int = 0
    #: number of hints viewed
    hints: int = 0
    ended_at: datetime | None = None
    result: AttemptResult | None = None
    abandoned_at: datetime | None = None
    #: what the learner said before seeing the score
    before_score: str | None = None
    goal: str | None = None
    #: the answer given in it about an earlier goal
    answered: AnsweredGoal | None = None
    #: ``None`` unless the attempt branches off another one
    branch: BranchPoint | None = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The live decisions."""
        return tuple(row.decision for row in self.kept)

    @property
    def last_at(self) -> datetime:
        """The time of the last live decision, or of the start if there is none."""
        return self.kept[-1].at if self.kept else self.started_at


class AttemptSummary(NamedTuple):
    """One finished attempt, without its decisions."""

    id: str
    scenario_id: str
    mode: str
    language: str
    started_at: datetime
    ended_at: datetime
    result: AttemptResult
    #: the result by the previous scoring version, if the attempt was rescored
    earlier: AttemptResult | None = None

    @property
    def score(self) -> float | None:
        """See :attr:`AttemptResult.score`."""
        return self.result.score

    @property
    def rank(self) -> tuple[bool, float]:
        """Sort key, greater is better: first whether it passed, then the score."""
        return self.result.passed, -1.0 if self.score is None else self.score


def best_and_latest(finished: Iterable[AttemptSummary]) -> dict[str, tuple[AttemptSummary, AttemptSummary]]:
    """The best attempt (by `AttemptSummary.rank`; the later of equals) and the latest one, by scene.

    ``finished`` must be in order of time, oldest first.
    """
    by_scene: dict[str, tuple[AttemptSummary, AttemptSummary]] = {}
    for summary in finished:
        best = by_scene[summary.scenario_id][0] if summary.scenario_id in by_scene else summary
        by_scene[summary.scenario_id] = (summary if summary.rank >= best.rank else best, summary)
    return by_scene


class ReplayedResult(NamedTuple):
    """An attempt whose result changes on another version of the scene: it cannot be completed or ends differently."""

    id: str
    ended_at: datetime
    ending: str
    passed: bool
    #: how it would end and whether it would pass; ``None`` if it cannot be completed
    new_ending: str | None
    new_passed: bool | None
    #: the decision, from 1, that is not possible there, and its line; 0 if the attempt cannot even begin
    stops_at: int | None = None
    line: str = ""


class GoalCheck(NamedTuple):
    """One answer about a goal: when it was given, and in the debrief of which attempt."""

    answer: GoalAnswer
    at: datetime
    attempt_id: str
    scenario_id: str


class GoalRecord(NamedTuple):
    """A goal the learner set, and the attempt in whose debrief they set it."""

    text: str
    at: datetime
    attempt_id: str
    scenario_id: str
    #: when the learner withdrew it
    ended_at: datetime | None = None
    #: the answers about it, oldest first
    checks: tuple[GoalCheck, ...] = ()
    #: whether it is the goal shown before the next attempt: the last one set, unless it was withdrawn
    in_force: bool = False
