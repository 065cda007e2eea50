"""The same session line by line: for screen readers, pipes and slow links. Every fact that the full screen shows."""

from __future__ import annotations

import unicodedata
from typing import TextIO

from roleplay.locales import LANGUAGES
from roleplay.plain.briefing import briefing_lines
from roleplay.plain.debrief import print_coach, print_debrief
from roleplay.plain.listing import scene_lines
from roleplay.plain.printer import Printer
from roleplay.presenting.facts import (
    choices,
    coach,
    gauges,
    guess_steps,
    guessed_meter,
    hint,
    own_words,
    said,
    title,
    why_no_hint,
    why_no_take_back,
)
from roleplay.reading.contents import BrokenScene, UnknownScene
from roleplay.session import Attempt, Decision, Mode, Setup, utterances
from roleplay.text.glyphs import glyphs
from roleplay.workspace.seeds import fresh_seed
from roleplay.workspace.workspace import Workspace

DONE, WRONG = 0, 2


class Left(Exception):
    """The learner stopped, or the input ended."""


class PlainShell:
    """Plays scenes over two streams. One decision a line: a number of the list, or the id of a choice."""

    def __init__(self, workspace: Workspace, language: str, read: TextIO, write: TextIO) -> None:
        self.workspace = workspace
        self.out = Printer(read, write)
        self.glyphs = glyphs()
        self.language = language
        self.words = workspace.words(language)
        self.told: object = None

    # -- the library -----------------------------------------------------------

    def library(self) -> int:
        """List the scenes, play the one that is asked for, until there is nothing more to read."""
        while True:
            self.out.line(self.words("plain.welcome"))
            entries = [entry for entry in self.workspace.library.entries if entry.problem is None]
            for line in scene_lines(self.workspace, self.words):
                self.out.line(line)
            answer = self.out.ask(self.words("plain.choose"))
            if answer is None or answer.strip().lower() == "q":
                return DONE
            word = _typed(answer)
            if not word:
                continue
            found = [e for e in entries if e.id == word]
            if word.isdecimal() and 0 < int(word) <= len(entries):
                found = [entries[int(word) - 1]]
            if not found:
                self.out.line(self.words("plain.none", word=word))
                continue
            self.play(found[0].id, Setup(fresh_seed()), resume=False, new=False, briefing=True)

    # -- one scene ---------------------------------------------------------------

    def play(self, name: str, setup: Setup, *, resume: bool, new: bool, briefing: bool) -> int:
        """Play one scene to its end, or until the learner stops. Returns an exit code."""
        try:
            attempt = self._resumed(name, ask=not new and not resume) if not new else None
            if attempt is None:
                if resume:
                    self.out.line(self.words("plain.nothing_to_resume"))
                attempt = self.workspace.begin(name, setup, self.language)
                if briefing:
                    self._briefing(attempt)
        except (UnknownScene, BrokenScene) as error:  # the file has changed under us
            self._cannot_open(error)
            return WRONG
        self._record_trouble()
        self._title(attempt)
        self.out.line(self.words("plain.keys"))
        self._say_all(attempt)
        try:
            while not attempt.over:
                self._turn(attempt)
            print_debrief(attempt, attempt.journal.attempt_id, self.workspace, self.words, self.glyphs, self.out)
        except (Left, KeyboardInterrupt):
            key = "plain.stopped" if self.workspace.store.saving else "plain.stopped_unsaved"
            self.out.line(self.words(key, turn=attempt.turn + 1, scene=name))
        return DONE

    def _resumed(self, name: str, *, ask: bool) -> Attempt | None:
        """The unfinished attempt at this scene, if there is one and it is wanted."""
        record = next((r for r in self.workspace.store.unfinished() if r.scenario_id == name), None)
        if record is None:
            return None
        if ask:
            if not self.out.read.isatty():  # a script says --resume when it means it
                return None
            answer = self.out.ask(self.words("plain.resume", turn=len(record.decisions) + 1))
            if answer is None or not answer.strip().lower().startswith("y"):
                return None
        try:
            attempt = self.workspace.resume(record)
        except BrokenScene as error:
            self._cannot_open(error)
            return None
        self.out.line(self.words("plain.resumed", turn=attempt.turn + 1))
        return attempt

    def _cannot_open(self, error: UnknownScene | BrokenScene) -> None:
        if isinstance(error, UnknownScene):
            self.out.line(self.words("error.unknown_scene", name=error.name))
            return
        first = error.diagnostics[0]
        place = f"{first.file}:{first.span.line}"
        self.out.line(self.words("error.broken_scene", place=place, message=first.message(self.language)))

    def _record_trouble(self) -> None:
        """Say once what is wrong with the record, whenever it comes up."""
        problem = self.workspace.store.problem
        if problem is not None and problem != self.told:
            self.told = problem
            self.out.line(self.words(f"error.record.{problem.kind}", path=problem.set_aside or problem.path))

    def _briefing(self, attempt: Attempt) -> None:
        for line in briefing_lines(attempt.bundle, self.words):
            self.out.line(line, indent="    " if line.startswith("  ") else "  ")

    def _title(self, attempt: Attempt) -> None:
        fact = title(attempt, self.words)
        seed = self.words("plain.seed", seed=attempt.setup.seed)
        self.out.line(f" {self.glyphs.separator} ".join((fact.scene, fact.mode, fact.turn, *fact.rubrics, seed)))

    def _say_all(self, attempt: Attempt) -> None:
        for turn in range(attempt.turn + 1):
            self._say(attempt, turn)

    def _say(self, attempt: Attempt, turn: int) -> None:
        for utterance in utterances(attempt, turn):
            fact = said(utterance, attempt, self.words)
            named = f"{fact.name}{self.words('library.colon')}{fact.text}"
            self.out.line(named if fact.name else fact.text, indent="  ")

    # -- one turn ------------------------------------------------------------------

    def _turn(self, attempt: Attempt) -> None:
        options = attempt.setup.options
        typed = self._own_words(attempt) if options.own_words else None
        guess = self._guess(attempt) if options.hide_meters else None
        if not options.hide_meters:
            self.out.line(f" {self.glyphs.separator} ".join(map(str, gauges(attempt, self.words, self.glyphs))))
        self._choices(attempt)
        choice = self._choice(attempt)
        if choice is None:  # something else was asked for; the turn begins again
            return
        sure = self._number(self.words("plain.ask_sure"), 3) if options.ask_sure else None
        attempt.say(Decision(choice, self.language, typed, sure, guess))
        self._say(attempt, attempt.turn)
        if attempt.setup.mode is Mode.GUIDED:
            print_coach(coach(attempt, self.words), self.words, self.out)
        self._record_trouble()

    def _choices(self, attempt: Attempt) -> None:
        for fact in choices(attempt, self.words):
            if fact.locked is None:
                self.out.line(f"{fact.number}. {fact.text}", indent="   ")
            else:
                reason = self.words("plain.locked", reason=fact.locked)
                self.out.line(f"{self.glyphs.locked}. {fact.text} ({reason})", indent="   ")

    def _choice(self, attempt: Attempt) -> str | None:
        """The id of the choice that was made, or ``None`` when the answer asked for something else."""
        word = _typed(self._ask())
        offered = choices(attempt, self.words)
        shown = {str(fact.number): fact for fact in offered} | {fact.id: fact for fact in offered}
        if word in shown:
            fact = shown[word]
            if fact.locked is None:
                return fact.id
            self.out.line(self.words("plain.locked", reason=fact.locked))
            return None
        match word.lower():
            case "h":
                refused = why_no_hint(attempt, self.words)
                self.out.line(refused or hint(attempt, self.words, attempt.hint()).text(self.words))
            case "u":
                refused = why_no_take_back(attempt, self.words)
                if refused is None:
                    attempt.take_back()
                self.out.line(refused or self.words("plain.taken_back"))
                if refused is None:
                    self._say(attempt, attempt.turn)
            case "l":
                self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)]
                self.words = self.workspace.words(self.language)
                self._say(attempt, attempt.turn)
            case "t":
                self._say_all(attempt)
            case "?":
                self.out.line(self.words("plain.keys"))
            case "q":
                raise Left
            case _:
                self.out.line(self.words("plain.what", word=word, keys=self.words("plain.keys")))
        return None

    def _ask(self, question: str = "") -> str:
        answer = self.out.ask(question)
        if answer is None:
            self.out.line(self.words("plain.not_over"))
            raise Left
        return answer

    def _own_words(self, attempt: Attempt) -> str | None:
        typed = self._ask(self.words("plain.ask_own")).strip()
        for fact in own_words(attempt, typed, self.words):
            self.out.line(fact.text)
        return typed or None

    def _guess(self, attempt: Attempt) -> int | None:
        meter = guessed_meter(attempt)
        steps = guess_steps(attempt, self.words)
        if meter is None:
            return None
        listed = ", ".join(f"{number} {step}" for number, step in enumerate(steps, 1))
        number = self._number(self.words("plain.ask_guess", meter=meter.name.get(self.language), steps=listed), 5)
        return None if number is None else number - 1

    def _number(self, question: str, most: int) -> int | None:
        """A number from 1 to ``most``; an empty answer is none."""
        while True:
            word = _typed(self._ask(question))
            if not word:
                return None
            if word.lower() == "q":
                raise Left
            if word.isdecimal() and 1 <= int(word) <= most:
                return int(word)


def _typed(answer: str) -> str:
    """An answer as it was meant: a Chinese keyboard types full-width figures and letters."""
    return unicodedata.normalize("NFKC", answer).strip()
