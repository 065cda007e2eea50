"""``roleplay plan``: a dated plan drawn up from the record; saved, checked, ticked off and printed."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import (
    PRINTED,
    has_terminal,
    language_of,
    open_workspace,
    report_record_problems,
    require_saved,
    write_page,
)
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_json, print_text

if TYPE_CHECKING:
    from roleplay.presenting.plan import PlanItem
    from roleplay.workspace.plans import PlanDesk
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay plan --new 30"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    done = parser.add_mutually_exclusive_group()
    done.add_argument("--new", choices=("30", "180"))
    done.add_argument("--add", metavar="text")
    done.add_argument("--done", metavar="number")
    done.add_argument("--open", metavar="number")
    done.add_argument("--remove", metavar="number")
    done.add_argument("--end", action="store_true")
    parser.add_argument("--instead", metavar="number")
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true")
    shown.add_argument("--markdown", nargs="?", type=Path, const=PRINTED, metavar="file")
    shown.add_argument("--html", type=Path, metavar="file")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """Show the plan on the screen; or do what the options say, and print it."""
    from roleplay.workspace.plans import PlanDesk

    workspace, language = open_workspace(args), language_of(args)
    options = [args.new, args.add, args.done, args.open, args.remove, args.instead, args.markdown, args.html]
    changes_or_prints = args.json or args.end or any(each is not None for each in options)
    if not changes_or_prints and not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(plan=True))
    with closing(workspace):
        list(workspace.rescore_outdated())
        desk = PlanDesk(workspace)
        quiet = args.json or PRINTED in (args.markdown, args.html)
        done = _do(args, desk, workspace, language)
        if desk.has_written:
            require_saved(workspace)
        for message in done:
            if not quiet:
                print_text(message)
        _show(args, desk, workspace, language)
        report_record_problems(workspace, language)
    return DONE


def _do(args: Namespace, desk: PlanDesk, workspace: Workspace, language: str) -> list[str]:
    """Do what the options say; returns the messages about it. Raises `CommandError`."""
    from roleplay.plain.plan import end_plan, make_plan, remove_item, tick_item
    from roleplay.presenting.plan import PlanDays

    words = workspace.words(language)
    if args.instead is not None and args.add is None:
        raise CommandError("plan_instead")
    if args.new is not None:
        return make_plan(desk, PlanDays(args.new), words)
    if args.add is not None:
        return _write(args, desk, workspace, language)
    for number, done in ((args.done, True), (args.open, False)):
        if number is not None:
            return tick_item(desk, _item(number, desk), words, done=done)
    if args.remove is not None:
        return remove_item(desk, _item(args.remove, desk), words)
    return end_plan(desk, words) if args.end else []


def _write(args: Namespace, desk: PlanDesk, workspace: Workspace, language: str) -> list[str]:
    """Write the learner's own words into the plan; in a terminal they can be reworded until they pass the check."""
    from roleplay.plain.console import Console
    from roleplay.plain.plan import added_lines, refine_text
    from roleplay.presenting.plan_steps import PlanOutcome

    if desk.plan is None:
        raise CommandError("plan_none")
    instead = None if args.instead is None else _item(args.instead, desk)
    text = args.add.strip()
    if sys.stdin.isatty():
        text = refine_text(text, desk.today, Console(workspace, language, sys.stdin, sys.stdout))
    if not text:
        raise CommandError("plan_empty")
    answer = desk.add(text) if instead is None else desk.change(instead, text)
    if answer is not PlanOutcome.DONE:  # another window changed the plan while the learner typed
        raise CommandError("plan_changed", text=text)
    return added_lines(desk, text, workspace.words(language), already_named=sys.stdin.isatty())


def _item(number: str, desk: PlanDesk) -> PlanItem:
    """The item of a number. Raises `CommandError`."""
    from roleplay.text.numbers import parse_bounded_int

    if desk.plan is None:
        raise CommandError("plan_none")
    last = len(desk.standings)
    meant = parse_bounded_int(number, 1, last)
    if meant is None:
        raise CommandError("plan_no_item", number=number, last=last)
    return desk.standings[meant - 1].item


def _show(args: Namespace, desk: PlanDesk, workspace: Workspace, language: str) -> None:
    """Print the plan, or write it to a file."""
    from roleplay.plain.plan import as_json, as_markdown, as_text

    words = workspace.words(language)
    if args.json:
        print_json(as_json(desk, words))
    elif args.markdown is not None or args.html is not None:
        if desk.plan is None:
            raise CommandError("plan_none")
        path = args.markdown if args.html is None else args.html
        text = as_markdown(desk, words) if args.html is None else _page(desk, workspace, language)
        write_page(path, text, words("plan.written", path=path))
    elif not args.end and args.done is args.open is args.remove is args.add is None:
        print_text(as_text(desk, words))


def _page(desk: PlanDesk, workspace: Workspace, language: str) -> str:
    from roleplay.reports.plan import plan_page

    words = workspace.words(language)
    fact = desk.fact(words)
    assert fact is not None
    return plan_page(fact, desk.weak_courses(words), words)
