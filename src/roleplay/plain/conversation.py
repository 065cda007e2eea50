"""One attempt played line by line. Each input line is one decision: a number of the list, or the id of a choice."""

from __future__ import annotations

from time import monotonic

from roleplay.plain.coaching import print_coach, print_phrases
from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.presenting.facts import choices, guess_steps, list_of, meter_facts, title, transcript_line
from roleplay.presenting.facts.briefing import papers
from roleplay.presenting.facts.coach import coach, hint
from roleplay.presenting.facts.own_words import own_words, suggestion
from roleplay.presenting.scene_languages import has_language_choice, language_name
from roleplay.presenting.turn_panel import TurnPanel
from roleplay.session import Attempt, Mode, Step, utterances
from roleplay.text.languages import native_name, reading_language


class Conversation:
    """Steps through the turns of an attempt. The methods raise `LearnerLeft` if the learner stops."""

    def __init__(self, attempt: Attempt, out: Console) -> None:
        self.attempt = attempt
        self.out = out
        self.panel = TurnPanel(attempt)
        self._matcher = out.workspace.matcher(attempt.bundle) if attempt.setup.options.own_words else None

    def play(self) -> None:
        """Print what was said so far, and go on to an ending."""
        fact = title(self.attempt, self.out.words)
        seed = self.out.words("plain.seed", seed=self.attempt.setup.seed)
        self.out.print_facts(fact.scene, fact.mode, fact.turn, *fact.rubrics, seed)
        self.out.line(self._keys())
        self._print_transcript()
        while self.panel.step is not Step.ENDING:
            self._go_on()

    def _go_on(self) -> None:
        """Ask the next question of the turn, or say the line."""
        panel, words = self.panel, self.out.words
        match panel.step:
            case Step.GUESS:
                panel.guess(self._guess())
            case Step.OWN_WORDS:
                self._own_words()
            case Step.CHOOSE:
                self._print_choices()
                self._print_suggestion()
                self._await_choice()
            case Step.SURE:
                panel.answer_sure(self.out.number(words("plain.ask_sure"), 3))
            case Step.SAY:
                panel.say(self.out.language)
                self._print_outcome()

    # -- what is read --------------------------------------------------------------

    def _print_transcript(self) -> None:
        for turn in range(self.attempt.turn + 1):
            self._print_turn(turn)

    def _print_turn(self, turn: int) -> None:
        for utterance in utterances(self.attempt, turn):
            fact = transcript_line(utterance, self.attempt, self.out.words)
            speaker = fact.name and f"{fact.name}{self.out.words('library.colon')}"
            self.out.line(f"{speaker}{fact.text}", indent="  ")

    def _print_outcome(self) -> None:
        """Print the response to the line and its coaching."""
        self._print_turn(self.attempt.turn)
        if self.panel.step is Step.COACH:
            print_coach(coach(self.attempt, self.out.words), self.out)
            self.panel.go_on()
        self.out.report_problems()

    def _print_choices(self) -> None:
        words, glyphs = self.out.words, self.out.glyphs
        if not self.attempt.setup.options.hide_meters:
            self.out.print_facts(*map(str, meter_facts(self.attempt, words, glyphs)))
        if self.attempt.stuck:
            self.out.line(words("plain.stuck_back" if self.attempt.may_take_back else "plain.stuck"))
        for fact in choices(self.attempt, words):
            if fact.locked is None:
                self.out.line(f"{fact.number}. {fact.text}", indent="   ")
            else:
                reason = words("plain.locked", reason=fact.locked)
                self.out.line(f"{glyphs.locked}. {fact.text} ({reason})", indent="   ")

    def _print_suggestion(self) -> None:
        if self.panel.flow.own_words is None:
            return
        for text in suggestion(self.attempt, self.panel.flow, self.out.words):
            if text:
                self.out.line(text)

    # -- what is typed -------------------------------------------------------------

    def _guess(self) -> int | None:
        meter = self.attempt.guessed_meter
        assert meter is not None
        steps = ", ".join(
            f"{number} {step}" for number, step in enumerate(guess_steps(self.attempt, self.out.words), 1)
        )
        name = meter.name.get(self.out.language)
        number = self.out.number(self.out.words("plain.ask_guess", meter=name, steps=steps), 5)
        return None if number is None else number - 1

    def _own_words(self) -> None:
        typed = self.out.answer(self.out.words("plain.ask_own")).strip()
        print_phrases(own_words(self.attempt, typed, self.out.words), self.out)
        nearest = self._matcher.nearest(self.attempt, typed, self.out.language) if self._matcher else None
        self.panel.write(typed, nearest)

    def _await_choice(self) -> None:
        """Take a choice or a command, or the silence once time is up. Commands cost no time."""
        silence = self.panel.flow.silence
        if silence is None:
            self._choose(normalised(self.out.answer()))
            return
        try:
            self._choose(self._timed_answer(silence.after))
        except TimeoutError:
            self.panel.stay_silent(self.out.language)
            self.out.line(self.out.words(self.panel.notice))
            self._print_outcome()

    def _timed_answer(self, seconds: int) -> str:
        """The answer typed within ``seconds``; each ``+`` adds as many again. Raises `TimeoutError`."""
        remaining: float = seconds
        while True:
            self.out.line(self.out.words("play.silence", seconds=round(remaining), more=seconds))
            began = monotonic()
            typed = normalised(self.out.answer_within(remaining))
            if typed != "+":
                return typed
            remaining += seconds - (monotonic() - began)

    def _choose(self, word: str) -> None:
        """Take a choice, or run a command; the choices are then shown again."""
        facts = self.panel.choices(self.out.words)
        by_word = {str(fact.number): fact for fact in facts} | {fact.id: fact for fact in facts}
        fact = by_word.get(word or self.panel.suggested or "")
        if fact is None:
            self._command(word)
        elif not self.panel.choose(fact):
            self.out.line(self.out.words("plain.locked", reason=fact.locked))

    def _command(self, word: str) -> None:
        words = self.out.words
        match word.lower():
            case "h" if self.panel.is_available("hint"):
                self._hint()
            case "u" if self.panel.is_available("take_back"):
                self._take_back()
            case "l":
                self.out.change_language()
                self._print_turn(self.attempt.turn)
            case command if command.startswith("l "):
                self._switch_language(command[2:].strip())
            case "t":
                self._print_transcript()
            case "p" if self.panel.is_available("papers"):
                self._print_papers()
            case "?":
                self.out.line(self._keys())
            case "q":
                raise LearnerLeft
            case _:
                self.out.line(words("plain.what", word=word, keys=self._keys()) if word else self._keys())

    def _switch_language(self, language: str) -> None:
        """Switch to another of the scene's languages."""
        known, words = self.attempt.bundle.scenario.languages, self.out.words
        code = next((code for code in known if language in (code.lower(), native_name(code).lower())), None)
        if code is None:
            self.out.line(words("plain.no_language", found=language, languages=self._languages()))
            return
        self.out.set_language(reading_language(words.interface, code))
        self._print_turn(self.attempt.turn)

    def _languages(self) -> str:
        known, words = self.attempt.bundle.scenario.languages, self.out.words
        each = (words("plain.language", code=code, name=language_name(code, words)) for code in known)
        return list_of(words, each)

    def _keys(self) -> str:
        """What can be typed instead of a choice."""
        languages, words = self.attempt.bundle.scenario.languages, self.out.words
        in_exam = self.attempt.setup.mode is Mode.EXAM
        named = [*(() if in_exam else ("hint", "back")), "language", "said"]
        named += ["papers"] if self.panel.is_available("papers") else []
        each = [words(f"plain.key.{name}") for name in (*named, "stop")]
        keys = words("plain.keys", keys=words("plain.key.and").join(each))
        if not has_language_choice(languages):
            return keys
        return f"{keys}\n{words('plain.keys_language', languages=self._languages())}"

    def _print_papers(self) -> None:
        for name, text in papers(self.attempt.bundle.scenario, self.out.language):
            self.out.line(name)
            self.out.line(f"  {text}", indent="  ")

    def _hint(self) -> None:
        words = self.out.words
        refused = self.panel.ask_hint(words)
        if refused or self.panel.hint is None:
            self.out.line(refused)
        else:
            self.out.line(hint(self.attempt, words, self.panel.hint).text(words))

    def _take_back(self) -> None:
        refused = self.panel.take_back(self.out.words)
        if refused:
            self.out.line(refused)
            return
        self.out.line(self.out.words("plain.taken_back"))
        self._print_turn(self.attempt.turn)
