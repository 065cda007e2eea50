"""``roleplay export``: attempts for other programs and machines, and scenes for systems that play them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from roleplay.commands.environment import PRINTED, language_of, open_workspace, report_record_problems, write_atomically
from roleplay.commands.errors import DONE, CommandError
from roleplay.commands.exports import FORMATS, load_format
from roleplay.commands.output import print_data, print_error, print_text
from roleplay.commands.waiting import notice_while_waiting

EXAMPLE = "roleplay export --format jsonl --output my-record.jsonl"
#: The value of each option that is not given.
_DEFAULTS = {"what": [], "scene": "", "own_words": False, "anonymous": False, "name": None, "rows": None, "cohort": ""}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", nargs="*", default=[], metavar="what")
    parser.add_argument("--format", choices=tuple(FORMATS), default="jsonl")
    parser.add_argument("-o", "--output", type=Path, metavar="file")
    parser.add_argument("--scene", default="", metavar="id")
    privacy = parser.add_mutually_exclusive_group()
    privacy.add_argument("--own-words", action="store_true")
    privacy.add_argument("--anonymous", action="store_true")
    parser.add_argument("--name", metavar="name")
    parser.add_argument("--cohort", default="", metavar="name")
    parser.add_argument("--rows", choices=("decisions", "criteria"))


def run(args: Namespace) -> int:
    """Create the export, and write it to a file or print it."""
    exporter = load_format(args.format)
    given = [name for name, default in _DEFAULTS.items() if getattr(args, name) != default]
    unsupported = next((name for name in given if name not in exporter.TAKES), None)
    if unsupported is not None:
        raise CommandError("export_stray", format=args.format, option=f"--{unsupported.replace('_', '-')}")
    if args.name is not None:
        _check_name(args.name)
    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        words = workspace.words(language)
        with notice_while_waiting(lambda: words("journal.waiting")):
            export = exporter.make(workspace, args, language)
        report_record_problems(workspace, language)
    if args.output in (None, PRINTED):
        if isinstance(export.content, bytes):
            raise CommandError("export_bytes", format=args.format)
        print_data(export.content)
    else:
        write_atomically(args.output, export.content, private=export.private)
        print_text(export.message)
    for note in export.notes:
        print_error(f"roleplay: {note}")
    return DONE


def _check_name(name: str) -> None:
    """Raises `CommandError` unless an importer would accept the name and show it unchanged."""
    from roleplay.records.journal_file import MAX_NAME_LENGTH
    from roleplay.text.plain import safe

    if not name.strip() or len(name) > MAX_NAME_LENGTH or safe(name, newlines=False) != name:
        raise CommandError("export_name", most=MAX_NAME_LENGTH)
