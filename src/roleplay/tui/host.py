"""The part of the application that screens may use; they do not know the application itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from roleplay.locales import Catalogue
    from roleplay.presenting.leaving import PauseAnswer
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Attempt, Setup
    from roleplay.text.glyphs import Glyphs
    from roleplay.tui.launch_target import PastTarget
    from roleplay.tui.services import Services
    from roleplay.workspace.workspace import Workspace


class Host(Protocol):
    """What is the same for every screen, and the places to go from it."""

    workspace: Workspace
    services: Services
    words: Catalogue
    glyphs: Glyphs

    #: the current language for texts of scenes; the interface may use another one. Setting it updates every screen
    language: str

    def note(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a passing note above the keys; the text is never read as markup."""

    def report_problems(self) -> None:
        """Report, once each, problems with the record or the settings and their resolution."""

    def open_briefing(self, scene_id: str, setup: Setup | None = None, *, seed_given: bool = True) -> None:
        """Show what the learner should know before the first line; ``setup`` holds choices already made."""

    def start_attempt(self, scene_id: str, setup: Setup) -> None:
        """Begin an attempt and show its first turn."""

    def resume_attempt(self, record: AttemptRecord) -> None:
        """Continue an attempt where it stopped."""

    def open_past(self, record: AttemptRecord, past_as: PastTarget) -> None:
        """Show a finished attempt as ``past_as`` says."""

    def start_branch(self, attempt: Attempt, turn: int) -> None:
        """Play on from a turn of a finished attempt, as a branch of it."""

    def start_drill(self, scene_id: str) -> None:
        """Begin a drill for a class and show its lobby."""

    def show_debrief(self, attempt: Attempt) -> None:
        """Show the debrief of a finished attempt in place of its conversation."""

    def go_home(self) -> None:
        """Return to the library, which may not have been shown yet."""

    def leave(self, answer: PauseAnswer | None) -> None:
        """Leave as ``answer`` says; ``None`` stays."""
