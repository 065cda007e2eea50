"""A parser of the command line that speaks the language of whoever typed it.

Its words are looked up when something is to be said: whoever is right needs none, and so reads no file of words.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from roleplay.commands.errors import FAILED, CommandError, unknown
from roleplay.commands.output import complain
from roleplay.commands.worded_parser import WordedParser

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from roleplay.locales import Catalogue


class WrongUse(Exception):
    """The command line cannot be understood, or asks for help; the parser has no words yet to say so."""


class CommandParser(WordedParser):
    """Tells wrong use in one line, and its help in columns.

    Without ``words`` it raises `WrongUse` in the place of the line; help it can give as long as it is ``whole``.
    """

    def __init__(
        self, *args: Any, spoken: Callable[[], str], command: str = "", whole: bool = True, **options: Any
    ) -> None:
        """``spoken`` tells the language when it is asked for; a parser that is not ``whole`` lacks commands."""
        super().__init__(*args, **options)
        self._spoken = spoken
        self._whole = whole
        self.command = command
        self.example = ""
        self.words = None

    def give_words(self) -> Catalogue:
        """Put names, meanings and placeholders into it and the parsers of its commands; returns all the words."""
        if self.words is None:
            from roleplay.commands.help_words import name_arguments
            from roleplay.locales import part

            self.words = part("usage", self._spoken())
            name_arguments(self, self.words)
        return self.words

    def format_help(self) -> str:
        """What ``--help`` prints."""
        if not self._whole:
            raise WrongUse
        from roleplay.commands.help_words import help_text

        return help_text(self, self.give_words())

    def error(self, message: str) -> NoReturn:
        """Tell wrong use and stop. Raises `WrongUse` where there are no words yet."""
        if self.words is None:
            raise WrongUse
        from roleplay.text.plain import safe

        sentence = self.words("usage.see", sentence=safe(message, newlines=False), program=self.prog)
        complain(f"{self.prog}: {sentence}")
        raise SystemExit(FAILED)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Help and version like any other output: where they cannot be written, it is said."""
        if message:
            (file or sys.stderr).write(message)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """A value of the kind that the argument takes; what our own kinds refuse is told like the rest."""
        try:
            return super()._get_value(action, arg_string)
        except CommandError as error:
            raise self._wrong(action, error) from None

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is not among the choices, and name what is near."""
        if action.choices is not None and value not in action.choices:
            raise self._wrong(action, unknown("choice", str(value), map(str, action.choices)))

    def _wrong(self, action: argparse.Action, error: CommandError) -> argparse.ArgumentError:
        return argparse.ArgumentError(action, "" if self.words is None else error.sentence(self.words.interface))


@contextmanager
def argparse_in(words: Catalogue) -> Iterator[None]:
    """The parser of Python says its sentences in ``words``: it has them translated by gettext, where we step in.

    A sentence that is not known (of a later Python) stays English.
    """
    from roleplay.locales import part

    group = "usage.wrong."
    english = part("usage", "en").words
    ours = {text: words(key) for key, text in english.items() if key.startswith(group)}

    def translated(sentence: str) -> str:
        return ours.get(sentence, sentence)

    def counted(one: str, several: str, count: int) -> str:
        return translated(one if count == 1 else several)

    before = {name: getattr(argparse, name) for name in ("_", "ngettext")}
    try:
        setattr(argparse, "_", translated)  # noqa: B010  the stubs do not know it
        setattr(argparse, "ngettext", counted)  # noqa: B010
        yield
    finally:
        for name, function in before.items():
            setattr(argparse, name, function)
