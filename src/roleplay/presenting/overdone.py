"""What a learner overdoes, and how well they read the other person, from the counts of every attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.records.model import AttemptSummary
from roleplay.scene.model import Move

#: A move is overdone from this many lines on; also the minimum number of attempts for a statement on guesses.
ENOUGH = 3
#: The maximum number of moves reported.
_MAX_REPORTED = 5


class Overdone(NamedTuple):
    """A poor move that the learner makes again and again."""

    move: str
    #: how many lines made it, and in how many attempts
    lines: int
    attempts: int
    #: how many points those lines scored below the best ones in total
    points_lost: int


class GuessAccuracy(NamedTuple):
    """By how many steps guesses of the hidden thermometer were off on average, per attempt, the oldest first."""

    guesses: int
    mean_errors: tuple[float, ...]

    @property
    def is_conclusive(self) -> bool:
        """Whether there are enough attempts to report anything."""
        return len(self.mean_errors) >= ENOUGH


def overdone(finished: Sequence[AttemptSummary]) -> list[Overdone]:
    """The poor moves made in at least `ENOUGH` lines, those that lost most points first."""
    sums: dict[str, Overdone] = {}
    for summary in finished:
        if summary.result.counted is None:
            continue
        for move, (lines, lost) in summary.result.counted.poor.items():
            before = sums.get(move, Overdone(move, 0, 0, 0))
            sums[move] = Overdone(move, before.lines + lines, before.attempts + 1, before.points_lost + lost)
    often = (each for each in sums.values() if each.lines >= ENOUGH)
    return sorted(often, key=lambda each: (-each.points_lost, -each.lines, each.move))


def guess_accuracy(finished: Sequence[AttemptSummary]) -> GuessAccuracy:
    """The accuracy of the guesses in all attempts that have any."""
    counted = [each.result.counted for each in finished if each.result.counted is not None]
    guessed = [each for each in counted if each.guesses]
    return GuessAccuracy(
        sum(each.guesses for each in guessed), tuple(each.steps_off / each.guesses for each in guessed)
    )


def overdone_lines(moves_overdone: Sequence[Overdone], moves: Mapping[str, Move], words: Catalogue) -> list[str]:
    """A sentence for each of the first few; moves that the library no longer has are left out."""
    known = [each for each in moves_overdone if each.move in moves][:_MAX_REPORTED]
    return [
        words(
            "overdone.line",
            move=moves[each.move].name.get(words.language),
            lines=each.lines,
            attempts=each.attempts,
            lost=each.points_lost,
        )
        for each in known
    ]


def guess_accuracy_line(accuracy: GuessAccuracy, words: Catalogue) -> str:
    """How well the thermometer was read in the first and the latest attempt; empty with too few attempts."""
    if not accuracy.is_conclusive:
        return ""
    return words(
        "overdone.reading",
        guesses=accuracy.guesses,
        attempts=len(accuracy.mean_errors),
        first=f"{accuracy.mean_errors[0]:.1f}",
        latest=f"{accuracy.mean_errors[-1]:.1f}",
    )
