"""``roleplay form``: before-and-after tests: what is due, a sitting, and what changed."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands.environment import has_terminal, language_of, open_workspace, report_record_problems
from roleplay.commands.errors import DONE, CommandError, unknown
from roleplay.commands.output import print_json, print_text

if TYPE_CHECKING:
    from roleplay.workspace.sittings import FormRecord
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay form spin-before-after"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("form", nargs="?", metavar="id")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--result", action="store_true")
    what.add_argument("--early", action="store_true")
    what.add_argument("--ids", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """List the tests; or start or resume the sitting that is due, or print results."""
    if args.form is None or args.ids:
        return _list(args)
    workspace = open_workspace(args)
    record = _record(workspace, args.form, results=args.result or args.json)
    language = language_of(args)
    if args.result or args.json:
        with closing(workspace):
            list(workspace.rescore_outdated())
            _print_results(args, record)
            report_record_problems(workspace, language)
        return DONE
    if not args.early and not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(form=record.form.id))
    from roleplay.plain.console import Console
    from roleplay.plain.forms import sit

    with closing(workspace):
        return sit(record, Console(workspace, language, sys.stdin, sys.stdout), early=args.early)


def _record(workspace: Workspace, name: str, *, results: bool) -> FormRecord:
    """The form ``name``; if only its results are left, those, provided that ``results`` are requested."""
    from roleplay.workspace.sittings import FormRecord, form_record_without_file

    entries = workspace.library.contents.forms
    entry = next((entry for entry in entries if entry.id == name), None)
    kept = form_record_without_file(workspace, name) if entry is None or entry.form is None else None
    if kept is not None:
        if not results:
            raise CommandError("form_gone", id=name)
        return kept
    if entry is None or entry.is_exam:
        raise unknown("form", name, [entry.id for entry in entries if entry.form is not None])
    if entry.form is None:
        raise CommandError("broken_form", path=entry.path)
    record = FormRecord(workspace, entry, entry.form)
    record.refresh()
    return record


def _list(args: Namespace) -> int:
    from roleplay.presenting.forms.listed import listed_line
    from roleplay.presenting.forms.standing import standing_json
    from roleplay.text.json_text import json_text
    from roleplay.workspace.sittings import form_records, listed_forms

    if args.result or args.early:
        raise CommandError("which_form")
    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language_of(args))
        if args.ids:
            print_text("\n".join(entry.id for entry in workspace.library.contents.forms if entry.form is not None))
            return DONE
        if args.json:
            print_json(json_text([standing_json(record.standing) for record in form_records(workspace)]))
        else:
            listed = [each for each in listed_forms(workspace, words) if not each.is_exam]
            print_text("\n".join(listed_line(each, words) for each in listed) or words("forms.none"))
        report_record_problems(workspace, language_of(args))
    return DONE


def _print_results(args: Namespace, record: FormRecord) -> None:
    from roleplay.presenting.forms.pages import head_page, page_lines, result_lines
    from roleplay.presenting.forms.results import results_json
    from roleplay.text.json_text import json_text

    workspace = record.workspace
    contents, words = workspace.library.contents, workspace.words(language_of(args))
    if args.json:
        rubric = contents.rubrics.get(record.form.rubric)
        print_json(json_text(results_json(record.form, record.results(), rubric)))
        return
    facts = record.facts
    print_text("\n".join([*page_lines(head_page(facts, words)), "", *result_lines(facts, contents, words)]))
