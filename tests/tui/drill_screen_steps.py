"""What the tests of the drill's screen share: a drill of the small library, a server of phones that is none."""

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
    """Answers like the server of the phones, and listens nowhere."""

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


def begun(workspace: Workspace, language: str = "zh", scene: str = "parcel", **plan: Any) -> Drill:
    """A drill in its lobby, kept in the workspace."""
    wanted = Plan(**{"seed": 3, **plan})
    drill = drills.begin(workspace.library, workspace.data / "drills", scene, wanted, language, clock())
    drill.code = CODE
    return drill


def opened(
    make_app: MakeApp, drill: Drill, language: str = "zh", phones: Phones | None = None, **more: Any
) -> RoleplayApp:
    """The application with a drill on its screen."""
    return make_app(language, drill=drill, phones=phones, **more)


def screen_of(pilot: Pilot[None]) -> DrillScreen:
    """The drill's screen, wherever it lies."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, DrillScreen))


async def ready(pilot: Pilot[None]) -> DrillScreen:
    """Wait until the drill is shown."""
    await wait_screen(pilot, "DrillScreen")
    return screen_of(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys; a text of digits and gaps is typed."""
    for key in keys:
        if key.replace(" ", "").isdigit() and len(key) > 1:
            await pilot.press(*("space" if character == " " else character for character in key))
        else:
            await pilot.press(key)


async def at(pilot: Pilot[None], phase: Phase) -> None:
    """Wait until the drill is in a phase, and it is shown."""
    screen = screen_of(pilot)
    await wait_for(pilot, lambda: screen.room.phase is phase, f"{phase}")
    name = "".join(screen.words(f"drill.phase.{phase}").split())
    if pilot.app.screen is screen:
        await wait_for(pilot, lambda: name in flat(pilot.app, "#title"), f"{phase} in the title")


async def to_vote(pilot: Pilot[None]) -> None:
    """Wait until the drill is shown, then go on to its first vote."""
    await ready(pilot)
    await press(pilot, "enter", "enter")
    await at(pilot, Phase.VOTE)


def join(drill: Drill, count: int, first: int = 0) -> None:
    """So many learners come in, ``v0`` and on."""
    for number in range(first, first + count):
        drill.do(l.Join(f"v{number}", number if drill.room.plan.teams else None, f"name {number}"))


def cast(drill: Drill, *indexes: int, first: int = 0) -> None:
    """A vote each for the lines at these places."""
    ballot = drill.room.open_ballot
    assert ballot is not None
    for number, index in enumerate(indexes, first):
        drill.do(l.Vote(f"v{number}", (ballot.round, ballot.number), drill.room.choices[index]))


def shows(pilot: Pilot[None], *texts: str) -> Callable[[], bool]:
    """Whether all of these can be read, wherever their lines break."""
    return lambda: all("".join(text.split()) in flat(pilot.app) for text in texts)


async def sees(pilot: Pilot[None], *texts: str) -> None:
    """Wait until all of these can be read."""
    await wait_for(pilot, shows(pilot, *texts), f"{texts}")


def lines_of(app: App[Any]) -> list[str]:
    """The rows of the screen."""
    return grid(app).split("\n")
