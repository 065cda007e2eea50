"""What is lost when attempts are deleted, said before the deletion and after it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from roleplay.locales import Catalogue
from roleplay.presenting.history import PastAttempt
from roleplay.presenting.question import Reply, ShortQuestion


def scene_deletion_text(title: str, finished: int, words: Catalogue) -> str:
    """What deleting all attempts at a scene removes; ``finished`` is how many of them are finished."""
    return words("delete.of_scene", title=title, count=finished)


def attempts_deletion_text(attempts: Sequence[PastAttempt], words: Catalogue) -> str:
    """What deleting these attempts (at least one) removes."""
    first = attempts[0]
    if len(attempts) == 1:
        return words("delete.one", title=first.title, ended=first.ended)
    return words("delete.several", count=len(attempts))


def full_deletion_text(finished: int, unfinished: int, words: Catalogue) -> str:
    """What deleting everything removes, and what stays."""
    return words("delete.everything", finished=finished, unfinished=unfinished)


def deleted_text(count: int | None, undeletable: Sequence[Path], words: Catalogue) -> str:
    """How many attempts were deleted (all of them if ``None``), and which files could not be."""
    text = words("delete.all_gone") if count is None else words("delete.done", count=count)
    if not undeletable:
        return text
    return f"{text} {words('delete.left', paths=words('delete.and').join(map(str, undeletable)))}"


def deletion_question(attempt: PastAttempt, of_scene: Sequence[PastAttempt]) -> ShortQuestion[Sequence[PastAttempt]]:
    """The question whether to delete an attempt, or all at its scene; the answer is the attempts to delete."""

    def about(words: Catalogue) -> str:
        return f"{attempts_deletion_text([attempt], words)}\n{scene_deletion_text(attempt.title, len(of_scene), words)}"

    replies: list[Reply[Sequence[PastAttempt]]] = [
        Reply((), "delete.keep"),
        Reply((attempt,), "delete.this_one"),
        Reply(of_scene, "delete.all_of_scene"),
    ]
    return ShortQuestion("delete.title", about, replies, "help.history")
