"""The commands, one module each: it declares the arguments and runs the command.

A new command is a module here, a line in `COMMANDS`, and its words in the locales (``usage``). The modules are
imported when their command is called, so their top-level imports are cheap; anything that reads files or shows
something is imported inside ``run``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

#: Their names, in the order of the help; their descriptions are in the locales (``usage.command``).
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
#: The module that runs if no command is given; it has no arguments of its own.
DEFAULT = "home"


class Command(Protocol):
    """The interface of a command's module."""

    #: A command line, shown at the end of its help.
    EXAMPLE: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments without texts: a ``metavar`` is a key of ``usage.value``, ``help`` is left out."""

    def run(self, args: Namespace) -> int:
        """Run the command; returns an exit code of `errors`. Raises `CommandError` if it fails."""


def load(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"{__name__}.{name}"))
