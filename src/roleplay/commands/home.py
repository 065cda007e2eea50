"""``roleplay``: the library."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from roleplay.commands import has_terminal, language, open_workspace


def run(args: argparse.Namespace) -> int:
    """Show the library, line by line where there is no terminal."""
    workspace = open_workspace(args)
    if args.plain or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            return PlainShell(workspace, language(args), sys.stdin, sys.stdout).library()
    from roleplay.commands.full_screen import show
    from roleplay.tui.opening import LIBRARY

    return show(args, workspace, LIBRARY)
