"""``--format xapi``: attempts as statements for a Learning Record Store, one per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.commands.attempt_argument import chosen_attempts
from roleplay.commands.environment import require_saved
from roleplay.commands.errors import CommandError
from roleplay.commands.exports import Exported
from roleplay.commands.exports.journal import key_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from roleplay.presenting.xapi.statements import StatementActor
    from roleplay.records.model import AttemptRecord
    from roleplay.workspace.workspace import Workspace

TAKES = frozenset({"what", "scene", "own_words", "anonymous", "cohort"})


def make(workspace: Workspace, args: Namespace, language: str) -> Exported:
    """The statements of the selected attempts."""
    from roleplay.presenting.xapi.played import SkipReason
    from roleplay.presenting.xapi.words import exported_text, skipped_notes
    from roleplay.records.anonymous import Anonymiser
    from roleplay.text.json_text import json_line
    from roleplay.workspace.lrs_statements import anonymised_plays, attempt_statements, play_histories

    records = selected_attempts(workspace, args.what, args.scene)
    if not records:
        raise CommandError("none_finished_at", name=args.scene) if args.scene else CommandError("none_finished")
    plays, speaker = play_histories(workspace.store, records), speaker_of(workspace, args)
    if args.anonymous:
        anonymiser = Anonymiser(key_of(workspace))
        plays, speaker = anonymised_plays(plays, anonymiser), speaker._replace(learner=anonymiser.id(speaker.learner))
    attempts = list(attempt_statements(workspace, plays, speaker))
    lines = [json_line(statement) for attempt in attempts for statement in attempt.statements]
    words = workspace.words(language)
    untold = [(attempt.record, attempt.skip_reason) for attempt in attempts if attempt.skip_reason is not None]
    if args.what and all(attempt.skip_reason is SkipReason.PRIVATE for attempt in attempts):
        raise CommandError("all_private")
    sentence = exported_text(len(attempts) - len(untold), len(lines), args.output, words, own_words=args.own_words)
    return Exported("".join(f"{line}\n" for line in lines), sentence, skipped_notes(untold, words))


def selected_attempts(workspace: Workspace, named: Sequence[str], scene: str = "") -> list[AttemptRecord]:
    """The attempts that a command line selects: the finished ones that it names, else all that are over.

    Raises `CommandError` if a name matches no attempt, or the scene was never played.
    """
    from roleplay.workspace.lrs_statements import closed_attempts

    store = workspace.store
    if named:
        records = (store.attempt(id_) for id_ in chosen_attempts(workspace, named, scene))
        return [record for record in records if record is not None]
    if scene and not store.attempts_at(scene):
        raise CommandError("no_attempt_at", name=scene)
    return [record for record in closed_attempts(store) if scene in ("", record.scenario_id)]


def speaker_of(workspace: Workspace, args: Namespace) -> StatementActor:
    """The speaker of the statements.

    Raises `CommandError` if the record cannot save its learner's id: the next export would have a different one.
    """
    from roleplay.presenting.xapi.statements import StatementActor
    from roleplay.records.learner import existing_learner_id, learner_id

    known = existing_learner_id(workspace.store)
    if known is None:
        known = learner_id(workspace.store)
        require_saved(workspace)
    return StatementActor(known, args.cohort, args.own_words)
