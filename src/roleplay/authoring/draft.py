"""One version of a scene's file: its findings, and the scene if it can be played."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.engine import IllegalChoice, Story, start, step
from roleplay.exploration import Route
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.reading.folders import check_scene
from roleplay.scene.model import Bundle, Scenario, Shared


class Draft(NamedTuple):
    """One version of a file. ``bundle`` is ``None`` if it cannot be played; the findings say why."""

    content: bytes
    document: Document
    findings: tuple[Diagnostic, ...]
    bundle: Bundle | None


def read_draft(content: bytes, name: str, shared: Shared) -> Draft:
    """Read and check one version of the file ``name``: its shape and names only, which is fast."""
    loaded = check_scene(content, name, shared)
    bundle = Bundle(loaded.value, *shared) if isinstance(loaded.value, Scenario) else None
    return Draft(content, loaded.document, loaded.diagnostics, bundle)


def leads_to(story: Story, route: Route, passage: str) -> bool:
    """Whether the route can be walked in this story and ends at ``passage``."""
    values = story.scenario.deal
    if any(route.deal.get(fact) not in known for fact, known in values.items()):
        return False
    state = start(story, 0, route.deal)
    try:
        for choice in route.choices:
            state = step(state, choice)
    except IllegalChoice:
        return False
    return state.passage.id == passage
