"""The commands, one module each: its arguments, and what it does.

A new command is a module here, a line in `COMMANDS`, and its words in the locales (``usage``). The modules are
imported when their command is called for, so their own imports at the top are light ones; what reads files or shows
anything is imported inside ``run``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

#: Their names, in the order of the help; what they are for stands in the locales (``usage.command``).
COMMANDS = (
    "play",
    "example",
    "edit",
    "list",
    "due",
    "focus",
    "form",
    "progress",
    "history",
    "report",
    "goals",
    "plan",
    "exam",
    "delete",
    "export",
    "import",
    "rescore",
    "push",
    "check",
    "explain",
    "new",
    "schema",
    "read",
    "simulate",
    "compare",
    "ratings",
    "items",
    "map",
    "serve",
    "drill",
    "class",
    "settings",
    "doctor",
    "completion",
)
#: The module that runs where no command is named; it has no arguments of its own.
DEFAULT = "home"


class Command(Protocol):
    """What the module of a command has."""

    #: A command line, shown at the end of its help.
    EXAMPLE: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare its arguments, without words: a ``metavar`` is a key of ``usage.value``, ``help`` is left out."""

    def run(self, args: Namespace) -> int:
        """Do it; returns an exit code of `errors`. Raises `CommandError` where it cannot."""


def load(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"{__name__}.{name}"))
