"""The questions of the drill's screen: which phone, or a line to type."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from roleplay.drill.events.facilitator import FacilitatorEvent, Rename
from roleplay.drill.room import Room
from roleplay.presenting.drill.devices import Device, devices
from roleplay.presenting.drill.plan_settings import name_problem, tables_problem
from roleplay.presenting.drill.questions import DeviceAction, device_action_question, device_question
from roleplay.tui.base import BaseScreen
from roleplay.tui.screens.ask import AskScreen
from roleplay.tui.screens.drill_text import DrillTextScreen


def ask_about_device(screen: BaseScreen[None], room: Room, do: Callable[[FacilitatorEvent], bool]) -> None:
    """Ask which phone is meant, latest first, then what to do with it, and do that."""

    def rename(device: Device, typed: str | None) -> None:
        if typed is not None:
            do(Rename(device.number, typed))

    def change(device: Device, wish: DeviceAction) -> None:
        if wish == "rename":
            screen.app.push_screen(DrillTextScreen("drill.rename", device.name, name_problem), partial(rename, device))
        elif wish is not None:
            do(wish)

    def chosen(device: Device | None) -> None:
        if device is not None:
            screen.app.push_screen(AskScreen(device_action_question(device)), partial(change, device))

    screen.app.push_screen(AskScreen(device_question(devices(room, screen.words))), chosen)


def tables_dialog(names: str) -> DrillTextScreen:
    """Ask for the names of the tables; each needs a name and a key of its own."""
    return DrillTextScreen("drill.tables", names, tables_problem)


def group_dialog() -> DrillTextScreen:
    """Ask for the group's name."""
    return DrillTextScreen("drill.group")


def line_dialog(line: str) -> DrillTextScreen:
    """Ask for the line that the other side makes up on stage."""
    return DrillTextScreen("drill.improvise", line)
