"""A learner's turn: what can be done at each of its steps, the rows to read, and the items to pick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.locales import Catalogue
from roleplay.presenting import facts
from roleplay.presenting.countdown import Countdown
from roleplay.presenting.rows.items import choice_rows
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState, number_keys
from roleplay.presenting.rows.row import BLANK, NEAR, Item, Row, block
from roleplay.session import Attempt, Step, TurnFlow, UtteranceKind, transcript
from roleplay.text.glyphs import Glyphs

if TYPE_CHECKING:
    from roleplay.session.nearest import Nearest


class TurnPanel:
    """What a turn shows the learner and lets them do. Every shell steps through it.

    The ``flow`` decides what is asked in which order, and holds the answers given so far.
    """

    def __init__(self, attempt: Attempt, flow: TurnFlow | None = None) -> None:
        """``flow`` replaces the steps of an ordinary attempt's turn."""
        self.attempt = attempt
        self.flow = flow or TurnFlow(attempt)
        #: the time left until silence counts as the answer
        self.countdown = Countdown()
        #: the id of the move given as a hint in this turn
        self.hint: str | None = None
        #: the catalogue key of a notice on how this step was reached; may be empty
        self.notice = ""
        self.restart_countdown()

    @property
    def step(self) -> Step:
        """Where in a turn the learner is."""
        return self.flow.step

    def restart_countdown(self) -> None:
        """Start the countdown of the current step, if it has one."""
        silence = self.flow.silence
        self.countdown.begin(silence.after if silence else 0)

    # -- what can be done --------------------------------------------------------------

    @property
    def at_choice(self) -> bool:
        """Whether the line of this turn is still to be said."""
        return self.step in (Step.GUESS, Step.OWN_WORDS, Step.CHOOSE, Step.SURE)

    def is_available(self, action: str) -> bool:
        """Whether an action is available now; those that then only explain why they do nothing count as available."""
        match action:
            case "other_line":
                return self.step is Step.SURE
            case "more_time":
                return self.countdown.left is not None
            case "papers":
                return bool(self.attempt.bundle.scenario.brief.papers)
            case "pick":
                return self.step in (Step.GUESS, Step.CHOOSE, Step.SURE)
        return True

    def choices(self, words: Catalogue) -> tuple[facts.ChoiceFact, ...]:
        """The lines the learner can choose from now."""
        return facts.choices(self.attempt, words)

    @property
    def suggested(self) -> str | None:
        """The id of the line clearly nearest to what was typed; ``None`` if no line is."""
        nearest = self.flow.nearest
        if nearest is None:
            return None
        from roleplay.session.nearest import Verdict

        return nearest.choices[0] if nearest.verdict is Verdict.AHEAD else None

    def choose(self, choice: facts.ChoiceFact) -> bool:
        """Pick a line. Return whether it may be said."""
        if choice.locked is None:
            self.flow.choose(choice.id)
            self.restart_countdown()
        return choice.locked is None

    def guess(self, step: int | None) -> None:
        """Guess the meter, by its step from 0; ``None`` to skip."""
        self.flow.answer_guess(step)
        self.restart_countdown()

    def write(self, text: str, nearest: Nearest | None) -> None:
        """Take the learner's own words, and which lines come ``nearest`` to them."""
        self.flow.answer_own_words(text, nearest)
        self.restart_countdown()

    def answer_sure(self, level: int | None) -> None:
        """Take how sure the learner is of the line, 1 to 3; ``None`` to skip."""
        self.flow.answer_sure(level)

    def other_line(self) -> None:
        """Go back to choose another line."""
        self.flow.back()
        self.restart_countdown()

    def say(self, language: str) -> None:
        """Say the chosen line; it is journaled before anything changes."""
        self.flow.say(language)
        self.hint, self.notice = None, ""
        self.restart_countdown()

    def stay_silent(self, language: str) -> None:
        """Answer with silence, because the time is up."""
        self.flow.stay_silent()
        self.say(language)
        self.notice = "play.time_up"

    def go_on(self) -> None:
        """Begin the next turn, after the coaching has been read."""
        self.flow.begin()
        self.restart_countdown()

    def ask_hint(self, words: Catalogue) -> str:
        """Request the ``hint``, which counts once a turn. Return why there is none, or an empty text."""
        from roleplay.presenting.facts.coach import why_no_hint

        refusal = why_no_hint(self.attempt, words)
        if refusal is None and self.at_choice and self.hint is None:
            self.hint = self.attempt.hint()
        return refusal or ""

    def take_back(self, words: Catalogue) -> str:
        """Take back the last line. Return why that is not possible, or an empty text."""
        from roleplay.presenting.facts.coach import why_no_take_back

        refusal = why_no_take_back(self.attempt, words)
        if refusal is None:
            self.attempt.take_back()
            self.hint, self.notice = None, "play.taken_back"
            self.go_on()
        return refusal or ""

    # -- what is shown -----------------------------------------------------------------

    @property
    def reading(self) -> bool:
        """Whether this step is for reading the rows above the items rather than for picking one."""
        return self.step in (Step.COACH, Step.ENDING)

    def items(self, words: Catalogue) -> list[Item]:
        """The items to pick from at this step. Choices near to what was typed are marked beside their numbers."""
        match self.step:
            case Step.GUESS:
                names = facts.guess_steps(self.attempt, words)
                return [Item(str(number), name) for number, name in enumerate(names, 1)]
            case Step.OWN_WORDS | Step.SAY:
                return []
            case Step.CHOOSE:
                near = self.flow.nearest.choices if self.flow.nearest else ()
                return [
                    Item(_key(choice, near), choice.text, choice.locked and words("play.locked", reason=choice.locked))
                    for choice in self.choices(words)
                ]
            case Step.SURE:
                return [Item(str(level), words(f"play.sure.level{level}")) for level in (1, 2, 3)]
            case Step.COACH:
                return [Item("", words("play.go_on"))]
            case Step.ENDING:
                return [Item("", words("play.to_debrief"))]

    def highlighted(self) -> int:
        """The index of the item Enter initially picks: the first, or after typing the line clearly nearest.

        -1 if no line is clearly nearest: a stray Enter from an input method must not say anything.
        """
        if self.step is not Step.CHOOSE or self.flow.own_words is None:
            return 0
        suggested = self.suggested
        return -1 if suggested is None else [offer.id for offer in self.attempt.offers()].index(suggested)

    def held_back(self) -> int:
        """The number of lines withheld until the coaching has been read."""
        return held_back(self.attempt, self.step)

    def hidden_meters(self, words: Catalogue) -> str:
        """The text shown instead of hidden meters: that they are hidden, and the learner's guess."""
        hidden, meter = words("play.guess.hidden"), self.attempt.guessed_meter
        if meter is None or self.flow.guess is None:
            return hidden
        step = facts.guess_steps(self.attempt, words)[self.flow.guess]
        return f"{words('play.guess.made', meter=meter.name.get(words.language), step=step)} ({hidden})"

    def key_now(self, key: str, words: Catalogue) -> KeyState:
        """How a key is shown now. Keys that would only explain why they do nothing are greyed."""
        match key:
            case "play_hint":
                return KeyState(shown=self.at_choice, enabled=self.attempt.may_hint)
            case "play_take_back":
                return KeyState(enabled=self.attempt.may_take_back)
            case "play_go_on" if self.at_choice:
                return KeyState(words("key.play_pick"), shown=False)
            case "play_say":
                picks = "key.play_say" if self.step is Step.CHOOSE else "key.play_pick"
                return KeyState(words(picks), name=number_keys(len(self.items(words))))
        return DEFAULT_KEY

    def rows(self, words: Catalogue, glyphs: Glyphs, width: int, room: int | None = None) -> list[Row]:
        """The rows above the items.

        ``room`` is the number of rows available for both; if it is too small, a hint only names its move.
        """
        attempt = self.attempt
        over: list[Row] = block(words(self.notice), width, "mark") if self.notice else []
        if self.hint is not None:
            below = choice_rows(lambda width: [], self.items(words), -1, glyphs, width)
            left = None if room is None else room - len(over) - len(below)
            over += _hint_rows(attempt, words, self.hint, width, left)
        match self.step:
            case Step.GUESS:
                meter = attempt.guessed_meter
                assert meter is not None
                over += block(words("play.guess.ask", meter=meter.name.get(words.language)), width, "strong")
            case Step.OWN_WORDS:
                over += block(words("play.own.ask"), width, "strong")
            case Step.CHOOSE:
                over += self._rows_over_choices(words, width)
            case Step.SURE:
                chosen = next(choice for choice in self.choices(words) if choice.id == self.flow.choice)
                over += block(chosen.text, width, "you", label=f"  {chosen.number}", label_role="accent", indent=5)
                over += block(words("play.sure.ask"), width, "strong")
            case Step.COACH:
                over += block(words("coach.title"), width, "heading")
                over += [*_coach_rows(attempt, words, glyphs, width), BLANK]
            case Step.ENDING:
                over += block(words("play.ended"), width, "heading")
        return over

    def _rows_over_choices(self, words: Catalogue, width: int) -> list[Row]:
        attempt, time = self.attempt, self.countdown
        over: list[Row] = []
        if attempt.stuck:
            over += block(words("play.stuck_back" if attempt.may_take_back else "play.stuck"), width, "mark")
        if time.left is not None:
            over += block(words("play.silence", seconds=time.left, more=time.total), width, "mark")
        if self.flow.own_words is not None:
            over += _own_rows(attempt, self.flow, self.flow.own_words, words, width)
        return over


