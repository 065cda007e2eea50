"""Every phase of a drill as a class sees it, on a projector and on a large screen, in both languages."""

from __future__ import annotations

from itertools import product

import pytest
from textual.pilot import Pilot

from roleplay.drill.events import learner as l
from roleplay.drill.plan import Form, Voting
from roleplay.drill.stage import Phase
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.drill import DrillScreen
from roleplay.workspace.workspace import Workspace

from .app_under_test import LANGUAGES, SIZES, Golden, wait_for, wait_screen
from .conversation_steps import MakeApp
from .drill_screen_steps import NoServer, cast_votes, drill_app, join, new_drill, press, ready, wait_phase

pytestmark = pytest.mark.usefixtures("talk_library")
EVERYWHERE = [pytest.param(*case, id=f"{case[0][0]}x{case[0][1]}-{case[1]}") for case in product(SIZES, LANGUAGES)]


class Camera:
    """Compares the screen with the stored golden."""

    def __init__(self, golden: Golden, app: RoleplayApp, size: tuple[int, int], language: str) -> None:
        self._golden = golden
        self._app = app
        self._name = f"{size[0]}x{size[1]}-{language}"

    def __call__(self, what: str) -> None:
        self._golden(self._app, f"drill-{what}-{self._name}")


async def foreseen(pilot: Pilot[None]) -> DrillScreen:
    """Wait until the drill is shown and the number of rounds is known."""
    screen = await ready(pilot)
    await wait_for(pilot, lambda: screen.view.forecast.foresight is not None, "what every line costs")
    return screen


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
async def test_a_class_with_phones(
    make_app: MakeApp, workspace: Workspace, golden: Golden, size: tuple[int, int], language: str
) -> None:
    drill = new_drill(workspace, language, own_words=True, voting=Voting.PHONES, names=True, timer=90)
    app = drill_app(make_app, drill, language, NoServer())
    async with app.run_test(size=size) as pilot:
        screen, shot = await foreseen(pilot), Camera(golden, app, size, language)
        screen.ticking.pause()
        await wait_for(pilot, lambda: bool(screen.panes.picture.parts), "the picture")
        join(drill, 24)
        await wait_for(pilot, lambda: "24" in "".join(row.text for row in screen.panes.foot.rows), "24 joined")
        shot("lobby")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.PRESENT)
        shot("present")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.OWN_WORDS)
        drill.do(l.OwnWords("v0", 1, "您先冷静" if language == "zh" else "please calm down"))
        drill.do(l.OwnWords("v1", 1, "我听着呢" if language == "zh" else "I am listening"))
        await press(pilot, "w")
        await wait_for(pilot, lambda: len(screen.panes.foot.rows) == 1, "two lines")
        shot("own-words")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.VOTE)
        cast_votes(drill, *[0] * 7, *[1] * 11)
        await press(pilot, "2 1")
        await wait_for(pilot, lambda: "18" in screen.panes.foot.rows[0].text, "18 votes")
        shot("vote")
        await press(pilot, "escape", "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        shot("discuss")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVOTE)
        cast_votes(drill, *[0] * 15, *[1] * 5)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.REVEAL)
        shot("reveal")
        for phase in (Phase.REACTION, Phase.COACHING, Phase.PATH):
            await press(pilot, "enter")
            await wait_phase(pilot, phase)
            shot(phase)
        await press(pilot, "c")
        await wait_phase(pilot, Phase.CONTRAST)
        shot("contrast")
        await press(pilot, "enter", "2")  # a line other than the majority's
        await wait_phase(pilot, Phase.PRESENT)
        for choice in ("own", "promise"):
            await press(pilot, "s")
            await wait_phase(pilot, Phase.PATH)
            await press(pilot, str(drill.room.choices.index(choice) + 1))
        await wait_phase(pilot, Phase.END)
        shot("end")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.FORK)
        shot("fork")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.DEBRIEF)
        for page in ("ending", "criteria", "votes", "moved", "figures", "questions"):
            shot(f"debrief-{page}")
            await press(pilot, "right")
            await pilot.pause()


@pytest.mark.parametrize(("size", "language"), EVERYWHERE)
async def test_two_on_stage(
    make_app: MakeApp, workspace: Workspace, golden: Golden, size: tuple[int, int], language: str
) -> None:
    drill = new_drill(workspace, language, form=Form.HOT_SEAT, scene="stage")
    app = drill_app(make_app, drill, language)
    async with app.run_test(size=size) as pilot:
        await foreseen(pilot)
        shot = Camera(golden, app, size, language)
        shot("stage-lobby")
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.SEAT)
        shot("seat")
        await press(pilot, str(drill.room.choices.index("calm") + 1))
        await wait_phase(pilot, Phase.ANSWER)
        shot("answer")
        await press(pilot, "w")
        await wait_screen(pilot, "DrillTextScreen")
        await press(pilot, *"Oh!", "enter")
        await wait_screen(pilot, "DrillScreen")
        assert drill.room.stage.road[-1].own == "Oh!"
        await press(pilot, "2")
        await wait_phase(pilot, Phase.REACTION)
        shot("stage-reaction")
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.END)
        await press(pilot, "enter")
        await wait_phase(pilot, Phase.SHEETS)
        await press(pilot, "1 4 2 0", "enter", "0 3")
        await pilot.pause()
        shot("sheets")
        await press(pilot, "escape", "enter")
        await wait_phase(pilot, Phase.DEBRIEF)
        await press(pilot, "3")
        await pilot.pause()
        shot("debrief-sheets")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_tables_in_a_contest(make_app: MakeApp, workspace: Workspace, golden: Golden, language: str) -> None:
    size = SIZES[0]
    drill = new_drill(workspace, language, form=Form.CONTEST, teams=("红队", "Blue", "[/b]"))
    app = drill_app(make_app, drill, language)
    async with app.run_test(size=size) as pilot:
        await foreseen(pilot)
        shot = Camera(golden, app, size, language)
        shot("contest-lobby")
        await press(pilot, "enter", "enter", *"121")
        await wait_phase(pilot, Phase.VOTE)
        shot("contest-vote")
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.DISCUSS)
        await press(pilot, "enter", *"112", "enter", "enter")
        await wait_phase(pilot, Phase.REVEAL)
        shot("contest-reveal")
        await press(pilot, "enter", "enter", "enter", "enter", "e", "e")
        await wait_phase(pilot, Phase.DEBRIEF)
        for number, page in ((5, "standings"), (6, "gallery")):
            await press(pilot, str(number))
            await pilot.pause()
            shot(f"debrief-{page}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_covers_of_the_drill(make_app: MakeApp, workspace: Workspace, golden: Golden, language: str) -> None:
    drill = new_drill(workspace, language, voting=Voting.CLICKERS)
    app = drill_app(make_app, drill, language)
    async with app.run_test(size=SIZES[0]) as pilot:
        await foreseen(pilot)
        shot = Camera(golden, app, SIZES[0], language)
        await press(pilot, "enter", "enter")
        await wait_phase(pilot, Phase.VOTE)
        shot("keypads")
        for key, what in (("e", "end"), ("q", "leave")):
            await press(pilot, key)
            await wait_screen(pilot, "AskScreen")
            shot(f"ask-{what}")
            await press(pilot, "escape")
            await wait_screen(pilot, "DrillScreen")
        await press(pilot, "p")
        await pilot.pause()
        shot("pause")
