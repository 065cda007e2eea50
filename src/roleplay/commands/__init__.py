"""The commands, one module each: its arguments, and what it does.

A new command is a module here and a line in `COMMANDS`. The modules are imported when their command is called for, so
their own imports at the top are light ones; what reads files or shows anything is imported inside ``run``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

#: Name -> what it is for, in the order of the help.
COMMANDS = {
    "play": "play a scene",
    "edit": "play a file while you write it",
    "list": "list the scenes",
    "goals": "list the goals you set yourself, and what came of them",
    "check": "say what is wrong with files, by line",
    "explain": "say what a finding means and how to mend it",
    "new": "begin a scene that plays at once",
    "schema": "print the JSON Schema of the files",
    "read": "read every line with its reply and the words that follow, once",
    "simulate": "play a scene by chance and by bots that never read",
    "compare": "tell what an edit did to a scene, exactly",
    "ratings": "tell what people who did not see the file think of the lines",
    "map": "draw the shape of a scene",
    "serve": "show the full screen in browsers, for machines without a terminal",
    "drill": "run a scene with a class at one shared screen",
    "doctor": "say where things are and what the terminal can do",
}
#: The module that runs where no command is named; it has no arguments of its own.
DEFAULT = "home"


class Command(Protocol):
    """What the module of a command has."""

    #: A command line, shown at the end of its help.
    EXAMPLE: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare its arguments."""

    def run(self, args: Namespace) -> int:
        """Do it; returns an exit code of `errors`. Raises `CommandError` where it cannot."""


def load(name: str) -> Command:
    """The module of a command."""
    return cast(Command, import_module(f"{__name__}.{name}"))
