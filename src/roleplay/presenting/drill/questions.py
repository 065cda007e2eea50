"""The questions that the drill screen asks the facilitator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from roleplay.drill.events.facilitator import FacilitatorEvent, FreeTeam, Remove, Rename
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import Catalogue
from roleplay.presenting.drill.devices import Device
from roleplay.presenting.leaving import PauseAnswer
from roleplay.presenting.question import Reply, ShortQuestion

#: What to do with a phone: an event, or a rename for which the name is still to be typed; ``None`` for nothing.
DeviceAction: TypeAlias = FacilitatorEvent | Literal["rename"] | None

_HELP = "help.drill"


def device_question(known: Sequence[Device]) -> ShortQuestion[Device | None]:
    """Asks which phone is meant, the latest to join first."""

    def named(device: Device) -> Reply[Device | None]:
        return Reply(device, lambda words: device.text)

    replies: list[Reply[Device | None]] = [Reply(None, "drill.devices.none"), *map(named, reversed(known))]
    return ShortQuestion("drill.devices.title", "drill.devices.about", replies, _HELP)


def device_action_question(device: Device) -> ShortQuestion[DeviceAction]:
    """Asks what to do with a phone."""

    def title(words: Catalogue) -> str:
        return words("drill.devices.what", device=device.text)

    replies: list[Reply[DeviceAction]] = [
        Reply(None, "drill.devices.none"),
        Reply(Remove(device.number), "drill.devices.remove"),
        Reply("rename", "drill.devices.rename"),
        Reply(Rename(device.number, ""), "drill.devices.nameless"),
    ]
    if device.team is not None:
        replies.append(Reply(FreeTeam(device.team), "drill.devices.free"))
    return ShortQuestion(title, "drill.devices.what_about", replies, _HELP)


def end_question() -> ShortQuestion[bool]:
    """Asks whether to end the drill."""
    replies = [Reply(False, "drill.end.stay"), Reply(True, "drill.end.go", keys="ey")]
    return ShortQuestion("drill.end.title", "drill.end.about", replies, _HELP)


def include_lines_question() -> ShortQuestion[bool | None]:
    """Asks whether the reports should include the lines handed in."""
    replies: list[Reply[bool | None]] = [
        Reply(False, "drill.write.counts"),
        Reply(True, "drill.write.lines"),
        Reply(None, "drill.write.not_now"),
    ]
    return ShortQuestion("drill.write.title", "drill.write.about", replies, _HELP)


def leave_question(room: Room, *, saved: bool) -> ShortQuestion[PauseAnswer]:
    """Asks whether to return to the library or quit, and says what happens to the drill."""
    about = "lost" if not saved else "over" if room.phase is Phase.DEBRIEF else "about"
    replies = [
        Reply(PauseAnswer.STAY, "drill.leave.stay"),
        Reply(PauseAnswer.LIBRARY, "drill.leave.library"),
        Reply(PauseAnswer.QUIT, "drill.leave.quit", keys="q"),
    ]
    return ShortQuestion("drill.leave.title", f"drill.leave.{about}", replies, _HELP)
