"""With a long record the first frame shows no results; they follow later."""

from __future__ import annotations

import pytest

from roleplay.presenting.library_rows import Past
from roleplay.tui.screens import library
from roleplay.workspace.workspace import Workspace

from .app_under_test import flat, play, wait_screen, wait_text
from .conversation_steps import GOOD_WALK, MakeApp


async def test_results_follow_later_in_a_long_record(
    make_app: MakeApp, workspace: Workspace, talk_library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_MAX_AT_START", 1)
    for _ in range(2):
        play(workspace, "parcel", list(GOOD_WALK))
    followed = library.LibraryScreen._start_due_count
    monkeypatch.setattr(library.LibraryScreen, "_start_due_count", lambda screen: None)
    app = make_app("en")
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_screen(pilot, "LibraryScreen")
        assert isinstance(app.screen, library.LibraryScreen)
        assert app.screen._past == Past.of([], [], complete=False)
        assert "✓100" not in flat(app)
        assert "Youhavenotplayedityet" not in flat(app)
        followed(app.screen)
        await wait_text(pilot, "✓100")
        assert app.screen._past.complete
