"""The questions that the drill's screen asks back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, TypeAlias

from roleplay.drill.events.facilitator import FacilitatorEvent, FreeTeam, Remove, Rename
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.devices import Device, devices
from roleplay.presenting.drill.plan_settings import name_problem, tables_problem
from roleplay.tui.base import BaseScreen
from roleplay.tui.host import WayOut
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.drill_text import DrillTextScreen

#: What is to become of a phone: an event, or one of which the name is still to be typed; ``None``: nothing.
Wish: TypeAlias = FacilitatorEvent | Literal["rename"] | None


def ask_about_device(screen: BaseScreen[None], room: Room, do: Callable[[FacilitatorEvent], bool]) -> None:
    """Ask which phone is meant, who came last first, then what is to become of it, and do that."""
    known = devices(room, screen.words)

    def rename(device: Device, typed: str | None) -> None:
        if typed is not None:
            do(Rename(device.number, typed))

    def change(device: Device, wish: Wish) -> None:
        if wish == "rename":
            screen.app.push_screen(DrillTextScreen("drill.rename", device.name, name_problem), partial(rename, device))
        elif wish is not None:
            do(wish)

    def chosen(place: int | None) -> None:
        if place is not None:
            screen.app.push_screen(_what_with(known[place]), partial(change, known[place]))

    replies: list[Reply[int | None]] = [Reply(None, "drill.devices.none")]
    replies += [Reply(place, "", device.text) for place, device in reversed(list(enumerate(known)))]
    screen.app.push_screen(AskScreen("drill.devices.title", "drill.devices.about", replies), chosen)


def _what_with(device: Device) -> AskScreen[Wish]:
    replies: list[Reply[Wish]] = [
        Reply(None, "drill.devices.none"),
        Reply(Remove(device.number), "drill.devices.remove"),
        Reply("rename", "drill.devices.rename"),
        Reply(Rename(device.number, ""), "drill.devices.nameless"),
    ]
    if device.team is not None:
        replies.append(Reply(FreeTeam(device.team), "drill.devices.free"))
    return AskScreen("drill.devices.what", "drill.devices.what_about", replies, values={"device": device.text})


def which_tables(named: str) -> DrillTextScreen:
    """The names of the tables, each of which has a name and a key of its own."""
    return DrillTextScreen("drill.tables", named, tables_problem)


def which_group() -> DrillTextScreen:
    """What the group is called."""
    return DrillTextScreen("drill.group")


def which_line(written: str) -> DrillTextScreen:
    """What the other side says of its own on stage."""
    return DrillTextScreen("drill.improvise", written)


def whether_to_end() -> AskScreen[bool]:
    """Whether the drill is to be ended."""
    replies = [Reply(False, "drill.end.stay"), Reply(True, "drill.end.go", keys="ey")]
    return AskScreen("drill.end.title", "drill.end.about", replies)


def whether_with_lines() -> AskScreen[bool | None]:
    """Whether the lines that were handed in are to stand in the reports."""
    replies: list[Reply[bool | None]] = [
        Reply(False, "drill.write.counts"),
        Reply(True, "drill.write.lines"),
        Reply(None, "drill.write.not_now"),
    ]
    return AskScreen("drill.write.title", "drill.write.about", replies)


def where_to_leave(room: Room, *, saved: bool) -> AskScreen[WayOut]:
    """Home or out, and what becomes of the drill."""
    about = "lost" if not saved else "over" if room.phase is Phase.DEBRIEF else "about"
    replies = [
        Reply(WayOut.STAY, "drill.leave.stay"),
        Reply(WayOut.LIBRARY, "drill.leave.library"),
        Reply(WayOut.QUIT, "drill.leave.quit", keys="q"),
    ]
    return AskScreen("drill.leave.title", f"drill.leave.{about}", replies)
