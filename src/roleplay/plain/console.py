"""A learner at two streams: what they read, in their language, and what they type."""

from __future__ import annotations

import unicodedata
from typing import TextIO

from roleplay.plain.printer import Printer
from roleplay.presenting.record_notes import RecordNews, titles, unwritten_note
from roleplay.text.glyphs import glyphs
from roleplay.text.languages import with_next_interface
from roleplay.text.numbers import parse_bounded_int
from roleplay.workspace.exporter import Exporter
from roleplay.workspace.workspace import Workspace


class LearnerLeft(Exception):
    """The learner stopped, or the input ended."""


class Console(Printer):
    """A printer that knows the learner's language and record."""

    def __init__(
        self, workspace: Workspace, language: str, read: TextIO, write: TextIO, exporter: Exporter | None = None
    ) -> None:
        """``exporter`` writes attempts to files; without it none are written."""
        super().__init__(read, write)
        self.workspace = workspace
        self.exporter = exporter
        self.glyphs = glyphs()
        self.language = language
        self.words = workspace.words(language)
        self._news = RecordNews()

    def change_language(self) -> None:
        """Switch to the next language of the interface."""
        self.set_language(with_next_interface(self.words.language))

    def set_language(self, language: str) -> None:
        """Show the texts of scenes in ``language`` from now on (`roleplay.text.languages`)."""
        self.language = language
        self.words = self.workspace.words(language)

    def print_facts(self, *parts: str) -> None:
        """Print several facts on one line."""
        self.line(f" {self.glyphs.separator} ".join(parts))

    def report_problems(self) -> None:
        """Report, once each, problems with record or settings, their resolution, and attempts that were set aside."""
        store, settings = self.workspace.store, self.workspace.settings
        for note in self._news.notes(store.problem, store.set_aside, settings, self._titles, self.words):
            self.line(note)

    def report_unwritten(self) -> None:
        """Try once more to write what is pending, and report what is not on the disk."""
        self.workspace.store.catch_up()
        self.report_problems()
        unwritten = self.workspace.store.unwritten
        if unwritten:
            self.line(unwritten_note(unwritten, self._titles(), self.words))

    def _titles(self) -> dict[str, str]:
        return titles(self.workspace.library.entries, self.language)

    def answer(self, question: str = "") -> str:
        """Ask for an answer that is needed to go on. Raises `LearnerLeft` if the input has ended."""
        return self._require(self.ask(question))

    def answer_within(self, seconds: float) -> str:
        """Like `answer`, limited to ``seconds`` at a terminal. Raises `TimeoutError` after that, or `LearnerLeft`."""
        return self._require(self.ask_within(seconds))

    def _require(self, answer: str | None) -> str:
        if answer is None:
            self.line(self.words("plain.not_over"))
            raise LearnerLeft
        return answer

    def number(self, question: str, most: int) -> int | None:
        """Ask for a number from 1 to ``most`` until one is given; ``None`` if left empty. Raises `LearnerLeft`."""
        while True:
            word = normalised(self.answer(question))
            if not word:
                return None
            if word.lower() == "q":
                raise LearnerLeft
            number = parse_bounded_int(word, 1, most)
            if number is not None:
                return number


def normalised(answer: str) -> str:
    """``answer`` without the full-width digits and letters of Chinese keyboards, stripped."""
    return unicodedata.normalize("NFKC", answer).strip()
