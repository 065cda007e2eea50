"""An attempt of the record with everything that statements about it need, judged by the current scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from roleplay.engine import IllegalChoice, State, Story, compile_story, start, step
from roleplay.records.model import AttemptRecord, DecisionRecord, SourceRef, When
from roleplay.scene.model import Bundle
from roleplay.scoring.judge import Judge
from roleplay.scoring.scorecard import Scorecard, scorecard

if TYPE_CHECKING:
    from roleplay.scoring.value import Values


class SceneText(NamedTuple):
    """The text that attempts were played on with a given cast, compiled once for all of them."""

    bundle: Bundle
    story: Story
    judge: Judge
    #: of the scene's file, in hex
    digest: str
    #: of all files that the scene was played from, in hex
    whole_digest: str
    #: the value of each state; ``None`` if unknown
    values: Values | None = None

    @property
    def id(self) -> str:
        """The id of the scene."""
        return self.bundle.scenario.id

    @property
    def revision(self) -> str:
        """The version of the scene, with the digest of all files that it was played from."""
        return f"{self.digest[:12]}+sha256.{self.whole_digest[:16]}"


def scene_text(bundle: Bundle, refs: Sequence[SourceRef], personas: Mapping[str, str]) -> SceneText:
    """Compile a text. ``refs`` are the files of ``bundle``; ``personas`` overrides the scene's own cast."""
    story = compile_story(bundle, dict(personas))
    own = next(ref.digest for ref in refs if ref.kind == "scenario")
    listed = "\n".join(sorted(f"{ref.kind} {ref.id} {ref.digest}" for ref in refs))
    return SceneText(
        bundle=bundle,
        story=story,
        judge=Judge(story, [bundle.rubrics[name] for name in bundle.scenario.rubrics]),
        digest=own,
        whole_digest=sha256(listed.encode()).hexdigest(),
    )


class SaidLine(NamedTuple):
    """One line that was said, with the states before and after it."""

    row: DecisionRecord
    before: State
    after: State
    #: whether it counts, that is, was not taken back
    counts: bool


class PlayedAttempt(NamedTuple):
    """A finished attempt."""

    text: SceneText
    record: AttemptRecord
    #: every line in chronological order, including those taken back
    lines: tuple[SaidLine, ...]
    #: when play was resumed after a pause, as far as the record knows
    returns: tuple[When, ...]
    card: Scorecard
    #: the state in which it ended or was given up
    end: State

    @property
    def over_at(self) -> When:
        """When it ended or was given up."""
        at = self.record.ended_at or self.record.abandoned_at
        assert at is not None
        return at


class SkipReason(StrEnum):
    """Why there are no statements about an attempt."""

    #: it is not over: what is said about it now might not stay true
    OPEN = "open"
    #: the text it was played on is damaged or missing from the record
    UNREADABLE = "unreadable"
    #: its cast, a line or its ending in the record does not fit that text
    UNFIT = "unfit"
    #: its scene recounts a real event, and own words are not included
    PRIVATE = "private"


class StillOpen(ValueError):
    """The attempt can still be continued, so nothing said about it is certain to stay true."""


class ReplayMismatch(ValueError):
    """The lines of the attempt do not fit the text it was played on, or lead to another ending there."""


def played_attempt(
    text: SceneText, record: AttemptRecord, journal: Sequence[DecisionRecord], returns: Sequence[When] = ()
) -> PlayedAttempt:
    """Replay an attempt line by line; ``journal`` has all its lines in chronological order.

    Raises `StillOpen` or `ReplayMismatch`.
    """
    if record.ended_at is None and record.abandoned_at is None:
        raise StillOpen(record.id)
    try:
        states = [start(text.story, record.seed)]
        for decision in record.decisions:
            states.append(step(states[-1], decision.choice))
        end = states[-1]
        if record.result is not None and end.passage.id != record.result.ending:
            raise ReplayMismatch(record.id)
        lines = tuple(_said(text, record, journal))
    except IllegalChoice:
        raise ReplayMismatch(record.id) from None
    card = scorecard(text.judge, states, [decision.choice for decision in record.decisions])
    return PlayedAttempt(text=text, record=record, lines=lines, returns=tuple(returns), card=card, end=end)


def _said(text: SceneText, record: AttemptRecord, journal: Sequence[DecisionRecord]) -> list[SaidLine]:
    """Every line with its states. Lines taken back are replayed after the lines that preceded them at that time."""
    lines: list[SaidLine] = []
    states = [start(text.story, record.seed)]
    for row in journal:
        if row.position >= len(states):  # the line before it was taken back too, and is damaged
            continue
        del states[row.position + 1 :]
        states.append(step(states[-1], row.decision.choice))
        lines.append(SaidLine(row, states[-2], states[-1], row.undone_at is None))
    return lines
