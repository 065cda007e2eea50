"""Writing the reports of a class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

from textual.screen import Screen

from roleplay.drill.events.facilitator import Group
from roleplay.presenting.drill.class_debrief import handed_in
from roleplay.presenting.drill.forecast import Forecast
from roleplay.tui.base import BaseScreen
from roleplay.workspace.drills import Drill

T = TypeVar("T")
#: Makes a question, which is answered with such a value.
Asked: TypeAlias = Callable[[], Screen[T]]


class ReportWriter:
    """Writes the reports of a drill into the folder that the program was started from."""

    def __init__(self, screen: BaseScreen[None], drill: Drill, forecast: Forecast) -> None:
        self._screen = screen
        self._drill = drill
        self._forecast = forecast
        #: they are to be written as soon as all is known, with the lines handed in or without; ``None``: not
        self._waiting: bool | None = None

    def ask(
        self, which_group: Callable[[], Screen[str]], whether_with_lines: Callable[[], Screen[bool | None]]
    ) -> None:
        """Write them, under the name of the group, which is asked for once.

        With the lines that were handed in only where ``whether_with_lines`` is answered so.
        """

        def named(name: str | None) -> None:
            if name is not None:
                self._drill.do(Group(name))
                lines()

        def lines() -> None:
            if handed_in(self._drill.room):
                self._screen.app.push_screen(whether_with_lines(), self._write)
            else:
                self._write(False)

        if self._drill.room.group is None:
            self._screen.app.push_screen(which_group(), named)
        else:
            lines()

    def known(self) -> None:
        """All is known by now: write what was to wait for it."""
        if self._waiting is not None:
            self._write(self._waiting)

    def _write(self, own_words: bool | None) -> None:
        words, host, foresight = self._screen.words, self._screen.host, self._forecast.foresight
        self._waiting = own_words if foresight is None else None
        if own_words is None:
            return
        if foresight is None:
            host.note(words("drill.write.wait"))
            return
        try:
            files = host.services.write_reports(self._drill, Path.cwd(), words, foresight, own_words)
        except OSError as error:
            host.note(words("drill.write.failed", problem=str(error)), "error")
            return
        names = words("play.list_separator").join(path.name for path in files)
        host.note(words("drill.write.done", folder=Path.cwd(), files=names))
