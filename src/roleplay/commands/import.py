"""``roleplay import``: import the record of another machine."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace, require_kept, tell_record
from roleplay.commands.errors import DONE, FAILED, FINDINGS
from roleplay.commands.output import complain, tell
from roleplay.commands.waiting import said_while_waiting

if TYPE_CHECKING:
    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay import my-record.jsonl"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="file")
    parser.add_argument("--as-mine", action="store_true")


def run(args: Namespace) -> int:
    """Import each file completely or not at all, and report what it added or why it was refused."""
    language, fates = language_of(args), list[int]()
    with closing(open_workspace(args)) as workspace:
        require_kept(workspace)
        words = workspace.words(language)
        with said_while_waiting(lambda: words("journal.waiting")):
            for path in args.files:
                fates.append(_take(path, workspace, language, as_mine=args.as_mine))
        tell_record(workspace, language)
    if DONE in fates or len(set(fates)) > 1:  # some of it was done
        return max(fates) and FINDINGS
    return fates[0]


def _take(path: Path, workspace: Workspace, language: str, *, as_mine: bool) -> int:
    from roleplay.presenting.journal import fault_sentence, not_taken, taken_in
    from roleplay.records.journal import JournalFault
    from roleplay.records.journal_file import read_journal
    from roleplay.records.taking_in import WhyNotTaken, take_in

    words, journal = workspace.words(language), read_journal(path)
    if isinstance(journal, JournalFault):
        complain(f"roleplay: {fault_sentence(journal, words)}")
        return FAILED
    taken = take_in(workspace.store, journal, as_mine=as_mine)
    require_kept(workspace)
    if isinstance(taken, WhyNotTaken):
        complain(f"roleplay: {not_taken(path, taken, words)}")
        return FAILED
    for line in taken_in(path, taken, words):
        tell(line)
    return FINDINGS if taken.refused else DONE
