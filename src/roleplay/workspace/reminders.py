"""What needs the learner's attention: due cards, the plan's check-in, and tests that are due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.presenting.due import due
from roleplay.presenting.library_view import Reminders
from roleplay.workspace.focus import tries_of
from roleplay.workspace.plans import check_in_day
from roleplay.workspace.sittings import due_forms

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.records.model import AttemptSummary
    from roleplay.workspace.workspace import Workspace


def current_reminders(workspace: Workspace, finished: Sequence[AttemptSummary], words: Catalogue) -> Reminders:
    """What is due now; ``finished`` are all finished attempts, oldest first. Takes up to several seconds."""
    facts = due(finished, workspace.library.contents, workspace.now, words, tries_of(workspace)) if finished else []
    return Reminders(len(facts), check_in_day(workspace), len(due_forms(workspace)))
