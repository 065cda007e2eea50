"""Helpers shared by the tests of the drill's screen: a drill in the small library, and a fake server for phones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from phone_server_fake import AddressedFake
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Plan
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.phones import Phones
from roleplay.tui.app import RoleplayApp
from roleplay.tui.screens.drill import DrillScreen
from roleplay.workspace import drills
from roleplay.workspace.drills import Drill
from roleplay.workspace.workspace import Workspace

from .app_under_test import clock, flat, grid, wait_for, wait_screen
from .conversation_steps import MakeApp

CODE = "K7QM"


class NoServer(AddressedFake):
    """Answers like the server for phones, but listens nowhere."""

    def __init__(self) -> None:
        self.words = catalogue("zh")
        self.address = ""
        self.addresses: tuple[str, ...] = ("192.168.1.5", "10.0.0.7")
        self.port = 8765
        self.problem = ""
        self.held_back = 0
        self.calls: list[str] = []

    @property
    def url(self) -> str:
        return f"HTTP://{self.address}:{self.port}/{CODE}" if self.address else ""

    def look(self) -> None:
        if self.lost:
            self.problem = f"{self.address} -> {self.offer}"

    def let_in(self) -> None:
        self.calls.append("let_in")
        self.held_back = 0

    async def start(self) -> None:
        self.calls.append("start")
        if not self.problem:
            self.address = self.addresses[0]

    async def move_to(self, address: str) -> None:
        self.calls.append(f"move_to {address}")
        self.address = address

    async def stop(self) -> None:
        self.calls.append("stop")
        self.address = ""


def new_drill(workspace: Workspace, language: str = "zh", scene: str = "parcel", **plan: Any) -> Drill:
    """A drill in its lobby, journaled in the workspace."""
    drill_plan = Plan(**{"seed": 3, **plan})
    drill = drills.begin(workspace.library, workspace.data / "drills", scene, drill_plan, language, clock())
    drill.code = CODE
    return drill


def drill_app(
    make_app: MakeApp, drill: Drill, language: str = "zh", phones: Phones | None = None, **more: Any
) -> RoleplayApp:
    """The application showing a drill."""
    return make_app(language, drill=drill, phones=phones, **more)


def screen_of(pilot: Pilot[None]) -> DrillScreen:
    """The drill's screen, even if others are on top of it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, DrillScreen))


async def ready(pilot: Pilot[None]) -> DrillScreen:
    """Wait until the drill is shown."""
    await wait_screen(pilot, "DrillScreen")
    return screen_of(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys; a string of digits and separators is typed character by character."""
    for key in keys:
        if key.replace(" ", "").isdigit() and len(key) > 1:
            await pilot.press(*("space" if character == " " else character for character in key))
        else:
            await pilot.press(key)


async def wait_phase(pilot: Pilot[None], phase: Phase) -> None:
    """Wait until the drill is in ``phase`` and shown."""
    screen = screen_of(pilot)
    await wait_for(pilot, lambda: screen.room.phase is phase, f"{phase}")
    name = "".join(screen.words(f"drill.phase.{phase}").split())
    if pilot.app.screen is screen:
        await wait_for(pilot, lambda: name in flat(pilot.app, "#title"), f"{phase} in the title")


async def to_vote(pilot: Pilot[None]) -> None:
    """Wait until the drill is shown, then go to its first vote."""
    await ready(pilot)
    await press(pilot, "enter", "enter")
    await wait_phase(pilot, Phase.VOTE)


def join(drill: Drill, count: int, first: int = 0) -> None:
    """Let ``count`` learners join, named ``v0`` and so on."""
    for number in range(first, first + count):
        drill.do(l.Join(f"v{number}", number if drill.room.plan.teams else None, f"name {number}"))


def cast_votes(drill: Drill, *indexes: int, first: int = 0) -> None:
    """Cast one vote for each line in ``indexes``."""
    ballot = drill.room.open_ballot
    assert ballot is not None
    for number, index in enumerate(indexes, first):
        drill.do(l.Vote(f"v{number}", (ballot.round, ballot.number), drill.room.choices[index]))


def shows(pilot: Pilot[None], *texts: str) -> Callable[[], bool]:
    """A check whether all ``texts`` can be read, however they are wrapped."""
    return lambda: all("".join(text.split()) in flat(pilot.app) for text in texts)


async def wait_texts(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all ``texts`` can be read."""
    await wait_for(pilot, shows(pilot, *texts), f"{texts}")


def lines_of(app: App[Any]) -> list[str]:
    """The rows of the screen."""
    return grid(app).split("\n")
