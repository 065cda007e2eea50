"""One attempt being played: what the mode allows, the decisions taken, and the current state.

An attempt is the fold of its decisions. A shell calls `say` and `take_back`; every decision is journaled before
anything new can be shown. No screen, clock or file is used here: the journal is passed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from roleplay.engine import State, Story, compile_story, legal, replay, start, step
from roleplay.engine.retrospect import holds_at_end
from roleplay.engine.view import Offer, offers
from roleplay.scene.model import Bundle, Meter, Outcome, Rubric
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge

if TYPE_CHECKING:
    from roleplay.scoring.scorecard import Scorecard

#: Steps of the emotion thermometer; the upper bound of each but the last.
THERMOMETER = (20, 40, 60, 80)


class Mode(StrEnum):
    """How much help the learner gets."""

    GUIDED = "guided"
    PRACTICE = "practice"
    EXAM = "exam"


class Options(NamedTuple):
    """What the learner may add to a mode in the briefing."""

    #: type a line in the learner's own words before the choices are shown
    own_words: bool = False
    #: rate how sure they are of a line, 1 to 3
    ask_sure: bool = False
    #: staying silent counts where the scene says so; time never affects the score
    timed: bool = False
    #: guess the thermometer instead of reading the meters
    hide_meters: bool = False


class Setup(NamedTuple):
    """Everything an attempt depends on besides its decisions, and how it is debriefed."""

    seed: int = 0
    mode: Mode = Mode.PRACTICE
    #: personas other than the scene's own: (cast id, persona id)
    personas: tuple[tuple[str, str], ...] = ()
    options: Options = Options()
    #: choices already made when the attempt begins
    opening: tuple[str, ...] = ()
    #: id of the rubric that the debrief shows first; empty: the scene's rubrics
    rubric: str = ""


class Decision(NamedTuple):
    """One line said: what a shell requests, a journal keeps and an attempt continues from."""

    choice: str
    #: the language in which it was read
    language: str
    #: what the learner typed before the choices were shown, if they were asked to
    own_words: str | None = None
    #: how sure the learner was, 1 to 3, if they were asked
    sure: int | None = None
    #: the guessed thermometer step, 0 to 4, if meters are hidden
    guess: int | None = None
    #: the node at which it was said; filled in by `Attempt.say`
    node: str = ""
    #: the choices in the order shown, locked ones included; filled in by `Attempt.say`
    shown: tuple[str, ...] = ()


class Journal(Protocol):
    """Keeps decisions. When a method returns, the entry is stored, or the journal has reported that it cannot be."""

    @property
    def attempt_id(self) -> str | None:
        """The id under which the attempt is kept; ``None`` if it is not kept."""

    def decide(self, decision: Decision) -> None:
        """Record that a line was said."""

    def take_back(self) -> None:
        """Record that the last line was taken back."""

    def hint(self) -> None:
        """Record that a hint was looked at."""

    def finish(self, ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> None:
        """Record that ``attempt`` reached an ending."""


class NoJournal:
    """A journal that keeps nothing."""

    attempt_id: str | None = None

    def decide(self, decision: Decision) -> None:
        pass

    def take_back(self) -> None:
        pass

    def hint(self) -> None:
        pass

    def finish(self, ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> None:
        pass


class MeterReading(NamedTuple):
    """A meter as shown."""

    meter: Meter
    #: from 0 to 100
    value: int
    #: thermometer step, 0 to 4
    step: int
    #: change made by the last decision
    change: int

    @property
    def better(self) -> bool:
        """Whether the last change was for the better."""
        return self.change < 0 if self.meter.better_low else self.change > 0


def readings(before: State, now: State) -> tuple[MeterReading, ...]:
    """Readings of every meter, hidden ones included, in file order, with the change since ``before``."""
    return tuple(
        MeterReading(meter, value, thermometer_step(value), value - was)
        for meter, value, was in zip(now.story.scenario.meters.values(), now.meters, before.meters, strict=True)
    )


def thermometer_step(value: int) -> int:
    """The thermometer step, 0 to 4, of a value from 0 to 100."""
    return sum(value > bound for bound in THERMOMETER)


class NotAllowed(ValueError):
    """The mode does not allow this now."""


class Attempt:
    """An attempt in progress, or one replayed to its end."""

    def __init__(
        self,
        bundle: Bundle,
        setup: Setup,
        journal: Journal | None = None,
        decisions: Sequence[Decision] = (),
        taken_back: int = 0,
        hints: int = 0,
    ) -> None:
        """Resume at the end of ``decisions``, which are in the journal already.

        ``taken_back`` and ``hints`` are the numbers of lines taken back and hints looked at so far. Raises
        `IllegalChoice` if a decision does not fit.
        """
        self.bundle = bundle
        self.setup = setup
        self.story: Story = compile_story(bundle, dict(setup.personas))
        self.judge = Judge(self.story, [bundle.rubrics[name] for name in bundle.scenario.rubrics])
        #: decides whether the attempt passes, whichever rubric it is viewed through
        self._scene_judge = self.judge
        self.journal: Journal = journal or NoJournal()
        self.decisions: list[Decision] = list(decisions)
        self.states: list[State] = list(replay(start(self.story, setup.seed), [d.choice for d in decisions]))
        self.taken_back = taken_back
        self.hints = hints

    @property
    def state(self) -> State:
        """The current state."""
        return self.states[-1]

    @property
    def turn(self) -> int:
        """The number of decisions taken."""
        return len(self.decisions)

    @property
    def over(self) -> bool:
        """Whether an ending has been reached."""
        return self.state.over

    @property
    def stuck(self) -> bool:
        """Whether no line can be said although this is no ending: every available line could be said only once."""
        return not self.over and not legal(self.state)

    def offers(self) -> tuple[Offer, ...]:
        """The choices to show, in display order."""
        return offers(self.state, self.setup.seed)

    def say(self, decision: Decision) -> State:
        """Take a decision and return the new state. Raises `IllegalChoice`, in which case nothing is journaled."""
        after = step(self.state, decision.choice)
        shown = tuple(offer.id for offer in self.offers())
        decision = decision._replace(node=self.state.passage.id, shown=shown)
        self.journal.decide(decision)
        self.decisions.append(decision)
        self.states.append(after)
        if after.passage.ending is not None:
            self.journal.finish(after.passage.id, after.passage.ending.outcome, self.scorecard(), self)
        return after

    def after(self, choices: Sequence[str], language: str = "") -> Attempt:
        """The same attempt after other decisions, without a journal. Raises `IllegalChoice` if one does not fit."""
        other = copy(self)
        other.journal = NoJournal()
        other.decisions = [Decision(choice, language) for choice in choices]
        other.states = list(replay(self.states[0], choices))
        return other

    def new_attempt(self, setup: Setup, decisions: Sequence[Decision], taken_back: int = 0, hints: int = 0) -> Attempt:
        """Another attempt at the same story with the same cast, without a journal; nothing is recompiled.

        Raises `IllegalChoice` if a decision does not fit.
        """
        other = copy(self)
        other.journal, other.setup, other.judge = NoJournal(), setup, self._scene_judge
        other.decisions, other.taken_back, other.hints = list(decisions), taken_back, hints
        other.states = list(replay(start(self.story, setup.seed), [decision.choice for decision in decisions]))
        return other

    def through(self, rubric: Rubric) -> Attempt:
        """The same attempt viewed through one rubric, without a journal; passing is still decided by the scene's
        rubrics.
        """
        other = copy(self)
        other.journal = NoJournal()
        other.bundle = self.bundle._replace(rubrics={**self.bundle.rubrics, rubric.id: rubric})
        own = (self.bundle.rubrics[name] for name in self.bundle.scenario.rubrics if name != rubric.id)
        other.judge = Judge(self.story, [rubric, *own])  # the others break its ties
        return other

    def on_story_of(self, other: Attempt) -> Attempt:
        """The same attempt on the story compiled by ``other``, so that both share what is computed about its states.

        Both must be the same scene with the same text and cast. The result is viewed through the scene's own rubrics.
        """
        moved = copy(self)
        moved.bundle, moved.story = other.bundle, other.story
        moved.judge = moved._scene_judge = other._scene_judge
        moved.states = list(replay(start(other.story, self.setup.seed), [d.choice for d in self.decisions]))
        return moved

    @property
    def shown_rubrics(self) -> tuple[Rubric, ...]:
        """The rubrics shown: all of the scene's, or the single one through which the attempt is viewed."""
        return self.judge.rubrics if self.judge is self._scene_judge else self.judge.rubrics[:1]

    @property
    def may_take_back(self) -> bool:
        """Guided: any line. Practice: one line per attempt. Exam, or after the ending: none."""
        if not self.decisions or self.over:
            return False
        match self.setup.mode:
            case Mode.GUIDED:
                return True
            case Mode.PRACTICE:
                return self.taken_back == 0
            case Mode.EXAM:
                return False

    def take_back(self) -> Decision:
        """Drop and return the last decision, with its points and effects. Raises `NotAllowed`."""
        if not self.may_take_back:
            raise NotAllowed("take back")
        self.journal.take_back()
        self.states.pop()
        self.taken_back += 1
        return self.decisions.pop()

    @property
    def may_hint(self) -> bool:
        """Whether hints are available: not in an exam, at an ending, or where no line can be said."""
        node = self.state.passage.node
        return self.setup.mode is not Mode.EXAM and node is not None and not node.is_sketch and not self.stuck

    def hint(self) -> str:
        """The id of a move worth making now: the one that earns most for the best line. Raises `NotAllowed`.

        If all moves of that line depend on the state, it may make none now; the hint is then one it makes in another
        state.
        """
        if not self.may_hint:
            raise NotAllowed("hint")
        self.journal.hint()
        self.hints += 1
        best = self.judge.best(self.state)
        moves = best.moves or tuple(use.move for use in self.state.choice(best.choice).moves)
        worth = {
            move: sum(self.judge.measures[item.criterion].criterion.points.get(move, 0) for item in best.evidence)
            for move in moves
        }
        return max(moves, key=lambda move: worth[move])

    def readings(self) -> tuple[MeterReading, ...]:
        """The meters to show, in file order."""
        before = self.states[-2] if len(self.states) > 1 else self.state
        return tuple(reading for reading in readings(before, self.state) if reading.meter.shown)

    @property
    def guessed_meter(self) -> Meter | None:
        """The meter whose step is guessed while meters are hidden: the first shown meter, if any."""
        return next((meter for meter in self.bundle.scenario.meters.values() if meter.shown), None)

    def questions(self) -> tuple[Text, ...]:
        """The questions for reflection and discussion that apply to what has been met so far."""
        choices = [decision.choice for decision in self.decisions]
        questions = self.bundle.scenario.discussion
        return tuple(question.text for question in questions if holds_at_end(question.when, self.states, choices))

    def scorecard(self) -> Scorecard:
        """The scores so far. The gates are the scene's; crossed lines that fail a gate come before the others."""
        from roleplay.scoring.scorecard import Scorecard, scorecard  # not needed before the first line is said

        choices = [decision.choice for decision in self.decisions]
        card = scorecard(self.judge, self.states, choices)
        if self.judge is self._scene_judge:
            return card
        own = scorecard(self._scene_judge, self.states, choices)
        crossed = {(crossing.move, crossing.turn) for crossing in own.critical}
        others = (crossing for crossing in card.critical if (crossing.move, crossing.turn) not in crossed)
        return Scorecard(card.rubrics[:1], (*own.critical, *others), own.gates)
