"""A debrief and the record: keeping what the learner says about their attempt, and which actions are allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.presenting import goals
from roleplay.presenting.debrief_view import DebriefView
from roleplay.presenting.rows.debrief import DebriefPart
from roleplay.workspace.seeds import fresh_seed

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.session import Attempt, Setup
    from roleplay.workspace.workspace import Workspace

#: Actions that are not allowed before the reflection question is answered or skipped.
_NEEDS_SCORE = ("walk", "part", "go", "edit", "best_line", "lens", "again", "library", "transcript", "export")


class DebriefDesk:
    """The debrief of one attempt. ``view`` is what it shows; every shell steps through both."""

    def __init__(self, workspace: Workspace, attempt: Attempt, attempt_id: str | None, words: Catalogue) -> None:
        """``attempt_id`` is its id in the record; ``None`` if it is not recorded."""
        self._store = workspace.store
        self.attempt = attempt
        self.attempt_id = attempt_id
        self.view = DebriefView(attempt, workspace.library.contents.rubrics, words)
        self._standing_goal = self._store.goal_in_force()
        self._has_branches = attempt_id is not None and any(
            self._store.branches(attempt_id, unfinished=unfinished) for unfinished in (False, True)
        )

    @property
    def saved(self) -> bool:
        """Whether the attempt is recorded and the record is being saved."""
        return self.attempt_id is not None and self._store.saving

    # -- what the learner says -----------------------------------------------------------

    def reflect(self, text: str) -> None:
        """Keep what the learner says before seeing the score; an empty text is not stored."""
        self.view.reflection = text.strip()
        if self.view.reflection and self.attempt_id is not None:
            self._store.reflect(self.attempt_id, self.view.reflection)

    def set_goal(self, text: str) -> None:
        """Keep the learner's goal for next time, in their own words; an empty text removes it."""
        goal = text.strip()
        if self.attempt_id is not None:
            self._store.set_goal(self.attempt_id, goal)
        self.view.set_goal(goal, saved=self.saved)

    def standing_goal_note(self, words: Catalogue) -> str:
        """The sentence about a goal from another debrief that was in force when this one was opened; may be empty."""
        return goals.goal_in_force_note(self._standing_goal, self.attempt_id, words)

    # -- what can be done ----------------------------------------------------------------

    def is_available(self, action: str) -> bool:
        """Whether an action is allowed now: nothing about the score before the question is answered or skipped."""
        view = self.view
        if view.part is DebriefPart.REFLECT:
            return action not in _NEEDS_SCORE
        match action:
            case "edit":
                return view.part is DebriefPart.GOAL
            case "what_if":
                return view.part is DebriefPart.TURNS and view.turn > 0 and self.saved
            case "branches":
                return self._has_branches
            case "export":
                return self.saved and self.attempt.over
            case "best_line" | "lens":
                return view.part is not DebriefPart.GOAL
            case "again":  # while a text is about to be typed, a letter must not begin a new attempt
                return view.part is not DebriefPart.GOAL or view.goal_state != "goal.how"
        return True

    def again(self) -> Setup:
        """The setup to play the same scene again, with a new deal and order."""
        setup = self.attempt.setup
        if setup.opening:  # the opening may only fit this seed's deal
            return setup
        return setup._replace(seed=fresh_seed())
