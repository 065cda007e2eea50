"""``roleplay report``: finished attempts as a document to read, to print and to keep."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import PRINTED, language_of, open_workspace, put_file, tell_record
from roleplay.commands.errors import DONE, FINDINGS, CommandError
from roleplay.commands.output import tell

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.report.parts import Report

EXAMPLE = "roleplay report --format html -o report.html"
#: What the end of a file's name says of its format.
_SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("attempts", nargs="*", default=[], metavar="attempt")
    parser.add_argument("--scene", default="", metavar="id")
    parser.add_argument("--format", choices=("text", "md", "html"))
    parser.add_argument("-o", "--output", type=Path, metavar="path")
    parser.add_argument("--own-words", action="store_true")
    parser.add_argument("--anonymous", action="store_true")


def run(args: Namespace) -> int:
    """Print the report, or write it into a file; 1 where an attempt in it could not be replayed."""
    from roleplay.commands.attempt_argument import chosen_attempts
    from roleplay.workspace.attempt_reports import Reporter

    if args.own_words and args.anonymous:
        raise CommandError("own_or_anonymous")
    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language)
        if not args.attempts and not args.scene and args.output is None and not workspace.store.history():
            tell(words("history.none"))
            tell_record(workspace, language)
            return DONE
        ids = chosen_attempts(workspace, args.attempts, args.scene)
        report = Reporter(workspace, language, own_words=args.own_words, anonymous=args.anonymous).report(ids)
        _put(report, args, words)
        tell_record(workspace, language)
    return FINDINGS if report.broken else DONE


def _put(report: Report, args: Namespace, words: Catalogue) -> None:
    """Print it, or write it into the file that was named."""
    path: Path | None = None if args.output == PRINTED else args.output
    of_name = "" if path is None else _SUFFIXES.get(path.suffix.lower(), "")
    wanted = args.format or of_name or "text"
    if path is None:
        if wanted == "text":
            _print(report, words)
        else:
            tell(written(report, wanted, words).rstrip("\n"))
        return
    put_file(path, written(report, wanted, words))
    tell(words("pictures.written", path=path))


def written(report: Report, wanted: str, words: Catalogue) -> str:
    """A report in a format: ``text``, ``md`` or ``html``."""
    from roleplay.presenting.report.markdown import report_markdown
    from roleplay.presenting.report.text import report_lines

    if wanted == "html":
        from roleplay.reports.report_page import report_page

        return report_page(report, words)
    if wanted == "md":
        return report_markdown(report, words)
    return "".join(f"{line}\n" for line, _ in report_lines(report, words))


def _print(report: Report, words: Catalogue) -> None:
    """As text, broken where the terminal ends."""
    from roleplay.plain.printer import Printer
    from roleplay.presenting.report.text import report_lines

    printer = Printer(sys.stdin, sys.stdout)
    for line, indent in report_lines(report, words):
        printer.line(line, indent)
