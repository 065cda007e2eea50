"""``roleplay report``: finished attempts as a document to read, print and keep."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import PRINTED, language_of, open_workspace, report_record_problems, write_atomically
from roleplay.commands.errors import DONE, FINDINGS, CommandError
from roleplay.commands.output import print_error, print_text

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.report.parts import Report
    from roleplay.records.anonymous import Anonymiser
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay report --format html -o report.html"
#: The format that the extension of a file name implies.
_SUFFIXES = {"": "text", ".txt": "text", ".text": "text"}
_SUFFIXES |= {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("attempts", nargs="*", default=[], metavar="attempt")
    parser.add_argument("--scene", default="", metavar="id")
    parser.add_argument("--format", choices=("text", "md", "html"))
    parser.add_argument("-o", "--output", type=Path, metavar="path")
    parser.add_argument("--own-words", action="store_true")
    parser.add_argument("--anonymous", action="store_true")
    sheets = parser.add_mutually_exclusive_group()
    sheets.add_argument("--observer", action="append", default=[], type=Path, metavar="file")
    sheets.add_argument("--sheet", action="store_true")


def run(args: Namespace) -> int:
    """Print the report, or write it to a file; exit code 1 if an attempt in it could not be replayed."""
    from roleplay.commands.attempt_argument import chosen_attempts
    from roleplay.commands.sheets import attempt_of_sheets, read_sheets
    from roleplay.presenting.journal import withheld_note
    from roleplay.workspace.attempt_reports import Reporter

    if args.own_words and args.anonymous:
        raise CommandError("own_or_anonymous")
    if not (args.sheet or args.format or args.output is None or args.output.suffix.lower() in _SUFFIXES):
        raise CommandError("report_ending", path=args.output)
    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language)
        if args.sheet:
            _write_sheet(args, workspace, words)
            report_record_problems(workspace, language)
            return DONE
        has_selection = args.attempts or args.scene or args.observer or args.output
        if not has_selection and not workspace.store.history():
            print_text(words("history.none"))
            report_record_problems(workspace, language)
            return DONE
        letters = args.attempts or (attempt_of_sheets(args.observer, workspace) if args.observer else [])
        ids = chosen_attempts(workspace, letters, args.scene)
        if args.observer and len(ids) > 1:
            raise CommandError("observers_of_one")
        sheets_read = read_sheets(args.observer, ids[0], workspace, language) if args.observer else []
        reporter = Reporter(workspace, language, own_words=args.own_words, anonymous=_anonymiser(args, workspace))
        exportable = reporter.exportable(ids)
        if not exportable:
            raise CommandError("all_private")
        report = reporter.report(exportable, sheets_read)
        _put(report, args, words)
        for note in withheld_note(len(ids) - len(exportable), words, anonymous=args.anonymous):
            print_error(f"roleplay: {note}")
        report_record_problems(workspace, language)
    return FINDINGS if report.broken else DONE


def _anonymiser(args: Namespace, workspace: Workspace) -> Anonymiser | None:
    """The anonymiser of ids and times, with ``--anonymous``. Raises `CommandError` if its key cannot be saved."""
    if not args.anonymous:
        return None
    from roleplay.commands.exports.journal import key_of
    from roleplay.records.anonymous import Anonymiser

    return Anonymiser(key_of(workspace))


def _write_sheet(args: Namespace, workspace: Workspace, words: Catalogue) -> None:
    """Write an empty sheet for the named attempt or scene."""
    from roleplay.commands.attempt_argument import chosen_attempts
    from roleplay.commands.scene_argument import bundle_of
    from roleplay.commands.sheets import attempt_named
    from roleplay.presenting.report.sheet_file import sheet_file
    from roleplay.workspace.attempt_reports import Reporter

    if args.format is not None:
        raise CommandError("sheet_format")
    if args.attempts:
        ids = chosen_attempts(workspace, args.attempts, args.scene)
        if len(ids) > 1:
            raise CommandError("observers_of_one")
        if not Reporter(workspace, words.language, own_words=args.own_words).exportable(ids):
            raise CommandError("all_private")
        attempt = attempt_named(ids[0], workspace, words.language)
        text = sheet_file(attempt.bundle, words, attempt, named=not args.anonymous)
    elif args.scene:  # such a sheet lists criteria but no lines
        text = sheet_file(bundle_of(workspace, args.scene, words.language), words)
    else:
        raise CommandError("sheet_of_what")
    if args.output in (None, PRINTED):
        print_text(text.rstrip("\n"))
    else:
        _put_sheet(args.output, text)
        print_text(words("export.done", path=args.output))


def _put_sheet(path: Path, text: str) -> None:
    """Write an empty sheet. Raises `CommandError` if the file exists: it may be a sheet that somebody filled in."""
    from roleplay.records.atomic_write import atomic_write

    try:
        atomic_write(path, text.encode(), overwrite=False)
    except FileExistsError:
        raise CommandError("sheet_exists", path=path) from None
    except OSError as error:
        raise CommandError("not_written", path=path, problem=error) from None


def _put(report: Report, args: Namespace, words: Catalogue) -> None:
    """Print the report, or write it to the file of ``--output``."""
    path: Path | None = None if args.output == PRINTED else args.output
    format_name = args.format or ("text" if path is None else _SUFFIXES[path.suffix.lower()])
    if path is None:
        if format_name == "text":
            _print(report, words)
        else:
            print_text(render_report(report, format_name, words).rstrip("\n"))
        return
    write_atomically(path, render_report(report, format_name, words))
    print_text(words("export.done", path=path))


def render_report(report: Report, format_name: str, words: Catalogue) -> str:
    """A report in the format ``format_name``: ``text``, ``md`` or ``html``."""
    from roleplay.presenting.report.markdown import report_markdown
    from roleplay.presenting.report.text import report_lines

    if format_name == "html":
        from roleplay.reports.report_page import report_page

        return report_page(report, words)
    if format_name == "md":
        return report_markdown(report, words)
    return "".join(f"{line}\n" for line, _ in report_lines(report, words))


def _print(report: Report, words: Catalogue) -> None:
    """Print as text, wrapped at the width of the terminal."""
    from roleplay.plain.printer import Printer
    from roleplay.presenting.report.text import report_lines

    printer = Printer(sys.stdin, sys.stdout)
    for line, indent in report_lines(report, words):
        printer.line(line, indent)
