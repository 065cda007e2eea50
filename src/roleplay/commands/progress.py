"""``roleplay progress``: how every criterion went over the attempts, and what to play next."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import has_terminal, language_of, open_workspace, tell_record
from roleplay.commands.errors import DONE
from roleplay.commands.output import tell, tell_json

EXAMPLE = "roleplay progress"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """Show it on the screen, or print it as text or as JSON."""
    workspace, language = open_workspace(args), language_of(args)
    if not args.json and not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(progress=True))
    from roleplay.presenting.progress import progress, progress_json, progress_lines
    from roleplay.text.json_text import json_text

    with closing(workspace):
        words = workspace.words(language)
        list(workspace.judge_anew())
        finished = workspace.store.history()
        told = progress(finished, workspace.library.contents, words)
        if args.json:
            tell_json(json_text(progress_json(told, finished)))
        else:
            tell("\n".join(progress_lines(told, words)))
        tell_record(workspace, language)
    return DONE
