"""The page of the learner's progress, computed from the whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.presenting.due import MAX_SHOWN, due, due_lines
from roleplay.presenting.progress import ProgressPage, progress
from roleplay.workspace.focus import tries_of
from roleplay.workspace.plans import PlanDesk
from roleplay.workspace.sittings import before_and_after

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.text.glyphs import Glyphs
    from roleplay.workspace.workspace import Workspace


def progress_page(workspace: Workspace, words: Catalogue, glyphs: Glyphs) -> ProgressPage:
    """The current progress page. Takes up to several seconds, and may run in a thread."""
    finished, contents, now = workspace.store.history(), workspace.library.contents, workspace.now
    facts = due(finished, contents, now, words, tries_of(workspace))
    due_again = [*due_lines(facts, now, words, MAX_SHOWN)[1:], words("due.legend")] if facts else []
    sections = [*PlanDesk(workspace, finished).sections(words, glyphs), *before_and_after(workspace, words)]
    return ProgressPage(progress(finished, contents, words), due_again, sections)
