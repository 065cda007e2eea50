"""What is asked of the learner in one turn, and in which order. Pure: the screen shows the step and reports answers.

guess the meter (meters hidden) > own words > choose > how sure > the line is said > coaching (guided) > next turn
"""

from __future__ import annotations

from enum import StrEnum

from roleplay.presenting.facts import guessed_meter
from roleplay.session import Attempt, Decision, Mode


class Step(StrEnum):
    """Where in a turn one is."""

    GUESS = "guess"
    OWN_WORDS = "own_words"
    CHOOSE = "choose"
    SURE = "sure"
    COACH = "coach"
    ENDING = "ending"


class TurnFlow:
    """The steps of the turn that is being taken, and what was answered so far."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self.step = Step.CHOOSE
        self.guess: int | None = None
        self.own_words: str | None = None
        self.choice: str | None = None
        self.begin()

    def begin(self) -> None:
        """A new turn: nothing is answered yet."""
        self.guess = self.own_words = self.choice = None
        options = self._attempt.setup.options
        if self._attempt.over:
            self.step = Step.ENDING
        elif options.hide_meters and guessed_meter(self._attempt) is not None:
            self.step = Step.GUESS
        else:
            self.step = self._after_guess()

    def _after_guess(self) -> Step:
        return Step.OWN_WORDS if self._attempt.setup.options.own_words else Step.CHOOSE

    def guessed(self, step: int) -> None:
        """The step of the thermometer, 0 to 4."""
        self.guess = step
        self.step = self._after_guess()

    def wrote(self, text: str) -> None:
        """A line in one's own words; empty: passed."""
        self.own_words = text.strip() or None
        self.step = Step.CHOOSE

    def chose(self, choice: str) -> bool:
        """A line was picked. Whether it can be said now, or how sure one is is asked first."""
        self.choice = choice
        if self._attempt.setup.options.ask_sure:
            self.step = Step.SURE
            return False
        return True

    def back(self) -> None:
        """Another line after all."""
        if self.step is Step.SURE:
            self.choice = None
            self.step = Step.CHOOSE

    def decision(self, language: str, sure: int | None = None) -> Decision:
        """What was decided; a choice must have been made."""
        assert self.choice is not None
        return Decision(self.choice, language, self.own_words, sure, self.guess)

    def said(self) -> None:
        """The line was said: coaching in guided play, else the next turn."""
        self.begin()
        if self._attempt.setup.mode is Mode.GUIDED:
            self.step = Step.COACH
