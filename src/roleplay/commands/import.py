"""``roleplay import``: import the record of another machine."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace, report_record_problems, require_saved
from roleplay.commands.errors import DONE, FAILED, FINDINGS
from roleplay.commands.output import print_error, print_text
from roleplay.commands.waiting import notice_while_waiting

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay import my-record.jsonl"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="file")
    parser.add_argument("--as-mine", action="store_true")


def run(args: Namespace) -> int:
    """Import each file completely or not at all, and report what it added or why it was refused."""
    language, exit_codes = language_of(args), list[int]()
    with closing(open_workspace(args)) as workspace:
        require_saved(workspace)
        words = workspace.words(language)
        with notice_while_waiting(lambda: words("journal.waiting")):
            for path in args.files:
                exit_codes.append(_import(path, workspace, language, as_mine=args.as_mine))
        report_record_problems(workspace, language)
    if DONE in exit_codes or len(set(exit_codes)) > 1:  # some of it was done
        return max(exit_codes) and FINDINGS
    return exit_codes[0]


def _import(path: Path, workspace: Workspace, language: str, *, as_mine: bool) -> int:
    from roleplay.presenting.journal import fault_sentence, import_summary, not_taken
    from roleplay.records.journal import JournalFault
    from roleplay.records.journal_file import read_journal
    from roleplay.records.journal_import import ImportRefusal, import_journal

    words, journal = workspace.words(language), read_journal(path)
    if isinstance(journal, JournalFault):
        print_error(f"roleplay: {fault_sentence(journal, words)}")
        return FAILED
    taken = import_journal(workspace.store, journal, as_mine=as_mine)
    require_saved(workspace)
    if isinstance(taken, ImportRefusal):
        print_error(f"roleplay: {not_taken(path, taken, words)}")
        return FAILED
    for line in import_summary(path, taken, words):
        print_text(line)
    return FINDINGS if taken.refused else DONE
