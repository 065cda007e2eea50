"""The questions that the drill screen asks the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from roleplay.drill.events.facilitator import FacilitatorEvent, FreeTeam, Remove, Rename
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.devices import Device
from roleplay.presenting.leaving import WayOut
from roleplay.presenting.question import Reply, ShortQuestion

#: What to do with a phone: an event, or a rename for which the name is still to be typed; ``None`` for nothing.
Wish: TypeAlias = FacilitatorEvent | Literal["rename"] | None

_HELP = "help.drill"


def which_device(known: Sequence[Device]) -> ShortQuestion[Device | None]:
    """Asks which phone is meant, the latest to join first."""

    def named(device: Device) -> Reply[Device | None]:
        return Reply(device, lambda words: device.text)

    replies: list[Reply[Device | None]] = [Reply(None, "drill.devices.none"), *map(named, reversed(known))]
    return ShortQuestion("drill.devices.title", "drill.devices.about", replies, _HELP)


def what_with(device: Device) -> ShortQuestion[Wish]:
    """Asks what to do with a phone."""

    def title(words: Catalogue) -> str:
        return words("drill.devices.what", device=device.text)

    replies: list[Reply[Wish]] = [
        Reply(None, "drill.devices.none"),
        Reply(Remove(device.number), "drill.devices.remove"),
        Reply("rename", "drill.devices.rename"),
        Reply(Rename(device.number, ""), "drill.devices.nameless"),
    ]
    if device.team is not None:
        replies.append(Reply(FreeTeam(device.team), "drill.devices.free"))
    return ShortQuestion(title, "drill.devices.what_about", replies, _HELP)


def whether_to_end() -> ShortQuestion[bool]:
    """Asks whether to end the drill."""
    replies = [Reply(False, "drill.end.stay"), Reply(True, "drill.end.go", keys="ey")]
    return ShortQuestion("drill.end.title", "drill.end.about", replies, _HELP)


def whether_with_lines() -> ShortQuestion[bool | None]:
    """Asks whether the reports should include the lines handed in."""
    replies: list[Reply[bool | None]] = [
        Reply(False, "drill.write.counts"),
        Reply(True, "drill.write.lines"),
        Reply(None, "drill.write.not_now"),
    ]
    return ShortQuestion("drill.write.title", "drill.write.about", replies, _HELP)


def where_to_leave(room: Room, *, saved: bool) -> ShortQuestion[WayOut]:
    """Asks whether to return to the library or quit, and says what happens to the drill."""
    about = "lost" if not saved else "over" if room.phase is Phase.DEBRIEF else "about"
    replies = [
        Reply(WayOut.STAY, "drill.leave.stay"),
        Reply(WayOut.LIBRARY, "drill.leave.library"),
        Reply(WayOut.QUIT, "drill.leave.quit", keys="q"),
    ]
    return ShortQuestion("drill.leave.title", f"drill.leave.{about}", replies, _HELP)
