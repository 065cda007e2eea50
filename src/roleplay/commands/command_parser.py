"""A command line parser whose messages are in the user's language.

The messages are loaded only when one is needed, so a correct command line reads no locale file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from roleplay.commands.errors import FAILED, CommandError, unknown
from roleplay.commands.output import print_error
from roleplay.commands.worded_parser import WordedParser

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    from roleplay.locales import Catalogue


class UsageError(Exception):
    """The command line is wrong, or asks for help, and the parser has no messages loaded yet to say so."""


class CommandParser(WordedParser):
    """Reports wrong use in one line, and formats its help in columns.

    Until ``words`` are loaded it raises `UsageError` instead of reporting. It can format help only if it is ``whole``.
    """

    def __init__(
        self, *args: Any, get_language: Callable[[], str], command: str = "", whole: bool = True, **options: Any
    ) -> None:
        """``get_language`` is called when the language is needed; a parser that is not ``whole`` lacks commands."""
        super().__init__(*args, **options)
        self._get_language = get_language
        self._whole = whole
        self.command = command
        self.example = ""
        self.words = None

    def load_words(self) -> Catalogue:
        """Load names, descriptions and placeholders into this parser and its subparsers; returns the catalogue."""
        if self.words is None:
            from roleplay.commands.help_words import name_arguments
            from roleplay.locales import catalogue_part

            self.words = catalogue_part("usage", self._get_language())
            name_arguments(self, self.words)
        return self.words

    def format_help(self) -> str:
        """The text that ``--help`` prints."""
        if not self._whole:
            raise UsageError
        from roleplay.commands.help_words import help_text

        return help_text(self, self.load_words())

    def error(self, message: str) -> NoReturn:
        """Report wrong use and exit. Raises `UsageError` if no messages are loaded yet."""
        if self.words is None:
            raise UsageError
        from roleplay.text.plain import safe

        sentence = self.words("usage.see", sentence=safe(message, newlines=False), program=self.prog)
        print_error(f"{self.prog}: {sentence}")
        raise SystemExit(FAILED)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write help and version like any other output, so that a failed write is reported (argparse hides it)."""
        if message:
            (file or sys.stderr).write(message)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """The parsed value of an argument; errors of our own types are reported like argparse's."""
        try:
            return super()._get_value(action, arg_string)
        except CommandError as error:
            raise self._argument_error(action, error) from None

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not among the choices, and suggest the nearest ones."""
        if action.choices is not None and value not in action.choices:
            raise self._argument_error(action, unknown("choice", str(value), map(str, action.choices)))

    def _argument_error(self, action: argparse.Action, error: CommandError) -> argparse.ArgumentError:
        return argparse.ArgumentError(action, "" if self.words is None else error.sentence(self.words.interface))


@contextmanager
def translated_argparse(words: Catalogue) -> Iterator[None]:
    """Translate argparse's own messages with ``words``, by replacing the gettext functions it calls.

    An unknown message (of a later Python) stays in English.
    """
    from roleplay.locales import catalogue_part

    group = "usage.wrong."
    english = catalogue_part("usage", "en").words
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
