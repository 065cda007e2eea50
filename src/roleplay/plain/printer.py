"""Printing plain text line by line, and asking for one line."""

from __future__ import annotations

import shutil
from typing import TextIO

from roleplay.text.plain import safe
from roleplay.text.wrap import wrap


class Printer:
    """Writes wrapped lines to a stream and reads answers from another; whatever is foreign is made plain first."""

    def __init__(self, read: TextIO, write: TextIO) -> None:
        self.read = read
        self.write = write
        # a pipe gets whole paragraphs: whoever reads them wraps them better
        self.width = shutil.get_terminal_size().columns if write.isatty() else 0

    def line(self, text: str = "", indent: str = "") -> None:
        """Print one paragraph, its further lines indented."""
        text = safe(text)
        if self.width:
            for line in wrap(text, max(self.width, 20), indent=indent) or [""]:
                print(line, file=self.write)
        else:
            print(text.replace("\n", "\n" + indent), file=self.write)

    def lines(self, *texts: str) -> None:
        """Print several paragraphs, the empty ones left out."""
        for text in texts:
            if text:
                self.line(text)

    def ask(self, question: str = "") -> str | None:
        """Ask, and return the answer as plain text; ``None`` when there will be no more answers."""
        if question:
            self.line(question)
        if self.write.isatty():
            print("> ", end="", file=self.write)
        self.write.flush()
        answer = self.read.readline()
        if not answer:
            if self.write.isatty():  # nobody pressed Enter after the prompt
                print(file=self.write)
            return None
        return safe(answer.rstrip("\r\n"), newlines=False)
