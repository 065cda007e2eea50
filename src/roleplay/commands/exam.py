"""``roleplay exam``: three stages, each with a pass mark; normally one attempt."""

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
    write_page,
)
from roleplay.commands.errors import DONE, FINDINGS, CommandError, unknown
from roleplay.commands.output import print_json, print_text

if TYPE_CHECKING:
    from roleplay.workspace.exams import ExamRecord
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay exam service-basics"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("exam", nargs="?", metavar="id")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--result", action="store_true")
    output.add_argument("--json", action="store_true")
    output.add_argument("--certificate", type=Path, metavar="file")
    output.add_argument("--verify", type=Path, metavar="file")
    parser.add_argument("--name", metavar="name")
    parser.add_argument("--plain", action="store_true", default=SUPPRESS)


def run(args: Namespace) -> int:
    """List the exams; or sit one (or resume it), print its result, write or verify its page."""
    if args.verify is not None:
        return _verify(args)
    if args.exam is None:
        return _list(args)
    workspace = open_workspace(args)
    record = _record(workspace, args.exam)
    if not (args.result or args.json or args.certificate) and not getattr(args, "plain", False) and has_terminal():
        from roleplay.commands.full_screen import show
        from roleplay.tui.launch_target import LaunchTarget

        return show(args, workspace, LaunchTarget(exam=record.exam.id))
    with closing(workspace):
        if args.result or args.json:
            _print_result(args, record)
        elif args.certificate is not None:
            _write_page(args, record)
        else:
            from roleplay.plain.console import Console
            from roleplay.plain.exam import ExamTalk

            return ExamTalk(record, Console(workspace, language_of(args), sys.stdin, sys.stdout)).sit()
        report_record_problems(workspace, language_of(args))
    return DONE


def _record(workspace: Workspace, name: str) -> ExamRecord:
    from roleplay.workspace.exams import exam_records

    records = {record.exam.id: record for record in exam_records(workspace)}
    if name in records:
        return records[name]
    entry = next((entry for entry in workspace.library.contents.forms if entry.id == name), None)
    if entry is None or entry.problem is None:
        raise unknown("exam", name, list(records))
    raise CommandError("broken_exam", path=entry.path)


def _list(args: Namespace) -> int:
    from roleplay.presenting.exam.facts import exam_json, exam_lines
    from roleplay.text.json_text import json_text
    from roleplay.workspace.exams import exam_records

    if args.certificate or args.result:
        raise CommandError("which_exam")
    with closing(open_workspace(args)) as workspace:
        facts = [record.fact for record in exam_records(workspace)]
        if args.json:
            print_json(json_text([exam_json(fact) for fact in facts]))
        else:
            known = {fact.exam.id for fact in facts}
            forms = workspace.library.contents.forms
            broken = [e.id for e in forms if e.problem is not None and e.is_exam and e.id not in known]
            print_text("\n".join(exam_lines(facts, workspace.words(language_of(args)), broken)))
        report_record_problems(workspace, language_of(args))
    return DONE


def _print_result(args: Namespace, record: ExamRecord) -> None:
    from roleplay.presenting.exam.facts import exam_json
    from roleplay.presenting.exam.page import page_lines
    from roleplay.presenting.exam.pages import result_page
    from roleplay.text.json_text import json_text

    workspace = record.workspace
    if args.json:
        print_json(json_text(exam_json(record.fact)))
        return
    words = workspace.words(language_of(args))
    print_text("\n".join(page_lines(result_page(record.fact, workspace.library.contents, words))))


def _write_page(args: Namespace, record: ExamRecord) -> None:
    """Write the certificate of a passed exam, or the result of one that was not passed."""
    from roleplay.presenting.exam.certificate import certificate_facts
    from roleplay.reports.certificate import certificate_page

    workspace = record.workspace
    words = workspace.words(language_of(args))
    sitting = record.sitting
    if sitting is None or not sitting.over:
        raise CommandError("exam_not_over", id=record.exam.id)
    name = args.name
    if name is None and sys.stdin.isatty() and args.certificate != PRINTED:
        from roleplay.plain.console import Console

        name = Console(workspace, language_of(args), sys.stdin, sys.stdout).ask(words("exam.asked_name"))
    facts = certificate_facts(record.fact, workspace.library.contents, name or "", words)
    if facts is not None:
        message = words("exam.written" if facts.passed else "exam.written_result", path=args.certificate)
        write_page(args.certificate, certificate_page(facts, words), message, private=True)


def _verify(args: Namespace) -> int:
    """Report whether a certificate file is unchanged since it was written."""
    from roleplay.locales import catalogue
    from roleplay.reading.files import read_regular
    from roleplay.reports.certificate import check_certificate
    from roleplay.text.plain import safe

    try:
        page = read_regular(args.verify)
    except OSError as error:
        raise CommandError("not_read", path=args.verify, problem=error) from None
    check = check_certificate(page)
    if check is None:
        raise CommandError("no_certificate", path=args.verify)
    words = catalogue(language_of(args))
    if check.matches:
        print_text(words("exam.verify.holds", code=check.computed))
    else:
        print_text(words("exam.verify.broken", stated=safe(check.stated, newlines=False), found=check.computed))
    print_text(words("exam.verify.means"))
    return DONE if check.matches else FINDINGS
