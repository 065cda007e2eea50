"""The briefing of a scene: what the record says about it, and the setup to play it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.presenting.preparation import Preparation
from roleplay.session.example import has_example
from roleplay.workspace.examples import advice_for

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.example_advice import Advice
    from roleplay.records.model import AttemptRecord, GoalRecord
    from roleplay.scene.model import Bundle
    from roleplay.session import Setup
    from roleplay.workspace.workspace import Workspace


class BriefingDesk:
    """The state of a briefing. Every shell steps through it: `advise` on request, then `begin`."""

    def __init__(
        self, workspace: Workspace, bundle: Bundle, setup: Setup, *, mode_given: bool = False, as_it_was: bool = False
    ) -> None:
        """``setup`` is the initial choice; its mode counts only with ``mode_given``.

        Otherwise the mode is that of the unfinished attempt at this scene, if there is one. Else mode and options are
        those chosen in the last briefing, unless ``as_it_was`` says to take the setup unchanged.
        """
        self._workspace = workspace
        store = workspace.store
        self.bundle = bundle
        self.preparation = Preparation(bundle, setup)
        unfinished = (record for record in store.unfinished() if record.scenario_id == bundle.scenario.id)
        #: the unfinished attempt that can be resumed
        self.unfinished: AttemptRecord | None = next(unfinished, None)
        self.goal: GoalRecord | None = store.goal_in_force()
        if not as_it_was:
            self.preparation.restore_last_choices(workspace.settings.kept, mode_given=mode_given)
        if self.unfinished is not None and not mode_given:
            self.preparation.restore_mode_of(self.unfinished)
        self._preselected = self.preparation.setup
        self._advice: Advice | None = None

    @property
    def has_example(self) -> bool:
        """Whether the scene has an example, about which there may be a suggestion."""
        return has_example(self.bundle)

    def advise(self) -> None:
        """Compute the suggestion from the whole record; it may have changed since the last call."""
        if self.has_example:
            self._advice = advice_for(self._workspace, self.bundle)

    def advice(self, words: Catalogue, how: str) -> str:
        """The suggestion, and ``how`` to follow it; empty if there is none or `advise` was not called."""
        return "" if self._advice is None else self._advice.sentence(words, how)

    def begin(self) -> Setup:
        """The chosen setup; changes made here are remembered as defaults for the next briefing."""
        self._workspace.settings.put(self.preparation.changed_since(self._preselected))
        return self.preparation.setup
