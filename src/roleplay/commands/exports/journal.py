"""``--format jsonl``: the record, or some of its attempts, as a journal that another machine can import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.attempt_argument import chosen_attempts
from roleplay.commands.errors import CommandError
from roleplay.commands.exports import Exported

if TYPE_CHECKING:
    from argparse import Namespace

    from roleplay.records.journal import PortableJournal
    from roleplay.workspace.workspace import Workspace

TAKES = frozenset({"what", "scene", "own_words", "anonymous", "name"})


def make(workspace: Workspace, args: Namespace, language: str) -> Exported:
    """The journal; if nothing is named, of the whole record, with unfinished attempts and all other practice.

    Raises `CommandError` if nothing that is named may be exported.
    """
    from roleplay.presenting.journal import export_summary, withheld_note
    from roleplay.records.journal import without_own_words
    from roleplay.records.journal_lines import journal_text
    from roleplay.records.journal_rows import journal_of
    from roleplay.workspace.private_scenes import scene_texts

    store = workspace.store
    ids = chosen_attempts(workspace, args.what, args.scene) if args.what else None
    if args.scene and not store.attempts_at(args.scene) and not store.practice.count_at_scene(args.scene):
        raise CommandError("no_attempt_at", name=args.scene)
    list(workspace.rescore_outdated())  # to agree with reports and tables
    whole = journal_of(store, ids, args.scene or None, own_words=True, name=args.name)
    journal = whole if args.own_words else without_own_words(whole, scene_texts(workspace.library))
    if ids and whole.attempts and not journal.attempts:
        raise CommandError("all_private")
    if args.anonymous:
        journal = anonymous_journal(workspace, journal)
    words, left_out = workspace.words(language), len(whole.attempts) - len(journal.attempts)
    notes = withheld_note(left_out, words, anonymous=args.anonymous)
    return Exported(journal_text(journal), export_summary(journal, args.output, words), tuple(notes))


def anonymous_journal(workspace: Workspace, journal: PortableJournal) -> PortableJournal:
    """The journal without names, own words, ids and times. Raises `CommandError` if the key cannot be saved."""
    from roleplay.records.anonymous import anonymous

    return anonymous(journal, key_of(workspace))


def key_of(workspace: Workspace) -> bytes:
    """The key with which ids are hashed. Raises `CommandError` if it cannot be saved."""
    from roleplay.records.anonymous import KEY_FILE, anonymity_key

    try:
        return anonymity_key(workspace.data)
    except OSError as error:
        raise CommandError("not_written", path=workspace.data / KEY_FILE, problem=error) from None
