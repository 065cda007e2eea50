"""Printing plain text line by line, and asking for one line."""

from __future__ import annotations

import shutil
from time import monotonic
from typing import TextIO

from roleplay.text.plain import safe
from roleplay.text.wrap import wrap


class Printer:
    """Writes wrapped lines to one stream and reads answers from another; untrusted text is made safe."""

    def __init__(self, read: TextIO, write: TextIO) -> None:
        self.read = read
        self.write = write
        # a pipe gets whole paragraphs: the reading program wraps them better
        self.width = shutil.get_terminal_size().columns if write.isatty() else 0

    def line(self, text: str = "", indent: str = "") -> None:
        """Print one paragraph, with all but its first line indented."""
        text = safe(text)
        if self.width:
            for line in wrap(text, max(self.width, 20), indent=indent) or [""]:
                print(line, file=self.write)
        else:
            print(text.replace("\n", "\n" + indent), file=self.write)

    def lines(self, *texts: str) -> None:
        """Print several paragraphs, skipping empty ones."""
        for text in texts:
            if text:
                self.line(text)

    def ask(self, question: str = "") -> str | None:
        """Ask, and return the answer as plain text; ``None`` at the end of the input."""
        if question:
            self.line(question)
        self._prompt()
        return self._answer()

    def ask_within(self, seconds: float) -> str | None:
        """The answer typed within ``seconds``; ``None`` at the end of the input.

        Raises `TimeoutError` after that, and drops what was typed so far. The limit applies only at a terminal, not to
        a file of answers.
        """
        self._prompt()
        if not self.read.isatty():
            return self._answer()
        began = monotonic()
        if self._typed_within(seconds):
            answer = self._answer()
            if answer is None or monotonic() - began <= seconds:
                return answer
        raise TimeoutError

    def _typed_within(self, seconds: float) -> bool:
        """Whether a line is typed within ``seconds``. Where such a wait is not possible (Windows), always True."""
        try:
            import select
            import termios

            if select.select([self.read], [], [], seconds)[0]:
                return True
            termios.tcflush(self.read, termios.TCIFLUSH)
        except (ImportError, OSError, ValueError):
            return True
        print(file=self.write)
        return False

    def _prompt(self) -> None:
        if self.write.isatty():
            print("> ", end="", file=self.write)
        self.write.flush()

    def _answer(self) -> str | None:
        answer = self.read.readline()
        if not answer:
            if self.write.isatty():  # nobody pressed Enter after the prompt
                print(file=self.write)
            return None
        return safe(answer.rstrip("\r\n"), newlines=False)
