"""What the learner is asked in one turn, and in which order; every shell steps through it.

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
    #: everything is answered; the line can be said
    SAY = "say"
    COACH = "coach"
    ENDING = "ending"


class TurnFlow:
    """The current step of a turn, and the answers so far.

    A shell asks what ``step`` requires and passes in the answer; looking at a hint, the transcript or another language
    changes nothing here. The shell calls `begin` after a line was taken back and after coaching.
    """

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._compared_by: set[Basis] = set()
        self.begin()

    def begin(self) -> None:
        """Start a new turn with nothing answered yet."""
        self.guess: int | None = None
        self.own_words: str | None = None
        self.nearest: Nearest | None = None
        #: whether lines are compared on this basis for the first time in the attempt, so that the learner is told once
        self.new_basis = False
        self.choice: str | None = None
        self.sure: int | None = None
        options = self._attempt.setup.options
        if self._attempt.over:
            self.step = Step.ENDING
        elif self._attempt.stuck:  # nothing to ask: no line can be said
            self.step = Step.CHOOSE
        elif options.hide_meters and self._attempt.guessed_meter is not None:
            self.step = Step.GUESS
        else:
            self.step = self._after_guess()

    def _after_guess(self) -> Step:
        return Step.OWN_WORDS if self._attempt.setup.options.own_words else Step.CHOOSE

    def answer_guess(self, step: int | None) -> None:
        """Take the guessed thermometer step, 0 to 4; ``None`` if skipped."""
        self.guess = step
        self.step = self._after_guess()

    def answer_own_words(self, text: str, nearest: Nearest | None = None) -> None:
        """Take a line in the learner's own words; blank if skipped. ``nearest`` is what can be offered for it."""
        self.own_words = text.strip() or None
        self.nearest = nearest if self.own_words else None
        if self.nearest is not None:
            self.new_basis = self.nearest.basis not in self._compared_by
            self._compared_by.add(self.nearest.basis)
        self.step = Step.CHOOSE

    def choose(self, choice: str) -> None:
        """Take the chosen line, which must be legal now."""
        self.choice = choice
        self.step = Step.SURE if self._attempt.setup.options.ask_sure else Step.SAY

    @property
    def silence(self) -> Silence | None:
        """What silence leads to now; ``None`` if time does not count."""
        node = self._attempt.state.passage.node
        if not self._attempt.setup.options.timed or self.step is not Step.CHOOSE or node is None:
            return None
        silence = node.silence
        return silence if silence is not None and silence.choice in legal(self._attempt.state) else None

    def stay_silent(self) -> None:
        """Time is up: choose the line named by ``silence``, without asking how sure the learner is of it."""
        assert self.silence is not None
        self.choice = self.silence.choice
        self.step = Step.SAY

    def back(self) -> None:
        """Return to the choice of a line."""
        if self.step is Step.SURE:
            self.choice = None
            self.step = Step.CHOOSE

    def answer_sure(self, level: int | None) -> None:
        """Take how sure the learner is of the line, 1 to 3; ``None`` if skipped."""
        self.sure = level
        self.step = Step.SAY

    def say(self, language: str) -> None:
        """Say the line, read in ``language``; then go to coaching in guided mode, else to the next turn."""
        assert self.choice is not None
        decision = Decision(self.choice, language, own_words=self.own_words, sure=self.sure, guess=self.guess)
        self._attempt.say(decision)
        self.begin()
        if self._attempt.setup.mode is Mode.GUIDED:
            self.step = Step.COACH
