"""A drill begun from the library: votes by raised hands until the lobby says otherwise."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING

from roleplay.classroom.plan import Plan
from roleplay.drills import Drill, Floor, begin
from roleplay.locales import LANGUAGES
from roleplay.phones import Phones
from roleplay.tui.preparation import fresh_seed
from roleplay.tui.screens.drill import DrillScreen

if TYPE_CHECKING:
    from roleplay.tui.app import RoleplayApp

#: What phones need beyond the core.
_NEEDS = ("aiohttp", "segno", "ifaddr")


def drill_screen(app: RoleplayApp, scene_id: str) -> DrillScreen:
    """Begin a drill and make its screen. Raises `UnknownScene` or `BrokenScene`."""
    workspace = app.workspace
    drill = begin(
        workspace.library,
        workspace.data / "drills",
        scene_id,
        Plan(seed=fresh_seed()),
        app.language,
        lambda: datetime.now(UTC),
    )
    return DrillScreen(drill, _phones_of(drill, app))


def _phones_of(drill: Drill, app: RoleplayApp) -> Phones | None:
    """The way in for phones, which listens once the plan asks for it; ``None`` where the parts are not installed."""
    if not all(find_spec(module) is not None for module in _NEEDS):
        return None
    from roleplay.phones.server import PhoneServer

    catalogues = {code: app.workspace.words(code) for code in LANGUAGES}
    return PhoneServer(Floor(drill), catalogues, app.words, on_found=drill.found_at)
