"""A scene played for a test or an exam, line by line."""

from __future__ import annotations

from roleplay.plain.console import Console
from roleplay.plain.conversation import Conversation
from roleplay.session import Attempt
from roleplay.workspace.sitting_plays import SittingPlays


def play_sitting(attempt: Attempt, out: Console, plays: SittingPlays) -> None:
    """Play it; warn, also on leaving, if the play has diverged from the one that counts. Raises `LearnerLeft`."""
    try:
        Conversation(attempt, out).play()
    finally:
        if plays.pop_divergence():
            out.line()
            out.line(out.words("exam.parted"))
