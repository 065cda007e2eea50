"""The learners' files that a command line names, read and replayed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.commands.errors import DONE, FINDINGS, CommandError
from roleplay.commands.output import print_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roleplay.locales import Catalogue
    from roleplay.workspace.cohort import CohortPlays, GatheredFiles
    from roleplay.workspace.workspace import Workspace


def add_files(parser: ArgumentParser) -> None:
    """Add the arguments for the files and the scene."""
    parser.add_argument("files", nargs="+", type=Path, metavar="path")
    parser.add_argument("--scene", default="", metavar="id")


def read_files(args: Namespace, workspace: Workspace, words: Catalogue) -> tuple[GatheredFiles, CohortPlays]:
    """The contents of the files; refused files are reported on standard error and skipped.

    Raises `CommandError` if none could be read, or none contains a play.
    """
    from roleplay.commands.waiting import notice_while_waiting
    from roleplay.presenting.journal import fault_sentence
    from roleplay.workspace.cohort import gather, journal_files, replayed

    try:
        paths = journal_files(args.files)
    except OSError as error:
        raise CommandError("class_unreadable", path=error.filename, problem=error) from None
    if not paths:
        raise CommandError("class_no_files", path=", ".join(map(str, args.files)))
    with notice_while_waiting(lambda: words("cohort.files.waiting", files=len(paths))):
        gathered = gather(paths)
        for fault in gathered.faults:
            print_error(f"roleplay: {words('cohort.files.refused', sentence=fault_sentence(fault, words))}")
        if not gathered.files:
            raise CommandError("class_none_read", count=len(paths))
        plays = replayed(gathered, workspace.library, args.scene)
    if not plays.plays and plays.private:
        raise CommandError("class_private", count=plays.private)
    if not plays.plays:
        raise CommandError("class_nothing" if args.scene else "class_nothing_at_all", scene=args.scene)
    return gathered, plays


def exit_code(gathered: GatheredFiles) -> int:
    """The exit code: `FINDINGS` if any file was refused."""
    return FINDINGS if gathered.faults else DONE


def file_notes(gathered: GatheredFiles, plays: CohortPlays, words: Catalogue, *, names: bool) -> list[str]:
    """What was read, refused and left out.

    Refused files are named only with ``names``, because a file name may identify a learner.
    """
    from roleplay.presenting.journal import fault_sentence

    notes = [words("cohort.files.read", files=gathered.files)]
    if names:
        notes += [words("cohort.files.refused", sentence=fault_sentence(fault, words)) for fault in gathered.faults]
    elif gathered.faults:
        notes.append(words("cohort.files.refused_count", count=len(gathered.faults)))
    if plays.branches:
        notes.append(words("cohort.files.branches", count=plays.branches))
    if plays.private:
        notes.append(words("cohort.files.private", count=plays.private))
    return notes


def files_json(gathered: GatheredFiles, plays: CohortPlays, words: Catalogue, *, names: bool) -> Mapping[str, Any]:
    """The same as `file_notes`, for JSON."""
    from roleplay.presenting.journal import fault_sentence

    refused: list[Mapping[str, Any]] = []
    for fault in gathered.faults:
        file_facts = {"file": str(fault.path), "told": fault_sentence(fault, words)} if names else {}
        refused.append({**file_facts, "line": fault.line, "because": fault.trouble})
    left_out = {"what_ifs_left_out": plays.branches, "private_left_out": plays.private}
    return {"read": gathered.files, "refused": refused, **left_out}
