"""The command line: what all commands have in common; their own arguments stand in their modules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from roleplay import __version__
from roleplay.commands import COMMANDS, load
from roleplay.commands.errors import FAILED

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Parser(argparse.ArgumentParser):
    """Tells wrong use in one line."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(FAILED)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Help and version like any other output: where they cannot be written, it is said."""
        if message:
            (file or sys.stderr).write(message)


def build_parser(words: Container[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of the whole command line.

    Commands that are not among ``words`` (the words to be parsed) are known by name only: they cannot be called for,
    so their modules need not be imported.
    """
    common = _common_options()
    top = _Parser(
        prog="roleplay",
        description="Practise the service conversations you dread.",
        epilog="Without a command: the library of scenes. Example: roleplay play angry-customer",
        parents=[common],
    )
    top.add_argument("--version", action="version", version=f"roleplay {__version__}")
    top.add_argument("--plain", action="store_true", help="line by line instead of a full screen")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, summary in COMMANDS.items():
        subparser = commands.add_parser(name, help=summary, description=summary, parents=[common])
        if name in words:
            command = load(name)
            subparser.epilog = f"Example: {command.EXAMPLE}"
            command.add_arguments(subparser)
    return top


def _common_options() -> _Parser:
    """What may stand before and after the name of a command."""
    common = _Parser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS, help="language, else your locale's")
    common.add_argument(
        "--library",
        action="append",
        type=Path,
        metavar="PATH",
        default=argparse.SUPPRESS,
        help="one more folder with scenarios/ and rubrics/ (repeatable)",
    )
    return common
