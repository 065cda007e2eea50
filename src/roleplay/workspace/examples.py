"""Worked examples and the record: that one was opened, that one was gone through, and what to suggest next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from roleplay.records.model import When
    from roleplay.scene.model import Bundle
    from roleplay.session.example import ExampleFlow
    from roleplay.workspace.workspace import Workspace


def past_of(workspace: Workspace, scenario_id: str) -> ExamplePast:
    """What the record knows of the examples of a scene."""
    return example_past(workspace.store.practice.events(KIND), scenario_id)


def opened(workspace: Workspace) -> Mapping[str, When]:
    """When the example of each scene was first opened."""
    return first_opened(workspace.store.practice.events(KIND))


def begin(workspace: Workspace, flow: ExampleFlow, *, with_gaps: bool) -> None:
    """Begin an example; that it was opened is kept before anything of the story is shown."""
    way = ExampleWay.GAPS if with_gaps else ExampleWay.WATCH
    scenario_id = flow.ideal.bundle.scenario.id
    workspace.store.practice.add(KIND, way, event_data(done=False), scenario_id)
    flow.begin(with_gaps=with_gaps)


def finish(workspace: Workspace, flow: ExampleFlow) -> None:
    """Keep that an example was gone through to its end."""
    way = ExampleWay.GAPS if flow.gaps else ExampleWay.WATCH
    data = event_data(done=True, filled=len(flow.picks), found=flow.found)
    workspace.store.practice.add(KIND, way, data, flow.ideal.bundle.scenario.id)


def advised(workspace: Workspace, bundle: Bundle) -> Advice | None:
    """What is suggested for a scene that has an example; ``None`` where the library has it no longer."""
    scenario = bundle.scenario
    entry = next((entry for entry in workspace.library.entries if entry.id == scenario.id), None)
    if entry is None:
        return None
    return advice(entry, workspace.store.history(), past_of(workspace, scenario.id), tutorial=scenario.tutorial)
