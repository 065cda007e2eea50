"""The pause: the ways to leave a conversation, and what is said about saving it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from roleplay.locales import Catalogue
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.record_notes import titles, unwritten_note
from roleplay.reading.contents import Entry
from roleplay.records.model import UnwrittenAttempt


class PauseAnswer(Enum):
    """The answers to the pause question."""

    STAY = auto()
    LIBRARY = auto()
    #: from a "what if", to the debrief of its attempt
    DEBRIEF = auto()
    QUIT = auto()


def pause_question(
    unwritten: UnwrittenAttempt | None, entries: Iterable[Entry], *, in_branch: bool = False
) -> ShortQuestion[PauseAnswer]:
    """The question how to go on; it says that no answer loses anything.

    ``unwritten`` is the attempt if part of it could not be saved; ``in_branch``: asked in a "what if".
    """

    def how_far(words: Catalogue) -> str:
        assert unwritten is not None
        return unwritten_note([unwritten], titles(entries, words.language), words)

    replies = [
        Reply(PauseAnswer.STAY, "pause.continue"),
        *([Reply(PauseAnswer.DEBRIEF, "pause.debrief")] if in_branch else []),
        Reply(PauseAnswer.LIBRARY, "pause.library"),
        Reply(PauseAnswer.QUIT, "pause.quit", keys="q"),
    ]
    if unwritten is not None:
        return ShortQuestion("pause.title", how_far, replies, "help.conversation", "mark")
    about = "pause.saved_branch" if in_branch else "pause.saved"
    return ShortQuestion("pause.title", about, replies, "help.conversation", "muted")
