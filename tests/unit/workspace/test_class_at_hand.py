"""Around a drill: the phones' server runs as the plan requires, and the reports are written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import builders
from drill_rooms import advance_to, apply_all, room
from phone_server_fake import AddressedFake
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Plan, Voting
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue, catalogue
from roleplay.presenting.drill.forecast import Forecast, compute_forecast
from roleplay.presenting.facts.debrief import Foresight
from roleplay.presenting.question import Wording, in_words
from roleplay.workspace import drills
from roleplay.workspace.class_reports import ClassReports, WritingNote
from roleplay.workspace.phone_control import PhoneControl

EN = catalogue("en")


class ServerNowhere(AddressedFake):
    """A fake of the phones' server that does not listen."""

    port, held_back = 8765, 0

    def __init__(self, *addresses: str) -> None:
        self.words = EN
        self.address = ""
        self.addresses: tuple[str, ...] = addresses
        self.problem = ""
        self.fails = False
        self.stopped = 0

    @property
    def url(self) -> str:
        return f"HTTP://{self.address}" if self.address else ""

    def look(self) -> None:
        self.problem = "lost" if self.lost else ""

    def let_in(self) -> None: ...

    async def start(self) -> None:
        if self.fails:
            raise OSError("no port")
        self.address = self.addresses[0]

    async def move_to(self, address: str) -> None:
        self.address = address

    async def stop(self) -> None:
        self.stopped += 1
        if self.fails:
            raise OSError("gone")
        self.address = ""


class Desk:
    """The phones of a room, and the messages about them."""

    def __init__(self, *addresses: str, voting: Voting = Voting.PHONES) -> None:
        self.server = ServerNowhere(*addresses)
        self.room = room(voting=voting)
        self.said: list[tuple[str, str]] = []
        self.control = PhoneControl(self.server, self.room, self.tell)

    def tell(self, text: Wording, severity: str = "information", /) -> None:
        self.said.append((in_words(text, EN), severity))


# -- phones ----------------------------------------------------------------------------


def test_it_listens_while_the_plan_uses_phones() -> None:
    desk = Desk("10.0.0.1")
    asyncio.run(desk.control.follow_plan())
    assert desk.server.address == "10.0.0.1"
    apply_all(desk.room, f.Arrange(desk.room.plan._replace(voting=Voting.CLICKERS)))
    asyncio.run(desk.control.follow_plan())
    asyncio.run(desk.control.follow_plan())
    assert (desk.server.address, desk.server.stopped) == ("", 1)


def test_failures_are_reported_and_the_class_continues() -> None:
    desk = Desk("10.0.0.1")
    desk.server.fails = True
    asyncio.run(desk.control.follow_plan())
    assert desk.said == [(EN("drill.phones.failed", problem="no port"), "error")]
    asyncio.run(desk.control.close())
    assert len(desk.said) == 1, "there is nobody left to notify"


def test_moving_must_be_confirmed_while_phones_find_the_room() -> None:
    desk = Desk("10.0.0.1", "10.0.0.2")
    assert not desk.control.needs_confirmation(), "the server is not running yet"
    asyncio.run(desk.control.follow_plan())
    assert [desk.control.needs_confirmation(), desk.control.needs_confirmation()] == [True, False]
    assert desk.said == [(EN("drill.phones.move", address="10.0.0.1"), "warning")]
    desk.server.addresses = ("10.0.0.2",)
    assert not desk.control.needs_confirmation(), "phones cannot find it any more"


def test_moving_cycles_through_addresses_and_says_to_scan_again() -> None:
    desk = Desk("10.0.0.1", "10.0.0.2")
    asyncio.run(desk.control.follow_plan())
    assert asyncio.run(desk.control.move())
    assert (desk.server.address, desk.said) == ("10.0.0.2", [])
    advance_to(desk.room, Phase.PRESENT)
    assert asyncio.run(desk.control.move())
    assert (desk.server.address, desk.said) == ("10.0.0.1", [(EN("drill.phones.scan"), "information")])


def test_with_one_address_it_cannot_move() -> None:
    desk = Desk("10.0.0.1")
    asyncio.run(desk.control.follow_plan())
    assert not asyncio.run(desk.control.move())
    assert desk.said == [(EN("drill.phones.one_address"), "information")]


def test_a_lost_network_is_reported_once_if_a_cover_hides_it() -> None:
    desk = Desk("10.0.0.1")
    asyncio.run(desk.control.follow_plan())
    assert [desk.control.check_network(), desk.control.check_network()] == [True, False]
    apply_all(desk.room, f.Cover(f.Veil.PAUSE))
    desk.server.addresses = ("10.0.0.9",)
    assert [desk.control.check_network(), desk.control.check_network()] == [True, False]
    assert desk.said == [("lost", "warning")]
    assert asyncio.run(desk.control.move())
    assert desk.server.address == "10.0.0.9"


# -- reports ---------------------------------------------------------------------------


@pytest.fixture
def drill(tmp_path: Path) -> drills.Drill:
    scene = builders.story_scene(nodes={"one": builders.node(builders.choice("good"), builders.choice("bad"))})
    library = builders.library(tmp_path / "library", scene)
    return drills.begin(
        library, tmp_path / "drills", "small", Plan(seed=4), "en", lambda: datetime(2026, 3, 2, 12, tzinfo=UTC)
    )


class Written:
    """Collects what should be written."""

    def __init__(self) -> None:
        self.own_words: list[bool] = []
        self.error: OSError | None = None

    def __call__(
        self, drill: drills.Drill, folder: Path, words: Catalogue, values: Foresight, own_words: bool
    ) -> Sequence[Path]:
        if self.error is not None:
            raise self.error
        self.own_words.append(own_words)
        return [folder / "class.html", folder / "class.md"]


def explore_forecast(forecast: Forecast) -> None:
    attempt = forecast.begin()
    assert attempt is not None
    assert forecast.finish(attempt, *compute_forecast(attempt))


def test_the_name_of_the_group_is_asked_for_once(drill: drills.Drill, tmp_path: Path) -> None:
    reports = ClassReports(drill, Forecast(drill.room), Written(), tmp_path)
    assert (reports.needs_name, reports.has_lines) == (True, False)
    reports.name("night shift")
    assert (reports.needs_name, drill.room.group) == (False, "night shift")


def test_reports_are_written_once_the_foresight_is_available(drill: drills.Drill, tmp_path: Path) -> None:
    forecast, written = Forecast(drill.room), Written()
    reports = ClassReports(drill, forecast, written, tmp_path)
    assert reports.foresight_ready(EN) is None
    assert reports.write(True, EN) == WritingNote(EN("drill.write.wait"))
    explore_forecast(forecast)
    done = WritingNote(EN("drill.write.done", folder=tmp_path, files="class.html, class.md"))
    assert reports.foresight_ready(EN) == done
    assert (reports.foresight_ready(EN), written.own_words) == (None, [True])
    assert reports.write(False, EN) == done
    assert written.own_words == [True, False]


def test_declining_cancels_waiting(drill: drills.Drill, tmp_path: Path) -> None:
    forecast, written = Forecast(drill.room), Written()
    reports = ClassReports(drill, forecast, written, tmp_path)
    reports.write(True, EN)
    assert reports.write(None, EN) is None
    explore_forecast(forecast)
    assert reports.foresight_ready(EN) is None
    written.error = OSError("disk full")
    assert reports.write(False, EN) == WritingNote(EN("drill.write.failed", problem="disk full"), failed=True)
