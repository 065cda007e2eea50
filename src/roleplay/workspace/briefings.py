"""A scene before its first word: what is known of it from the record, and how it is to be played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.presenting.preparation import Preparation
from roleplay.session.example import has_example
from roleplay.workspace.examples import advised

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.example_advice import Advice
    from roleplay.records.model import AttemptRecord, GoalRecord
    from roleplay.scene.model import Bundle
    from roleplay.session import Setup
    from roleplay.workspace.workspace import Workspace


class BriefingDesk:
    """What a learner has before them in a briefing. Every shell steps through it: `advise` where asked for, `begin`."""

    def __init__(
        self, workspace: Workspace, bundle: Bundle, setup: Setup, *, mode_given: bool = False, as_it_was: bool = False
    ) -> None:
        """``setup`` is what was chosen before; its mode counts only where ``mode_given``.

        A mode that nobody asked for is that of the attempt that was left here, where there is one; else mode and
        options are those chosen last in a briefing, unless the setup is to be taken ``as_it_was``.
        """
        self._workspace = workspace
        store = workspace.store
        self.bundle = bundle
        self.preparation = Preparation(bundle, setup)
        unfinished = (record for record in store.unfinished() if record.scenario_id == bundle.scenario.id)
        #: the attempt that can be gone on with
        self.left: AttemptRecord | None = next(unfinished, None)
        self.goal: GoalRecord | None = store.goal_in_force()
        if not as_it_was:
            self.preparation.choose_as_last(workspace.settings.kept, mode_given=mode_given)
        if self.left is not None and not mode_given:
            self.preparation.choose_as_left(self.left)
        self._preselected = self.preparation.setup
        self._advice: Advice | None = None

    @property
    def has_example(self) -> bool:
        """Whether the scene has an example, of which something can be suggested."""
        return has_example(self.bundle)

    def advise(self) -> None:
        """Look in the whole record for what is to be suggested, which may have changed since it was looked for last."""
        if self.has_example:
            self._advice = advised(self._workspace, self.bundle)

    def advice(self, words: Catalogue, how: str) -> str:
        """What is suggested, and ``how`` it is done; empty where nothing is, or nobody looked yet."""
        return "" if self._advice is None else self._advice.sentence(words, how)

    def begin(self) -> Setup:
        """How it is to be played; what was chosen here is chosen beforehand next time."""
        self._workspace.settings.put(self.preparation.changed_since(self._preselected))
        return self.preparation.setup
