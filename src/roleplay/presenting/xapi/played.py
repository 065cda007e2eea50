"""An attempt of the record with all that a statement about it may need: judged by the scoring of today."""

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
    """The text that attempts were played on with one cast, compiled once for all of them."""

    bundle: Bundle
    story: Story
    judge: Judge
    #: of the file of the scene, in hex
    digest: str
    #: of all files that were played on, in hex
    whole_digest: str
    #: what each state is worth; ``None`` where that is not known
    values: Values | None = None

    @property
    def id(self) -> str:
        """The id of the scene."""
        return self.bundle.scenario.id

    @property
    def revision(self) -> str:
        """The version of the scene and the digest of all that it was played on."""
        return f"{self.digest[:12]}+sha256.{self.whole_digest[:16]}"


def scene_text(bundle: Bundle, refs: Sequence[SourceRef], personas: Mapping[str, str]) -> SceneText:
    """Compile a text; `refs` are the files of ``bundle``, ``personas`` the cast where it is not the scene's own."""
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
    """One line that was said, with where the story stood before and after it."""

    row: DecisionRecord
    before: State
    after: State
    #: whether it counts; else it was taken back
    counts: bool


class PlayedAttempt(NamedTuple):
    """An attempt that is over."""

    text: SceneText
    record: AttemptRecord
    #: every line, those taken back too, as it happened
    said: tuple[SaidLine, ...]
    #: when it was gone on with after a pause, as far as the record knows
    returns: tuple[When, ...]
    card: Scorecard
    #: where it ended or was given up
    end: State

    @property
    def over_at(self) -> When:
        """When it was over."""
        at = self.record.ended_at or self.record.abandoned_at
        assert at is not None
        return at


class WhyUntold(StrEnum):
    """Why there are no statements of an attempt."""

    #: it is not over: what would be said of it now might not stay true
    OPEN = "open"
    #: the text it was played on is damaged or gone from the record
    UNREADABLE = "unreadable"
    #: what the record says of it, its cast, a line or its ending, does not fit that text
    UNFIT = "unfit"
    #: its scene tells of something that really happened, and own words are not to go along
    PRIVATE = "private"


class NotOver(ValueError):
    """The attempt can still be gone on with, so that nothing can be said of it that will stay true."""


class DoesNotReplay(ValueError):
    """The lines of the attempt do not fit the text that it was played on, or it comes to another ending there."""


def played_attempt(
    text: SceneText, record: AttemptRecord, journal: Sequence[DecisionRecord], returns: Sequence[When] = ()
) -> PlayedAttempt:
    """Play an attempt again, line by line; ``journal`` has all its lines as they happened.

    Raises `NotOver`, `DoesNotReplay`.
    """
    if record.ended_at is None and record.abandoned_at is None:
        raise NotOver(record.id)
    try:
        states = [start(text.story, record.seed)]
        for decision in record.decisions:
            states.append(step(states[-1], decision.choice))
        end = states[-1]
        if record.result is not None and end.passage.id != record.result.ending:
            raise DoesNotReplay(record.id)
        said = tuple(_said(text, record, journal))
    except IllegalChoice:
        raise DoesNotReplay(record.id) from None
    card = scorecard(text.judge, states, [decision.choice for decision in record.decisions])
    return PlayedAttempt(text=text, record=record, said=said, returns=tuple(returns), card=card, end=end)


def _said(text: SceneText, record: AttemptRecord, journal: Sequence[DecisionRecord]) -> list[SaidLine]:
    """Every line with its states. What was taken back is played from the lines that stood before it at that time."""
    said: list[SaidLine] = []
    states = [start(text.story, record.seed)]
    for row in journal:
        if row.position >= len(states):  # the line before it is damaged, and was taken back as well
            continue
        del states[row.position + 1 :]
        states.append(step(states[-1], row.decision.choice))
        said.append(SaidLine(row, states[-2], states[-1], row.undone_at is None))
    return said
