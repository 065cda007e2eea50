"""``roleplay doctor``: where things are and what the terminal can do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import has_terminal, language_of, open_workspace
from roleplay.commands.errors import DONE

EXAMPLE = "roleplay doctor"


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(args: Namespace) -> int:
    """Print what a support question needs to know."""
    from roleplay.plain.doctor import doctor

    with closing(open_workspace(args)) as workspace:
        print(doctor(workspace, language_of(args), full_screen=has_terminal()))
    return DONE
