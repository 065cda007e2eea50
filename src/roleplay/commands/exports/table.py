"""``--format csv``: finished attempts as a spreadsheet table, with one row per decision or per criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.attempt_argument import chosen_attempts
from roleplay.commands.errors import CommandError
from roleplay.commands.exports import Exported
from roleplay.commands.exports.journal import anonymous_journal

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.workspace.workspace import Workspace

TAKES = frozenset({"what", "scene", "own_words", "anonymous", "name", "rows"})


def make(workspace: Workspace, args: Namespace, language: str) -> Exported:
    """The table of the selected attempts; branches from them are not included.

    Raises `CommandError` if there are none, or none that may be exported.
    """
    from roleplay.presenting.attempt_tables import TabledAttempt
    from roleplay.presenting.journal import withheld_note
    from roleplay.records.journal import without_own_words
    from roleplay.records.journal_rows import journal_of
    from roleplay.reports.attempt_csv import criteria_csv, decisions_csv
    from roleplay.workspace.private_scenes import scene_texts
    from roleplay.workspace.replayer import Replayer

    ids, words = chosen_attempts(workspace, args.what, args.scene), workspace.words(language)
    plays = Replayer(workspace.library, workspace.store)
    full = journal_of(workspace.store, ids, own_words=True, name=args.name)
    permitted = full if args.own_words else without_own_words(full, scene_texts(workspace.library))
    if full.attempts and not permitted.attempts:
        raise CommandError("all_private")
    exported = anonymous_journal(workspace, permitted) if args.anonymous else permitted
    name = "" if args.anonymous or args.name is None else args.name
    selected = set(ids)
    attempts = [
        TabledAttempt(exported.learner, name, shown, plays.attempt(attempt.record))
        for attempt, shown in zip(permitted.attempts, exported.attempts, strict=True)
        if attempt.id in selected
    ]
    table = criteria_csv if args.rows == "criteria" else decisions_csv
    not_replayed = sum(tabled.attempt is None for tabled in attempts)
    left_out = len(full.attempts) - len(permitted.attempts)
    notes = [words("journal_table.not_replayed", count=not_replayed)] if not_replayed else []
    notes += withheld_note(left_out, words, anonymous=args.anonymous)
    message = words("journal_table.written", path=args.output, count=len(attempts))
    return Exported(table(attempts, words), message, tuple(notes))
