"""A scene's worked example line by line: watched with reasons, or with some lines left for the learner."""

from __future__ import annotations

from contextlib import suppress

from roleplay.plain.coaching import print_coach, print_moves
from roleplay.plain.console import Console, LearnerLeft, normalised
from roleplay.presenting.example import cover_texts, line_coaching, notice, poor_line, result_words, step_words
from roleplay.presenting.facts import choices, meter_facts, transcript_line
from roleplay.session import Attempt, utterances
from roleplay.session.example import ExampleStep
from roleplay.workspace.examples import ExampleDesk


class ExampleRun:
    """One run through an example. If nobody can answer, it is shown to its end."""

    def __init__(self, ideal: Attempt, out: Console) -> None:
        self.desk = ExampleDesk(out.workspace, ideal)
        self.flow = self.desk.flow
        self.out = out
        self._interactive = out.read.isatty()
        #: the last turn whose lines have been printed
        self._printed_turn = -1

    def read(self, *, with_gaps: bool) -> None:
        """Warn what it gives away, begin if the learner agrees, and go through it until the end or until they stop."""
        self._cover()
        with suppress(LearnerLeft):
            with_gaps = self._ask_with_gaps(with_gaps=with_gaps)
            self.desk.begin(with_gaps=with_gaps)
            try:
                self._go_through()
            except LearnerLeft:
                turn, count = self.flow.turn, len(self.flow.line)
                self.out.line(self.out.words("example.plain.stopped", turn=turn, count=count))
        self.out.report_problems()

    def _go_through(self) -> None:
        while self.flow.step is not ExampleStep.ENDING:
            self._step()
        self._end()

    # -- what is read --------------------------------------------------------------

    def _cover(self) -> None:
        words = self.out.words
        scenario = self.flow.ideal.bundle.scenario
        self.out.print_facts(scenario.title.get(words.language), words("example.title"))
        for text in cover_texts(self.flow, words):
            self.out.line(text)
        if self.desk.paired:
            self.out.line(words("example.paired"))
        self.out.lines(self.desk.advice(self.out.words))

    def _step(self) -> None:
        out, flow = self.out, self.flow
        if flow.step is not ExampleStep.EXPLAINED:
            self._print_up_to(flow.walked(flow.turn - 1))
        if flow.step is ExampleStep.FILL:
            self._fill()
            return
        out.lines(notice(flow, out.words))
        if flow.step is ExampleStep.WATCH:
            fact = line_coaching(flow, out.words)
            out.line(f"{out.words('example.line')}{out.words('library.colon')}{fact.said}", indent="  ")
            print_coach(fact, out, praise_best=False)
            self._poor_line()
        else:
            self._print_turn(flow.shown, flow.turn, immediately=True)
            print_coach(line_coaching(flow, out.words), out)
        out.print_facts(*map(str, meter_facts(flow.shown, out.words, out.glyphs)))
        if self._interactive:
            self._await_next()
        self.desk.go_on()

    def _poor_line(self) -> None:
        poor = poor_line(self.flow, self.out.words) if self.desk.paired else None
        if poor is not None:
            self.out.line(
                f"{self.out.words('example.not_so')}{self.out.words('library.colon')}{poor.text}", indent="  "
            )
            print_moves(poor.coach.moves, self.out)

    def _end(self) -> None:
        words = self.out.words
        self._print_up_to(self.flow.ideal)
        self.out.line(words("example.ended"))
        self.out.lines(result_words(self.flow, words), self.desk.advice(self.out.words))
        self.out.line(words("example.plain.play", scene=self.desk.scene))

    def _print_up_to(self, attempt: Attempt) -> None:
        """Print the lines up to the current turn of ``attempt`` that have not been printed yet."""
        while self._printed_turn < attempt.turn:
            self._printed_turn += 1
            if self._printed_turn:
                self.out.line()
            else:
                self.out.line(step_words(self.flow, self.out.words))
            self._print_turn(attempt, self._printed_turn)

    def _print_turn(self, attempt: Attempt, turn: int, *, immediately: bool = False) -> None:
        """Print the lines of a turn; with ``immediately`` only the learner's line and the answer to it."""
        colon = self.out.words("library.colon")
        for number, utterance in enumerate(utterances(attempt, turn)):
            if immediately and number > 1:
                return
            fact = transcript_line(utterance, attempt, self.out.words)
            self.out.line(f"{fact.name}{colon}{fact.text}" if fact.name else fact.text, indent="  ")

    # -- what is typed -------------------------------------------------------------

    def _ask_with_gaps(self, *, with_gaps: bool) -> bool:
        """Whether the learner will fill in gaps. Raises `LearnerLeft` if they don't want to begin."""
        if not self._interactive:
            return with_gaps
        gaps = bool(self.flow.possible_gaps)
        key = "ask_watch" if not gaps else "ask_fill" if with_gaps else "ask"
        word = normalised(self.out.answer(self.out.words(f"example.plain.{key}")))
        match word.lower():
            case "1":
                return False
            case "2" if gaps:
                return True
            case "" if with_gaps and gaps:
                return True
        raise LearnerLeft

    def _await_next(self) -> None:
        while word := normalised(self.out.answer(self.out.words("example.plain.next"))).lower():
            self._command(word)

    def _fill(self) -> None:
        words = self.out.words
        self.out.print_facts(*map(str, meter_facts(self.flow.shown, words, self.out.glyphs)))
        self.out.line(notice(self.flow, words))
        lines = choices(self.flow.shown, words)
        for choice in lines:
            locked = "" if choice.locked is None else f" ({words('plain.locked', reason=choice.locked)})"
            self.out.line(f"{choice.number}. {choice.text}{locked}", indent="   ")
        by_word = {str(choice.number): choice for choice in lines} | {choice.id: choice for choice in lines}
        while True:
            word = normalised(self.out.answer(words("example.plain.pick")))
            picked = by_word.get(word)
            if picked is None:
                self._command(word.lower())
            elif self.desk.pick(picked):
                return
            else:
                self.out.line(words("plain.locked", reason=picked.locked))

    def _command(self, word: str) -> None:
        match word:
            case "q":
                raise LearnerLeft
            case "t":
                for turn in range(self._printed_turn + 1):
                    self._print_turn(self.flow.ideal, turn)
