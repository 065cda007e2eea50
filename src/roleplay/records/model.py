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

#: A moment with its zone. Whoever may read no clock is handed one.
When: TypeAlias = datetime
A_DAY = timedelta(days=1)

ProblemKind = Literal["read_only", "full", "damaged_set_aside", "unavailable", "newer_version", "written_again"]


class RecordProblem(NamedTuple):
    """Why the record cannot be saved, or what happened to the old one."""

    kind: ProblemKind
    #: the record, or the folder it should lie in
    path: Path
    #: what the system said, for the curious; the interface has its own sentence for each kind
    detail: str
    #: where the damaged record lies now
    set_aside: Path | None = None


class DamagedAttempt(NamedTuple):
    """An attempt with a damaged cell. It is set aside, named by what can still be read of it; all others go on."""

    #: its row in the table of attempts
    row: int
    id: str | None
    scenario_id: str | None
    started_at: datetime | None
    #: the damaged cells, each as ``table.column``
    columns: tuple[str, ...]


class UnwrittenAttempt(NamedTuple):
    """An attempt of this session of which something is not on the disk."""

    id: str
    scenario_id: str
    #: how many lines the disk has; ``None``: it has nothing of the attempt
    on_disk: int | None
    #: how many were said
    lines: int


class SourceRef(NamedTuple):
    """One file an attempt was played on; its text is ``RecordStore.source(digest)``."""

    kind: str
    id: str
    digest: str


class BranchPoint(NamedTuple):
    """Where an attempt that asks "what if" comes from."""

    #: the id of the attempt that it branches off
    parent: str
    #: the turn, from 1, at which it does: the lines before it are the parent's
    turn: int


class NewAttempt(NamedTuple):
    """An attempt about to begin."""

    scenario_id: str
    bundle: tuple[Source, ...]
    seed: int
    mode: str
    language: str
    #: persona by cast id
    personas: Mapping[str, str] = FrozenDict()
    #: the switches of `session.Options`, ``rubric`` where it is to be looked back on through another one, and
    #: ``sitting`` where it is played for a form or an exam
    options: Mapping[str, Any] = FrozenDict()
    branch: BranchPoint | None = None


class DecisionRecord(NamedTuple):
    """One decision as it stands in the journal."""

    #: its place in the journal of the whole record; grows, never used twice
    seq: int
    #: its place in the attempt, from 0; a line said after taking back has the place of the one taken back
    position: int
    at: datetime
    decision: Decision
    undone_at: datetime | None = None


class PracticeTally(NamedTuple):
    """Counts of one attempt."""

    #: poor move -> in how many lines it was made, and by how many points those lines stayed below the best there
    poor: Mapping[str, tuple[int, int]] = FrozenDict()
    #: criterion (``heat.hear``) -> lines of which the learner was very sure, and which stayed below the best on it
    sure_wrong: Mapping[str, int] = FrozenDict()
    #: guesses of the thermometer, and by how many steps they were off altogether
    guesses: int = 0
    steps_off: int = 0
    #: poor move -> in how many moments some line offered it; ``None`` where that was not counted yet
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
    #: the version of the scoring it was judged by (``roleplay.scoring.version.VERSION``)
    scoring: int = 1
    #: ``None`` where nothing was counted yet: results written by earlier versions of the program
    counted: PracticeTally | None = None

    @property
    def fully_counted(self) -> bool:
        """Whether all was counted that is counted now."""
        return self.counted is not None and self.counted.offered is not None

    @property
    def score(self) -> float | None:
        """The leading rubric's score, in percent; None where it was not assessed."""
        return self.scores.get(self.lead)


class GoalAnswer(StrEnum):
    """Whether the learner did what they had set themselves."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    #: the play gave no occasion for it
    NO_OCCASION = "no_occasion"


class AnsweredGoal(NamedTuple):
    """A goal that was asked about in the debrief of a later attempt, and what was answered."""

    goal: str
    #: the attempt in whose debrief it was kept
    from_attempt: str
    answer: GoalAnswer
    at: datetime


class AttemptRecord(NamedTuple):
    """One attempt with its live decisions (those not taken back)."""

    id: str
    scenario_id: str
    bundle: tuple[SourceRef, ...]
    seed: int
    mode: str
    language: str
    personas: Mapping[str, str]
    options: Mapping[str, Any]
    started_at: datetime
    #: the decisions that were not taken back, as they are kept
    kept: tuple[DecisionRecord, ...] = ()
    #: how many decisions were taken back
    taken_back: int = 0
    #: how many hints were looked at
    hints: int = 0
    ended_at: datetime | None = None
    result: AttemptResult | None = None
    abandoned_at: datetime | None = None
    #: what the learner said before seeing the score
    before_score: str | None = None
    goal: str | None = None
    #: what was answered in it about a goal kept before
    answered: AnsweredGoal | None = None
    #: ``None`` for an attempt of its own
    branch: BranchPoint | None = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that were not taken back."""
        return tuple(row.decision for row in self.kept)

    @property
    def last_at(self) -> datetime:
        """When something last happened in it."""
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
    #: the result by the scoring before, where it was judged anew
    earlier: AttemptResult | None = None

    @property
    def score(self) -> float | None:
        """See :attr:`AttemptResult.score`."""
        return self.result.score

    @property
    def rank(self) -> tuple[bool, float]:
        """The greater, the better: passed before not, then by score."""
        return self.result.passed, -1.0 if self.score is None else self.score


def best_and_latest(finished: Iterable[AttemptSummary]) -> dict[str, tuple[AttemptSummary, AttemptSummary]]:
    """By scene, of attempts oldest first, the best (by `AttemptSummary.rank`, of equals the later) and the latest."""
    by_scene: dict[str, tuple[AttemptSummary, AttemptSummary]] = {}
    for summary in finished:
        best = by_scene[summary.scenario_id][0] if summary.scenario_id in by_scene else summary
        by_scene[summary.scenario_id] = (summary if summary.rank >= best.rank else best, summary)
    return by_scene


class OtherResult(NamedTuple):
    """An attempt whose result the other text would change. Either it stops, or it ends otherwise."""

    id: str
    ended_at: datetime
    ending: str
    passed: bool
    #: how it would end and whether it would pass; ``None`` where it stops before
    ending_then: str | None
    passed_then: bool | None
    #: the decision, from 1, with which it stops, and the line that cannot be said there; 0: it cannot even begin
    stops_at: int | None = None
    line: str = ""


class GoalCheck(NamedTuple):
    """One time that a goal was asked about: the answer, when, and in the debrief of which attempt."""

    answer: GoalAnswer
    at: datetime
    attempt_id: str
    scenario_id: str


class GoalRecord(NamedTuple):
    """A goal the learner set, and where."""

    text: str
    at: datetime
    attempt_id: str
    scenario_id: str
    #: when the learner took it back
    ended_at: datetime | None = None
    #: what was answered when it was asked about, oldest first
    checks: tuple[GoalCheck, ...] = ()
    #: whether it is the one to be seen before the next play: the last one kept, unless it was taken back
    in_force: bool = False
