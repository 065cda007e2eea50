"""Where one may leave: what can be answered, and what is said of what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from roleplay.locales import Catalogue
from roleplay.presenting.question import Reply, ShortQuestion
from roleplay.presenting.record_notes import titles, unwritten_note
from roleplay.reading.contents import Entry
from roleplay.records.model import UnwrittenAttempt


class WayOut(Enum):
    """What can be answered where one may leave."""

    STAY = auto()
    LIBRARY = auto()
    #: from a "what if", to the debrief of its attempt
    DEBRIEF = auto()
    QUIT = auto()


def pause_question(
    unwritten: UnwrittenAttempt | None, entries: Iterable[Entry], *, in_branch: bool = False
) -> ShortQuestion[WayOut]:
    """How to go on: nothing is lost by any of them, and it says so.

    ``unwritten`` is the attempt, where something of it is not on the disk; ``in_branch`` in a "what if".
    """

    def how_far(words: Catalogue) -> str:
        assert unwritten is not None
        return unwritten_note([unwritten], titles(entries, words.language), words)

    replies = [
        Reply(WayOut.STAY, "pause.continue"),
        *([Reply(WayOut.DEBRIEF, "pause.debrief")] if in_branch else []),
        Reply(WayOut.LIBRARY, "pause.library"),
        Reply(WayOut.QUIT, "pause.quit", keys="q"),
    ]
    if unwritten is not None:
        return ShortQuestion("pause.title", how_far, replies, "help.conversation", "mark")
    about = "pause.saved_branch" if in_branch else "pause.saved"
    return ShortQuestion("pause.title", about, replies, "help.conversation", "muted")
