"""The facilitator's own screen follows a drill run by another terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Plan
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.speaker import SpeakerScreen
from roleplay.workspace import drills
from roleplay.workspace.workspace import Workspace

from .app_under_test import LANGUAGES, SIZES, wait_for, wait_text

Make = Callable[..., RoleplayApp]


@pytest.fixture
def drill(workspace: Workspace, tmp_path: Path) -> drills.Drill:
    return drills.begin(workspace.library, tmp_path / "drills", "late-parcel", Plan(seed=1), "zh", workspace._now)


def vote(drill: drills.Drill) -> None:
    for number, choice in enumerate(("hear", "feel", "calm", "calm")):
        drill.do(l.Join(f"v{number}"))
        if number == 0:
            drill.do(f.Next())
            drill.do(f.Next())
        drill.do(l.Vote(f"v{number}", (1, 1), choice))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_shows_what_the_class_does_not_see(
    drill: drills.Drill, make_app: Make, golden: Callable[..., None], language: str, size: tuple[int, int]
) -> None:
    assert drill.path is not None
    app = make_app(language, following=drills.FollowedDrill(drill.path))
    async with app.run_test(size=size) as pilot:
        await wait_text(pilot, app.words("drill.phase.lobby"))
        screen = app.screen
        assert isinstance(screen, SpeakerScreen)
        await wait_for(pilot, lambda: screen.forecast.ahead is not None, "how many rounds there are")
        vote(drill)
        await wait_text(pilot, app.words.count("drill.turnout.phones", 4, given=4))
        await wait_text(pilot, app.words("speaker.split", share=50))
        golden(app, f"speaker-{language}-{size[0]}x{size[1]}")


async def test_it_follows_every_step_from_the_top_of_the_page(drill: drills.Drill, make_app: Make) -> None:
    assert drill.path is not None
    app = make_app("en", following=drills.FollowedDrill(drill.path))
    async with app.run_test(size=(80, 24)) as pilot:
        vote(drill)
        await wait_text(pilot, app.words("drill.phase.vote"))
        await pilot.press("pagedown")
        await wait_for(pilot, lambda: app.screen.query_one("#notes").scroll_offset.y > 0)
        drill.do(f.Next())
        await wait_text(pilot, app.words("drill.phase.discuss"))
        await wait_for(pilot, lambda: app.screen.query_one("#notes").scroll_offset.y == 0)
        await pilot.press("L")
        await wait_text(pilot, app.workspace.words("zh")("drill.phase.discuss"))


async def test_it_cannot_change_the_drill(drill: drills.Drill, make_app: Make) -> None:
    assert drill.path is not None
    vote(drill)
    before = drill.path.read_bytes()
    app = make_app("en", following=drills.FollowedDrill(drill.path))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_text(pilot, app.words("drill.phase.vote"))
        for key in ("enter", "1", "s", "u", "e", "y", "c", "p", "b"):
            await pilot.press(key)
    assert drill.path.read_bytes() == before


async def test_a_truncated_journal_is_reported_once(drill: drills.Drill, make_app: Make) -> None:
    assert drill.path is not None
    app = make_app("en", following=drills.FollowedDrill(drill.path))
    async with app.run_test(size=(100, 24)) as pilot:
        await wait_text(pilot, app.words("drill.phase.lobby"))
        with drill.path.open("ab") as file:
            file.write(b"not json\n")
        await wait_text(pilot, "can no longer be read")
