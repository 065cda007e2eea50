"""The command line: what all commands share; their own arguments are declared in their modules."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Container, Sequence
from pathlib import Path

from roleplay import __version__
from roleplay.commands import COMMANDS, load
from roleplay.commands.arguments import parse_language
from roleplay.commands.command_parser import CommandParser, UsageError, translated_argparse
from roleplay.commands.environment import language_from_words


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse the words of a command line. Raises `SystemExit` after printing help, the version or wrong use."""

    def get_language() -> str:
        return language_from_words(words)

    try:
        return build_parser(words, get_language, whole=False).parse_args(words)
    except UsageError:  # parse again, now with all commands and with the messages loaded
        parser = build_parser(words, get_language)
        with translated_argparse(parser.load_words()):
            return parser.parse_args(words)


def build_parser(
    words: Container[str] = COMMANDS, get_language: Callable[[], str] = lambda: "en", *, whole: bool = True
) -> CommandParser:
    """The parser of the whole command line.

    Commands not among ``words`` (the words to be parsed) are known by name only: they can't be called, so their
    modules need not be imported. Unless it is ``whole`` they are not known at all, and the parser raises `UsageError`
    instead of printing help.
    """
    top = CommandParser(prog="roleplay", get_language=get_language, whole=whole)
    _add_common(top)
    top.add_argument("--version", action="version", version=f"roleplay {__version__}")
    top.add_argument("--plain", action="store_true")
    commands = top.add_subparsers(dest="command", metavar="command", parser_class=CommandParser)
    for name in COMMANDS if whole else filter(words.__contains__, COMMANDS):
        subparser = commands.add_parser(name, help="", get_language=get_language, command=name)
        _add_common(subparser)
        if name in words:
            command = load(name)
            subparser.example = command.EXAMPLE
            command.add_arguments(subparser)
    return top


def _add_common(parser: CommandParser) -> None:
    """Add the options that may stand before or after the name of a command."""
    parser.add_argument("--lang", type=parse_language, metavar="language", default=argparse.SUPPRESS)
    parser.add_argument("--library", action="append", type=Path, metavar="path", default=argparse.SUPPRESS)