def held_back(attempt: Attempt, step: Step) -> int:
    """The number of lines withheld until the coaching has been read: those after the immediate reply."""
    if step is not Step.COACH:
        return 0
    turn = attempt.turn
    theirs = [line for line in transcript(attempt) if line.turn == turn and line.kind is not UtteranceKind.YOU]
    choice = attempt.states[turn - 1].choice(attempt.decisions[-1].choice)
    return len(theirs) - 1 if choice.reply else 0


def _key(choice: facts.ChoiceFact, near: Sequence[str]) -> str:
    beside = NEAR if choice.id in near else " "
    return f"{choice.number}{beside if near else ''}"


# -- rows whose modules are imported late, because the first screen never shows them --


def _hint_rows(attempt: Attempt, words: Catalogue, move: str, width: int, room: int | None) -> list[Row]:
    from roleplay.presenting.facts.coach import hint
    from roleplay.presenting.rows.coaching import hint_rows

    return hint_rows(hint(attempt, words, move), words, width, room)


def _own_rows(attempt: Attempt, flow: TurnFlow, typed: str, words: Catalogue, width: int) -> list[Row]:
    from roleplay.presenting.facts.own_words import own_words, suggestion
    from roleplay.presenting.rows.coaching import suggestion_rows

    phrases = own_words(attempt, typed, words)
    return suggestion_rows(typed, phrases, suggestion(attempt, flow, words), words, width)


def _coach_rows(attempt: Attempt, words: Catalogue, glyphs: Glyphs, width: int) -> list[Row]:
    from roleplay.presenting.facts.coach import coach
    from roleplay.presenting.rows.coaching import coach_rows

    return coach_rows(coach(attempt, words), words, glyphs, width)
