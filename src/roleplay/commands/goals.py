"""``roleplay goals``: the learner's own goals."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import language_of, open_workspace, report_record_problems, require_saved
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json, print_text

EXAMPLE = "roleplay goals"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--take-back", action="store_true")


def run(args: Namespace) -> int:
    """Print the goals, as text or as JSON; or withdraw the current one."""
    from roleplay.plain.goals import as_json, as_text, take_back

    with closing(open_workspace(args)) as workspace:
        show = take_back if args.take_back else as_json if args.json else as_text
        withdraws = args.take_back and workspace.store.goal_in_force() is not None
        text = show(workspace, language_of(args))
        if withdraws:
            require_saved(workspace)
        (print_json if show is as_json else print_text)(text)
        report_record_problems(workspace, language_of(args))
    return DONE
