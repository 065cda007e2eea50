"""``roleplay delete``: delete attempts, from the database file as well."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from roleplay.commands.environment import language_of, open_workspace, report_record_problems, require_saved
from roleplay.commands.errors import DONE, FAILED, CommandError
from roleplay.commands.output import print_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.workspace.workspace import Workspace

EXAMPLE = "roleplay delete --scene angry-customer"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    selection = parser.add_mutually_exclusive_group(required=True)
    selection.add_argument("attempts", nargs="*", default=[], metavar="attempt")
    selection.add_argument("--scene", default="", metavar="id")
    selection.add_argument("--everything", action="store_true")
    parser.add_argument("--yes", action="store_true")


def run(args: Namespace) -> int:
    """Say what will be deleted, ask for confirmation, and delete it."""
    from roleplay.presenting.deletion import deleted_text, full_deletion_text

    language = language_of(args)
    with closing(open_workspace(args)) as workspace:
        words, store = workspace.words(language), workspace.store
        if args.everything:
            finished, unfinished = len(store.history()), len(store.unfinished())
            if not _confirmed(full_deletion_text(finished, unfinished, words), args, workspace):
                return DONE
            left = store.delete_everything()
            require_saved(workspace)
            print_text(deleted_text(None, left, words))
            report_record_problems(workspace, language)
            return FAILED if left else DONE
        what, ids = _selection(args, workspace, language)
        if _confirmed(what, args, workspace):
            store.delete(ids, args.scene or None)
            require_saved(workspace)
            print_text(deleted_text(len(ids), [], words))
        report_record_problems(workspace, language)
    return DONE


def _selection(args: Namespace, workspace: Workspace, language: str) -> tuple[str, Sequence[str]]:
    """The sentence that says what will be deleted, and the ids of those attempts.

    Raises `CommandError` if a name matches no attempt, or if there are none at the scene.
    """
    from roleplay.commands.attempt_argument import attempt_id_of
    from roleplay.presenting.deletion import attempts_deletion_text, scene_deletion_text
    from roleplay.presenting.record_notes import titles
    from roleplay.workspace.history import History

    words, known = workspace.words(language), {past.id: past for past in History(workspace).past(language)}
    if args.scene:
        ids = workspace.store.attempts_at(args.scene)
        if not ids and not workspace.store.practice.count_at_scene(args.scene):
            raise CommandError("no_attempt_at", name=args.scene)
        title = titles(workspace.library.entries, language).get(args.scene, args.scene)
        return scene_deletion_text(title, len(known.keys() & ids), words), ids
    named = [known[id_] for id_ in dict.fromkeys(attempt_id_of(word, known) for word in args.attempts)]
    return attempts_deletion_text(named, words), [attempt.id for attempt in named]


def _confirmed(what: str, args: Namespace, workspace: Workspace) -> bool:
    """Whether the user confirms. Raises `CommandError` if nobody can be asked."""
    print_text(what)
    if args.yes:
        return True
    if not sys.stdin.isatty():
        raise CommandError("delete_needs_yes")
    from roleplay.plain.console import Console

    console = Console(workspace, language_of(args), sys.stdin, sys.stdout)
    return (console.ask(console.words("delete.ask")) or "").strip().lower() in ("y", "yes", "是")
