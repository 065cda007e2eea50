"""``roleplay focus``: three tries at what is due, about three minutes."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import (
    has_terminal,
    language_of,
    open_workspace,
    report_record_problems,
    require_saved,
)
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.output import print_text

EXAMPLE = "roleplay focus heat.hear"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("card", nargs="?", metavar="card")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """List the cards, or drill one: by its number in the list, by its name, or the first."""
    from roleplay.presenting.due import all_cards, card_lines, card_name, find_card
    from roleplay.workspace.focus import tries_of

    workspace, language = open_workspace(args), language_of(args)
    words, now = workspace.words(language), workspace.now
    list(workspace.rescore_outdated())
    contents = workspace.library.contents
    facts = all_cards(workspace.store.history(), contents, now, words, tries_of(workspace))
    if args.list:
        with closing(workspace):
            lines = (
                [*card_lines(facts, now, words, numbered=True), words("due.legend")] if facts else [words("due.none")]
            )
            print_text("\n".join(lines))
            report_record_problems(workspace, language)
        return DONE
    card = find_card(args.card, facts, contents)
    named = None if card is None else card_name(card, contents, words)
    if card is None or named is None:
        with closing(workspace):
            if args.card is not None:
                raise CommandError("no_card", card=args.card)
            print_text(words("due.none"))
            report_record_problems(workspace, language)
        return DONE
    if not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(card=card))
    from roleplay.plain.console import Console
    from roleplay.plain.focus import run_drill

    with closing(workspace):
        if run_drill(card, named, Console(workspace, language, sys.stdin, sys.stdout)):
            require_saved(workspace)
    return DONE
