"""Replaying a conversation at reading speed: line by line, paused, stepped through, or by criterion."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.facts import TranscriptLine, transcript_lines
from roleplay.session import Attempt, UtteranceKind, transcript
from roleplay.text.cells import cell_len

#: Reading speed in cells per second, in either language: about 400 Chinese characters or 170 English words a minute.
READING_SPEED = 13.0
#: Minimum time for each line, in seconds.
SHORTEST = 1.5


class ReplayCriterion(NamedTuple):
    """A criterion that the replay can be filtered by."""

    ref: str
    rubric: str
    name: str
    #: the turns, from 1, in which it was at stake
    turns: tuple[int, ...]


class Replay:
    """The position in a replayed conversation. It has no clock: the caller times the lines, using `seconds`."""

    def __init__(self, attempt: Attempt, words: Catalogue) -> None:
        self.attempt = attempt
        #: for each line the number of decisions taken so far, including the one a learner's line makes
        self._turns = tuple(line.turn + (line.kind is UtteranceKind.YOU) for line in transcript(attempt))
        #: number of lines shown; the first is shown from the start
        self.shown = 1
        self.paused = False
        #: index in `criteria` of the one to step by; ``None`` for none
        self.criterion: int | None = None
        self.set_language(words)

    def set_language(self, words: Catalogue) -> None:
        """Switch to the language of ``words``, keeping the position."""
        self.words = words
        self.lines: tuple[TranscriptLine, ...] = tuple(transcript_lines(self.attempt, words))
        self.criteria = _criteria(self.attempt, words)

    @property
    def at_end(self) -> bool:
        """Whether the last line is shown."""
        return self.shown >= len(self.lines)

    @property
    def turn(self) -> int:
        """The decision, from 1, that the last line shown belongs to; 0 before the first."""
        return self._turns[self.shown - 1]

    @property
    def seconds(self) -> float:
        """Seconds to wait after the last line shown before showing the next."""
        return max(cell_len(self.lines[self.shown - 1].text) / READING_SPEED, SHORTEST)

    def move(self, by: int) -> bool:
        """Move ``by`` lines (negative: back). Return whether the position changed."""
        return self._show(self.shown + by)

    def to_turn(self, by: int) -> bool:
        """Move to the next (``by`` > 0) or previous line of the learner, of those for the current criterion if any.

        Return whether the position changed.
        """
        wanted = self._turns_to_visit()
        if by > 0:
            after = [turn for turn in wanted if turn > self.turn]
            return bool(after) and self._to(after[0])
        own_line = self._first_of(self.turn)
        before = [turn for turn in wanted if turn < self.turn or (turn == self.turn and self.shown > own_line)]
        return bool(before) and self._to(before[-1])

    def _turns_to_visit(self) -> tuple[int, ...]:
        if self.criterion is None:
            return tuple(range(1, self.attempt.turn + 1))
        return self.criteria[self.criterion].turns

    def next_criterion(self) -> None:
        """Step by the next criterion; after the last, by none."""
        number = -1 if self.criterion is None else self.criterion
        self.criterion = number + 1 if number + 1 < len(self.criteria) else None

    def to_end(self) -> bool:
        """Show all lines. Return whether the position changed."""
        return self._show(len(self.lines))

    def restart(self) -> bool:
        """Go back to the first line. Return whether the position changed."""
        return self._show(1)

    def _first_of(self, turn: int) -> int:
        """Number of lines shown when the learner's line of a turn is the last one."""
        return self._turns.index(turn) + 1 if turn else 1

    def _to(self, turn: int) -> bool:
        return self._show(self._first_of(turn))

    def _show(self, count: int) -> bool:
        before, self.shown = self.shown, min(max(count, 1), len(self.lines))
        return self.shown != before

    # -- status line ----------------------------------------------------------------

    def status_text(self) -> str:
        """The current turn of how many, whether the replay is paused or at its end, and the current criterion."""
        words = self.words
        parts = [words("replay.turn", number=self.turn, count=self.attempt.turn)]
        if self.at_end:
            parts.append(words("replay.end"))
        elif self.paused:
            parts.append(words("replay.paused"))
        if self.criterion is not None:
            criterion = self.criteria[self.criterion]
            turns = words("play.list_separator").join(map(str, criterion.turns))
            parts.append(words("replay.criterion", name=criterion.name, rubric=criterion.rubric, turns=turns))
        return words("replay.and").join(parts)


def _criteria(attempt: Attempt, words: Catalogue) -> tuple[ReplayCriterion, ...]:
    """The criteria that were at stake, in the order of the rubrics."""
    turns: dict[int, list[int]] = {}
    for number, (state, decision) in enumerate(zip(attempt.states, attempt.decisions, strict=False), 1):
        for item in attempt.judge.judge(state)[decision.choice].evidence:
            turns.setdefault(item.criterion, []).append(number)
    return tuple(
        ReplayCriterion(
            ref=measure.ref,
            rubric=measure.rubric.name.get(words.language),
            name=measure.criterion.name.get(words.language),
            turns=tuple(turns[number]),
        )
        for number, measure in enumerate(attempt.judge.measures)
        if number in turns
    )
