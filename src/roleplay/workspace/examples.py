"""Worked examples and the record: that one was opened, that one was gone through, and what to suggest next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from roleplay.presenting.example_advice import (
    KIND,
    Advice,
    ExamplePast,
    ExampleWay,
    advice,
    event_data,
    example_past,
    first_opened,
)
from roleplay.session.example import ExampleFlow, ExampleStep

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.facts import ChoiceFact
    from roleplay.records.model import When
    from roleplay.scene.model import Bundle
    from roleplay.session import Attempt
    from roleplay.workspace.workspace import Workspace


def past_of(workspace: Workspace, scenario_id: str) -> ExamplePast:
    """What the record knows of the examples of a scene."""
    return example_past(workspace.store.practice.events(KIND), scenario_id)


def opened(workspace: Workspace) -> Mapping[str, When]:
    """When the example of each scene was first opened."""
    return first_opened(workspace.store.practice.events(KIND))


def advised(workspace: Workspace, bundle: Bundle) -> Advice | None:
    """What is suggested for a scene that has an example; ``None`` where the library has it no longer."""
    scenario = bundle.scenario
    entry = next((entry for entry in workspace.library.entries if entry.id == scenario.id), None)
    if entry is None:
        return None
    return advice(entry, workspace.store.history(), past_of(workspace, scenario.id), tutorial=scenario.tutorial)


class ExampleDesk:
    """A worked example before the learner. Every shell steps through it; what is to be kept of it is kept at once."""

    def __init__(self, workspace: Workspace, ideal: Attempt) -> None:
        """``ideal`` is the walk, at its end."""
        self._workspace = workspace
        self.flow = ExampleFlow(ideal)
        self.scene = ideal.bundle.scenario.id
        #: whether a poor line is set beside each: it has been gone through before
        self.paired = past_of(workspace, self.scene).watched
        self._advice: Advice | None = None
        self._looked = False

    def advice(self, words: Catalogue) -> str:
        """What is suggested before it is begun and at its end; empty where nothing is."""
        if self.flow.step not in (ExampleStep.COVER, ExampleStep.ENDING):
            return ""
        if not self._looked:
            self._looked, self._advice = True, advised(self._workspace, self.flow.ideal.bundle)
        return "" if self._advice is None else self._advice.sentence(words, "")

    def begin(self, *, with_gaps: bool) -> None:
        """From the first line on; that it was opened is kept before anything of the story is shown."""
        self._keep(ExampleWay.GAPS if with_gaps else ExampleWay.WATCH, event_data(done=False))
        self._looked = False
        self.flow.begin(with_gaps=with_gaps)

    def pick(self, choice: ChoiceFact) -> bool:
        """Fill a gap with a line; whether it may be said."""
        if choice.locked is None:
            self.flow.pick(choice.id)
        return choice.locked is None

    def go_on(self) -> None:
        """Past what was told; that it was gone through to its end is kept."""
        flow = self.flow
        flow.go_on()
        if flow.step is ExampleStep.ENDING:
            way = ExampleWay.GAPS if flow.gaps else ExampleWay.WATCH
            self._keep(way, event_data(done=True, filled=len(flow.picks), found=flow.found))
            self.paired = True

    def _keep(self, way: ExampleWay, data: Mapping[str, Any]) -> None:
        self._workspace.store.practice.add(KIND, way, data, self.scene)
