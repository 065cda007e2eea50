"""What is asked of the learner in one turn, and in which order. Every shell steps through it.

guess the meter (meters hidden) > own words > choose > how sure > the line is said > coaching (guided) > next turn
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from roleplay.engine import legal
from roleplay.scene.model import Silence
from roleplay.session.attempt import Attempt, Decision, Mode

if TYPE_CHECKING:
    from roleplay.session.nearest import Basis, Nearest


class Step(StrEnum):
    """Where in a turn the learner is."""

    GUESS = "guess"
    OWN_WORDS = "own_words"
    CHOOSE = "choose"
    SURE = "sure"
    #: everything is answered; the line is to be said
    SAY = "say"
    COACH = "coach"
    ENDING = "ending"


class TurnFlow:
    """The step of the turn that is being taken, and what was answered so far.

    A shell asks what ``step`` says and hands in the answer; looking at a hint, the transcript or another language
    changes nothing here. After a line was taken back, and after the coaching, the shell calls `begin`.
    """

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._compared_by: set[Basis] = set()
        self.begin()

    def begin(self) -> None:
        """A new turn: nothing is answered yet."""
        self.guess: int | None = None
        self.own_words: str | None = None
        self.nearest: Nearest | None = None
        #: whether this attempt has its lines compared in this way for the first time, so that it is said once
        self.new_basis = False
        self.choice: str | None = None
        self.sure: int | None = None
        options = self._attempt.setup.options
        if self._attempt.over:
            self.step = Step.ENDING
        elif self._attempt.stuck:  # nothing is asked where nothing can be said
            self.step = Step.CHOOSE
        elif options.hide_meters and self._attempt.guessed_meter is not None:
            self.step = Step.GUESS
        else:
            self.step = self._after_guess()

    def _after_guess(self) -> Step:
        return Step.OWN_WORDS if self._attempt.setup.options.own_words else Step.CHOOSE

    def guessed(self, step: int | None) -> None:
        """The step of the thermometer, 0 to 4; ``None``: passed."""
        self.guess = step
        self.step = self._after_guess()

    def wrote(self, text: str, nearest: Nearest | None = None) -> None:
        """A line in the learner's own words; blank: passed. ``nearest`` is what can be offered for it."""
        self.own_words = text.strip() or None
        self.nearest = nearest if self.own_words else None
        if self.nearest is not None:
            self.new_basis = self.nearest.basis not in self._compared_by
            self._compared_by.add(self.nearest.basis)
        self.step = Step.CHOOSE

    def chose(self, choice: str) -> None:
        """A line that may be said now was picked."""
        self.choice = choice
        self.step = Step.SURE if self._attempt.setup.options.ask_sure else Step.SAY

    @property
    def silence(self) -> Silence | None:
        """What saying nothing leads to now; ``None`` where time does not count."""
        node = self._attempt.state.passage.node
        if not self._attempt.setup.options.timed or self.step is not Step.CHOOSE or node is None:
            return None
        silence = node.silence
        return silence if silence is not None and silence.choice in legal(self._attempt.state) else None

    def stayed_silent(self) -> None:
        """Time is up: the line is what ``silence`` says, and nobody is asked how sure they are of it."""
        assert self.silence is not None
        self.choice = self.silence.choice
        self.step = Step.SAY

    def back(self) -> None:
        """Another line after all."""
        if self.step is Step.SURE:
            self.choice = None
            self.step = Step.CHOOSE

    def was_sure(self, level: int | None) -> None:
        """How sure the learner is of the line, 1 to 3; ``None``: passed."""
        self.sure = level
        self.step = Step.SAY

    def say(self, language: str) -> None:
        """Say the line, read in ``language``; on to the coaching in guided play, else to the next turn."""
        assert self.choice is not None
        decision = Decision(self.choice, language, own_words=self.own_words, sure=self.sure, guess=self.guess)
        self._attempt.say(decision)
        self.begin()
        if self._attempt.setup.mode is Mode.GUIDED:
            self.step = Step.COACH
