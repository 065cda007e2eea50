"""Worked examples and the record: recording that one was opened or completed, and what to suggest next."""

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


def examples_past(workspace: Workspace, scenario_id: str) -> ExamplePast:
    """What the record contains about the examples of a scene."""
    return example_past(workspace.store.practice.events(KIND), scenario_id)


def examples_opened(workspace: Workspace) -> Mapping[str, When]:
    """When the example of each scene was first opened."""
    return first_opened(workspace.store.practice.events(KIND))


def advice_for(workspace: Workspace, bundle: Bundle) -> Advice | None:
    """The suggestion for a scene that has an example; ``None`` if there is none or the scene left the library."""
    scenario = bundle.scenario
    entry = next((entry for entry in workspace.library.entries if entry.id == scenario.id), None)
    if entry is None:
        return None
    return advice(entry, workspace.store.history(), examples_past(workspace, scenario.id), tutorial=scenario.tutorial)


class ExampleDesk:
    """A worked example the learner goes through. Every shell steps through it; progress is recorded immediately."""

    def __init__(self, workspace: Workspace, ideal: Attempt) -> None:
        """``ideal`` is the completed ideal walk."""
        self._workspace = workspace
        self.flow = ExampleFlow(ideal)
        self.scene = ideal.bundle.scenario.id
        #: whether a poor line is shown next to each good one, as from the second time on
        self.paired = examples_past(workspace, self.scene).watched
        self._advice: Advice | None = None
        self._looked = False

    def advice(self, words: Catalogue) -> str:
        """The suggestion shown before the example begins and at its end; empty if there is none."""
        if self.flow.step not in (ExampleStep.COVER, ExampleStep.ENDING):
            return ""
        if not self._looked:
            self._looked, self._advice = True, advice_for(self._workspace, self.flow.ideal.bundle)
        return "" if self._advice is None else self._advice.sentence(words, "")

    def begin(self, *, with_gaps: bool) -> None:
        """Begin at the first line; that it was opened is recorded before anything of the story is shown."""
        self._keep(ExampleWay.GAPS if with_gaps else ExampleWay.WATCH, event_data(done=False))
        self._looked = False
        self.flow.begin(with_gaps=with_gaps)

    def pick(self, choice: ChoiceFact) -> bool:
        """Fill a gap with a line; returns whether the line is available."""
        if choice.locked is None:
            self.flow.pick(choice.id)
        return choice.locked is None

    def go_on(self) -> None:
        """Go to the next step; reaching the end is recorded."""
        flow = self.flow
        flow.go_on()
        if flow.step is ExampleStep.ENDING:
            way = ExampleWay.GAPS if flow.gaps else ExampleWay.WATCH
            self._keep(way, event_data(done=True, filled=len(flow.picks), found=flow.good_picks))
            self.paired = True

    def _keep(self, way: ExampleWay, data: Mapping[str, Any]) -> None:
        self._workspace.store.practice.add(KIND, way, data, self.scene)
