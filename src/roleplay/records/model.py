"""What the record holds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from roleplay.scene.frozen import FrozenDict

ProblemKind = Literal["read_only", "full", "damaged_set_aside", "unavailable", "newer_version"]


class Problem(NamedTuple):
    """Why the record cannot be saved, or what happened to the old one."""

    kind: ProblemKind
    path: Path
    """The record, or the folder it should lie in."""
    detail: str
    """What the system said, for the curious; the interface has its own sentence for each kind."""
    set_aside: Path | None = None
    """Where the damaged record lies now."""


def digest_of(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hexadecimal: the name under which it is kept."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Source(NamedTuple):
    """The full text of one file an attempt is played on."""

    kind: str
    """``scenario``, ``rubric``, ``persona``, ``moves`` ..."""
    id: str
    text: str

    @property
    def digest(self) -> str:
        return digest_of(self.text)


class SourceRef(NamedTuple):
    """One file an attempt was played on; its text is ``RecordStore.source(digest)``."""

    kind: str
    id: str
    digest: str


class NewAttempt(NamedTuple):
    """An attempt about to begin."""

    scenario_id: str
    bundle: tuple[Source, ...]
    seed: int
    mode: str
    language: str
    personas: Mapping[str, str] = FrozenDict()
    """Persona by cast id."""
    options: Mapping[str, Any] = FrozenDict()
    """Anything JSON can hold: own words first, timed, what it is a what-if of ..."""


class Decision(NamedTuple):
    """One choice, as the learner made it."""

    node: str
    choice: str
    shown: tuple[str, ...]
    """Choice ids in the order they stood on the screen."""
    language: str
    own_words: str | None = None
    sure: int | None = None
    """How sure the learner said they were, 1 to 3."""
    guess: int | None = None
    """The step of the thermometer they guessed, 0 to 4, where the meters were hidden."""


class DecisionRecord(NamedTuple):
    """One choice as it stands in the journal."""

    seq: int
    """Its place in the journal of the whole record; grows, never used twice."""
    position: int
    """Its place in the attempt, from 0; a choice made after taking back has the place of the one taken back."""
    node: str
    choice: str
    shown: tuple[str, ...]
    language: str
    own_words: str | None
    sure: int | None
    guess: int | None
    at: datetime
    undone_at: datetime | None = None


class Result(NamedTuple):
    """How an attempt ended."""

    ending: str
    outcome: str
    """``success``, ``partial`` or ``failure``."""
    passed: bool
    scores: Mapping[str, float] = FrozenDict()
    """Percent by rubric (``heat``) and by criterion (``heat.hear``)."""

    lead: str = ""
    """The scene's leading rubric."""

    @property
    def score(self) -> float | None:
        """The leading rubric's score, in percent; None where it was not assessed."""
        return self.scores.get(self.lead)


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
    decisions: tuple[DecisionRecord, ...] = ()
    taken_back: int = 0
    """How many decisions were taken back."""
    hints: int = 0
    """How many hints were looked at."""
    ended_at: datetime | None = None
    result: Result | None = None
    abandoned_at: datetime | None = None
    before_score: str | None = None
    """What the learner said before seeing the score."""
    goal: str | None = None

    @property
    def last_at(self) -> datetime:
        """When something last happened in it."""
        return self.decisions[-1].at if self.decisions else self.started_at


class AttemptSummary(NamedTuple):
    """One finished attempt, without its decisions."""

    id: str
    scenario_id: str
    mode: str
    language: str
    started_at: datetime
    ended_at: datetime
    result: Result

    @property
    def score(self) -> float | None:
        """See :attr:`Result.score`."""
        return self.result.score


class Goal(NamedTuple):
    """A goal the learner set, and where."""

    text: str
    at: datetime
    attempt_id: str
    scenario_id: str
