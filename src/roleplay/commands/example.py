"""``roleplay example``: a scene played well, to watch or with gaps to fill in."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.arguments import add_scene
from roleplay.commands.environment import has_terminal, language_of
from roleplay.commands.scene_argument import open_with_scene

EXAMPLE = "roleplay example angry-customer --gaps"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_scene(parser)
    parser.add_argument("--gaps", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """Show it on the screen, or line by line if there is no terminal."""
    workspace, name = open_with_scene(args)
    if getattr(args, "plain", False) or not has_terminal():
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language_of(args), sys.stdin, sys.stdout)
            return shell.example(name, with_gaps=args.gaps)
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget

    return show(args, workspace, LaunchTarget(scene=name, example=True, with_gaps=args.gaps))
