"""The questions that the drill's screen asks back."""

from __future__ import annotations

from roleplay.drill.names import read_names
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.plan_settings import tables_problem
from roleplay.tui.host import WayOut
from roleplay.tui.screens.ask import AskScreen, Reply
from roleplay.tui.screens.drill_text import DrillTextScreen


def which_device(room: Room) -> AskScreen[int | None]:
    """Which table another device may speak for: its place in the plan."""
    teams = room.plan.teams
    spoken = [team for team in range(len(teams)) if room.people.speaker_of(team) is not None]
    replies: list[Reply[int | None]] = [Reply(None, "drill.devices.none")]
    replies += [Reply(team, "", teams[team]) for team in spoken]
    return AskScreen("drill.devices.title", "drill.devices.about", replies)


def which_tables(named: str) -> DrillTextScreen:
    """The names of the tables, each of which has a name and a key of its own."""
    return DrillTextScreen("drill.tables", named, lambda text: tables_problem(read_names(text)))


def which_group() -> DrillTextScreen:
    """What the group is called."""
    return DrillTextScreen("drill.group")


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
