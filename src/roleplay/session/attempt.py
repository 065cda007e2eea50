"""One attempt being played: what the mode allows, what has been decided, and where it stands.

An attempt is the fold of its decisions. Whoever shows it calls `say` and `take_back`; every decision is journaled
before anything new can be shown. No screen, no clock, no file here: the journal is handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from roleplay.engine import State, Story, compile_story, legal, replay, start, step
from roleplay.engine.retrospect import held
from roleplay.engine.view import Offer, offers
from roleplay.scene.model import Bundle, Meter, Outcome, Rubric
from roleplay.scene.text import Text
from roleplay.scoring.judge import Judge

if TYPE_CHECKING:
    from roleplay.scoring.scorecard import Scorecard

#: Steps of the emotion thermometer; the upper bound of each but the last.
THERMOMETER = (20, 40, 60, 80)


class Mode(StrEnum):
    """How much help there is."""

    GUIDED = "guided"
    PRACTICE = "practice"
    EXAM = "exam"


class Options(NamedTuple):
    """What the learner may add to a mode in the briefing."""

    #: type a line of one's own before the choices are shown
    own_words: bool = False
    #: say how sure one is, 1 to 3
    ask_sure: bool = False
    #: saying nothing counts, where the scene says so; the score knows no time
    timed: bool = False
    #: guess the thermometer instead of reading the meters
    hide_meters: bool = False


class Setup(NamedTuple):
    """All that an attempt depends on besides its decisions, and how it is looked back on."""

    seed: int = 0
    mode: Mode = Mode.PRACTICE
    #: personas other than the scene's own: (cast id, persona id)
    personas: tuple[tuple[str, str], ...] = ()
    options: Options = Options()
    #: choices that are made already when it begins
    opening: tuple[str, ...] = ()
    #: id of the rubric through which it is looked back on at first; empty: those of the scene
    rubric: str = ""


class Decision(NamedTuple):
    """One line said: what a shell asked for, a journal keeps, and an attempt goes on from."""

    choice: str
    #: the language it was read in
    language: str
    #: what the learner typed before the choices were shown, where asked for
    own_words: str | None = None
    #: how sure the learner was, 1 to 3, where asked for
    sure: int | None = None
    #: the step of the thermometer that was guessed, 0 to 4, where meters are hidden
    guess: int | None = None
    #: the node it was said at; `Attempt.say` fills it in
    node: str = ""
    #: the choices in the order they were shown, the locked ones too; `Attempt.say` fills it in
    shown: tuple[str, ...] = ()


class Journal(Protocol):
    """Keeps decisions. When a method returns, what it was told is kept, or the journal has said that it cannot."""

    @property
    def attempt_id(self) -> str | None:
        """Under which the attempt is kept; ``None`` where it is not."""

    def decide(self, decision: Decision) -> None:
        """A line was said."""

    def take_back(self) -> None:
        """The last line was taken back."""

    def hint(self) -> None:
        """A hint was looked at."""

    def finish(self, ending: str, outcome: Outcome, card: Scorecard, attempt: Attempt) -> None:
        """An ending was reached in ``attempt``."""


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
    """A meter as it is shown."""

    meter: Meter
    #: from 0 to 100
    value: int
    #: of the thermometer, 0 to 4
    step: int
    #: by the last decision
    change: int

    @property
    def better(self) -> bool:
        """Whether the last change was for the better."""
        return self.change < 0 if self.meter.better_low else self.change > 0


def readings(before: State, now: State) -> tuple[MeterReading, ...]:
    """Every meter, the hidden ones too, in the order of the file, and what has changed since ``before``."""
    return tuple(
        MeterReading(meter, value, thermometer_step(value), value - was)
        for meter, value, was in zip(now.story.scenario.meters.values(), now.meters, before.meters, strict=True)
    )


def thermometer_step(value: int) -> int:
    """The step, 0 to 4, of a value from 0 to 100."""
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

        ``taken_back`` and ``hints`` are how many lines were taken back and hints looked at before. Raises
        `IllegalChoice` when a decision does not fit.
        """
        self.bundle = bundle
        self.setup = setup
        self.story: Story = compile_story(bundle, dict(setup.personas))
        self.judge = Judge(self.story, [bundle.rubrics[name] for name in bundle.scenario.rubrics])
        #: by whom it passes, through whatever rubric it is seen
        self._scene_judge = self.judge
        self.journal: Journal = journal or NoJournal()
        self.decisions: list[Decision] = list(decisions)
        self.states: list[State] = list(replay(start(self.story, setup.seed), [d.choice for d in decisions]))
        self.taken_back = taken_back
        self.hints = hints

    @property
    def state(self) -> State:
        """Where the attempt stands."""
        return self.states[-1]

    @property
    def turn(self) -> int:
        """Decisions taken."""
        return len(self.decisions)

    @property
    def over(self) -> bool:
        """Whether an ending has been reached."""
        return self.state.over

    @property
    def stuck(self) -> bool:
        """Whether nothing may be said here, and it is no ending: every line that was free could be said only once."""
        return not self.over and not legal(self.state)

    def offers(self) -> tuple[Offer, ...]:
        """The choices to show, in the order to show them."""
        return offers(self.state, self.setup.seed)

    def say(self, decision: Decision) -> State:
        """Take a decision. Raises `IllegalChoice`, and then nothing is journaled."""
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
        """The same attempt after other decisions, kept in no journal. Raises `IllegalChoice` when one does not fit."""
        other = copy(self)
        other.journal = NoJournal()
        other.decisions = [Decision(choice, language) for choice in choices]
        other.states = list(replay(self.states[0], choices))
        return other

    def another(self, setup: Setup, decisions: Sequence[Decision], taken_back: int = 0, hints: int = 0) -> Attempt:
        """Another attempt at the same story with the same cast, kept in no journal: nothing is compiled again.

        Raises `IllegalChoice` when a decision does not fit.
        """
        other = copy(self)
        other.journal, other.setup, other.judge = NoJournal(), setup, self._scene_judge
        other.decisions, other.taken_back, other.hints = list(decisions), taken_back, hints
        other.states = list(replay(start(self.story, setup.seed), [decision.choice for decision in decisions]))
        return other

    def through(self, rubric: Rubric) -> Attempt:
        """The same attempt seen through one rubric, kept in no journal: whether it passes stays the scene's own."""
        other = copy(self)
        other.journal = NoJournal()
        other.bundle = self.bundle._replace(rubrics={**self.bundle.rubrics, rubric.id: rubric})
        own = (self.bundle.rubrics[name] for name in self.bundle.scenario.rubrics if name != rubric.id)
        other.judge = Judge(self.story, [rubric, *own])  # the others tell apart what it finds equally good
        return other

    def on_story_of(self, other: Attempt) -> Attempt:
        """The same attempt on the story as ``other`` has compiled it: what is found out about its states serves both.

        It is the same scene on the same text with the same cast, seen through the scene's own rubrics.
        """
        moved = copy(self)
        moved.bundle, moved.story = other.bundle, other.story
        moved.judge = moved._scene_judge = other._scene_judge
        moved.states = list(replay(start(other.story, self.setup.seed), [d.choice for d in self.decisions]))
        return moved

    @property
    def seen_through(self) -> tuple[Rubric, ...]:
        """The rubrics that are shown: all of the scene, or the one through which it is seen."""
        return self.judge.rubrics if self.judge is self._scene_judge else self.judge.rubrics[:1]

    @property
    def may_take_back(self) -> bool:
        """Guided: any line. Practice: one line in an attempt. Exam, or once it is over: none."""
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
        """Drop the last decision: its points and its effects go with it. Raises `NotAllowed`."""
        if not self.may_take_back:
            raise NotAllowed("take back")
        self.journal.take_back()
        self.states.pop()
        self.taken_back += 1
        return self.decisions.pop()

    @property
    def may_hint(self) -> bool:
        """Whether there are hints: not in an exam, not at an ending, and not where there is no line to say."""
        node = self.state.passage.node
        return self.setup.mode is not Mode.EXAM and node is not None and not node.is_sketch and not self.stuck

    def hint(self) -> str:
        """The id of a move worth making now: the one that earns the best line here most. Raises `NotAllowed`.

        A line whose moves all depend on the state may make none now; then it is one that it makes in another.
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
        """The meters to show, in the order of the file."""
        before = self.states[-2] if len(self.states) > 1 else self.state
        return tuple(reading for reading in readings(before, self.state) if reading.meter.shown)

    @property
    def guessed_meter(self) -> Meter | None:
        """The meter whose step is guessed while meters are hidden: the first one shown, if there is one."""
        return next((meter for meter in self.bundle.scenario.meters.values() if meter.shown), None)

    def questions(self) -> tuple[Text, ...]:
        """What to think over and talk about, of what has been met so far."""
        choices = [decision.choice for decision in self.decisions]
        questions = self.bundle.scenario.discussion
        return tuple(question.text for question in questions if held(question.when, self.states, choices))

    def scorecard(self) -> Scorecard:
        """What the rubrics say so far. The gates are the scene's; lines crossed that fail it stand before others."""
        from roleplay.scoring.scorecard import Scorecard, scorecard  # nothing is judged before the first line is said

        choices = [decision.choice for decision in self.decisions]
        card = scorecard(self.judge, self.states, choices)
        if self.judge is self._scene_judge:
            return card
        own = scorecard(self._scene_judge, self.states, choices)
        crossed = {(crossing.move, crossing.turn) for crossing in own.critical}
        others = (crossing for crossing in card.critical if (crossing.move, crossing.turn) not in crossed)
        return Scorecard(card.rubrics[:1], (*own.critical, *others), own.gates)
