"""``roleplay history``: the list of finished attempts, and reopening one of them."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import has_terminal, language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json

EXAMPLE = "roleplay history --scene angry-customer"
#: Indentation in cells of the continuation lines of an attempt, so that they start below what follows its id.
_INDENT = 8


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("attempt", nargs="?", metavar="attempt")
    parser.add_argument("--scene", default="", metavar="id")
    parser.add_argument("--mode", choices=("guided", "practice", "exam"), default="")
    passed = parser.add_mutually_exclusive_group()
    passed.add_argument("--passed", action="store_true")
    passed.add_argument("--not-passed", action="store_true")
    parser.add_argument("--json", action="store_true")
    opened = parser.add_mutually_exclusive_group()
    opened.add_argument("--replay", action="store_true")
    opened.add_argument("--again", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """List the attempts; or open the debrief of one, replay its conversation, or play it again with the same deal."""
    if args.attempt is None:
        return _list(args)
    return _open(args)


def _list(args: Namespace) -> int:
    from roleplay.plain.history import as_json, as_lines
    from roleplay.plain.printer import Printer
    from roleplay.presenting.history import HistoryFilter, PassFilter

    passing = PassFilter.PASSED if args.passed else PassFilter.NOT_PASSED if args.not_passed else PassFilter.ANY
    filters = HistoryFilter(args.scene, args.mode, passing)
    with closing(open_workspace(args)) as workspace:
        language = language_of(args)
        list(workspace.rescore_outdated())  # otherwise a report would show another result
        if args.json:
            print_json(as_json(workspace, language, filters))
        else:
            printer = Printer(sys.stdin, sys.stdout)  # which wraps lines at the terminal's width
            for line in as_lines(workspace, language, filters):
                printer.line(line, " " * _INDENT)
        report_record_problems(workspace, language)
    return DONE


def _open(args: Namespace) -> int:
    from roleplay.commands.attempt_argument import finished_attempt

    workspace = open_workspace(args)
    record = finished_attempt(workspace, args.attempt)
    if getattr(args, "plain", False) or not has_terminal():
        from roleplay.commands.exporting import CommandExporter
        from roleplay.plain.shell import PlainShell

        with closing(workspace):
            shell = PlainShell(workspace, language_of(args), sys.stdin, sys.stdout, CommandExporter())
            if args.again:
                return shell.play_again(record)
            return shell.reopen(record, replay=args.replay)
    from roleplay.commands.full_screen import show
    from roleplay.tui.launch_target import LaunchTarget, PastTarget

    how = PastTarget.AGAIN if args.again else PastTarget.REPLAY if args.replay else PastTarget.DEBRIEF
    return show(args, workspace, LaunchTarget(past=record, past_as=how))
