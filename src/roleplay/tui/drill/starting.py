"""A drill begun from the library: votes by raised hands until the lobby says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roleplay.classroom.plan import Plan
from roleplay.phones.opening import way_in
from roleplay.tui.preparation import fresh_seed
from roleplay.tui.screens.drill import DrillScreen

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp


def drill_screen(app: RoleplayApp, scene_id: str) -> DrillScreen:
    """Begin a drill and make its screen. Raises `UnknownScene` or `BrokenScene`."""
    drill = app.workspace.begin_drill(scene_id, Plan(seed=fresh_seed()), app.language)
    # whoever plays on a page of a browser is not to open another server on this machine
    return DrillScreen(drill, None if app.is_web else way_in(drill, app.workspace.words, app.language))
