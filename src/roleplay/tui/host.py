"""What screens ask of the application that shows them. They know this, and not the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from roleplay.locales import Catalogue
    from roleplay.presenting.leaving import WayOut
    from roleplay.records.model import AttemptRecord
    from roleplay.session import Attempt, Setup
    from roleplay.text.glyphs import Glyphs
    from roleplay.tui.launch_target import PastTarget
    from roleplay.tui.services import Services
    from roleplay.workspace.workspace import Workspace


class Host(Protocol):
    """What is the same for every screen, and where one can go from it."""

    workspace: Workspace
    services: Services
    words: Catalogue
    glyphs: Glyphs

    #: the language of the moment for texts of scenes; the interface may speak another one. Set, all screens show it
    language: str

    def note(self, text: str, severity: SeverityLevel = "information") -> None:
        """Say something in passing, above the keys; never read as markup."""

    def tell_problem(self) -> None:
        """Say once what is wrong with the record or the settings, or what became of them."""

    def open_briefing(self, scene_id: str, setup: Setup | None = None, *, seed_given: bool = True) -> None:
        """Show what the learner should know before the first word; ``setup`` is what is chosen already."""

    def start_attempt(self, scene_id: str, setup: Setup) -> None:
        """Begin an attempt and show its first moment."""

    def resume_attempt(self, record: AttemptRecord) -> None:
        """Go on where an attempt stopped."""

    def open_past(self, record: AttemptRecord, past_as: PastTarget) -> None:
        """Show what is asked for of a finished attempt."""

    def start_branch(self, attempt: Attempt, turn: int) -> None:
        """Play on from a turn of an attempt that is over, as a branch beside it."""

    def start_drill(self, scene_id: str) -> None:
        """Begin a drill of a class and show its lobby."""

    def show_debrief(self, attempt: Attempt) -> None:
        """Look back on an attempt that is over, in the place of its conversation."""

    def go_home(self) -> None:
        """Back to the library, which may not have been shown before."""

    def leave(self, way: WayOut | None) -> None:
        """Take this way out; without one, stay."""
