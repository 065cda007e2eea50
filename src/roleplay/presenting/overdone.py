"""What a learner overdoes, and how well they read the other person: from what was counted in every attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.records.model import AttemptSummary
from roleplay.scene.model import Move

#: A move is one that somebody overdoes from so many lines on; and of fewer attempts no reading is told.
ENOUGH = 3
#: Moves that are told, at most.
_TOLD = 5


class Overdone(NamedTuple):
    """A poor move that comes again and again."""

    move: str
    #: lines in which it was made, and attempts in which those were
    lines: int
    attempts: int
    #: by how many points those lines stayed below the best of their moment
    lost: int


class GuessedSteps(NamedTuple):
    """How far guesses of the hidden thermometer were off, in steps on average, attempt by attempt, the oldest first."""

    guesses: int
    off: tuple[float, ...]

    @property
    def enough(self) -> bool:
        """Whether there are attempts enough to say anything of it."""
        return len(self.off) >= ENOUGH


def overdone(finished: Sequence[AttemptSummary]) -> list[Overdone]:
    """The poor moves made in three lines or more, those first whose lines lost most."""
    sums: dict[str, Overdone] = {}
    for summary in finished:
        if summary.result.counted is None:
            continue
        for move, (lines, lost) in summary.result.counted.poor.items():
            before = sums.get(move, Overdone(move, 0, 0, 0))
            sums[move] = Overdone(move, before.lines + lines, before.attempts + 1, before.lost + lost)
    often = (each for each in sums.values() if each.lines >= ENOUGH)
    return sorted(often, key=lambda each: (-each.lost, -each.lines, each.move))


def reading(finished: Sequence[AttemptSummary]) -> GuessedSteps:
    """The guesses of all attempts in which some were made."""
    counted = [each.result.counted for each in finished if each.result.counted is not None]
    guessed = [each for each in counted if each.guesses]
    return GuessedSteps(sum(each.guesses for each in guessed), tuple(each.steps_off / each.guesses for each in guessed))


def overdone_lines(told: Sequence[Overdone], moves: Mapping[str, Move], words: Catalogue) -> list[str]:
    """A sentence for each of the first ones; moves that the library does not know any more are left out."""
    known = [each for each in told if each.move in moves][:_TOLD]
    return [
        words(
            "overdone.line",
            move=moves[each.move].name.get(words.language),
            lines=each.lines,
            attempts=each.attempts,
            lost=each.lost,
        )
        for each in known
    ]


def reading_line(told: GuessedSteps, words: Catalogue) -> str:
    """How well the thermometer was read, first and latest; empty where three attempts do not carry it."""
    if not told.enough:
        return ""
    return words(
        "overdone.reading",
        guesses=told.guesses,
        attempts=len(told.off),
        first=f"{told.off[0]:.1f}",
        latest=f"{told.off[-1]:.1f}",
    )
