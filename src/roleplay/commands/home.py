"""``roleplay``: the library."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import closing

from roleplay.commands.environment import has_terminal, language_of, open_workspace


def run(args: Namespace) -> int:
    """Show the library, line by line if there is no terminal."""
    workspace = open_workspace(args)
    if args.plain or not has_terminal():
        from roleplay.commands.exporting import CommandExporter
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            return PlainShell(workspace, language_of(args), sys.stdin, sys.stdout, CommandExporter()).library()
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LIBRARY

    return show(args, workspace, LIBRARY)
