"""``roleplay due``: what is due for practice again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from roleplay.commands.environment import language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE
from roleplay.commands.output import print_json, print_text

EXAMPLE = "roleplay due"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true")


def run(args: Namespace) -> int:
    """Print what is due, as text or as JSON."""
    from roleplay.presenting.due import due, due_json, due_lines
    from roleplay.presenting.forms.pages import reminder_lines
    from roleplay.text.json_text import json_text
    from roleplay.workspace.focus import tries_of
    from roleplay.workspace.sittings import due_forms

    with closing(open_workspace(args)) as workspace:
        words, now = workspace.words(language_of(args)), workspace.now
        list(workspace.rescore_outdated())
        facts = due(workspace.store.history(), workspace.library.contents, now, words, tries_of(workspace))
        if args.json:
            print_json(json_text(due_json(facts)))
        else:
            print_text(
                "\n".join(
                    [
                        *due_lines(facts, now, words, numbered=True),
                        *([words("due.how"), words("due.legend")] if facts else []),
                        *reminder_lines(due_forms(workspace), words),
                    ]
                )
            )
        report_record_problems(workspace, language_of(args))
    return DONE
