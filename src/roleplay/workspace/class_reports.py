"""Writing the reports of a class: the questions to ask first, and waiting for the necessary analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from roleplay.drill.events.facilitator import Group
from roleplay.presenting.drill.class_debrief import handed_in_count

if TYPE_CHECKING:
    from roleplay.drill.outcome import Outcome
    from roleplay.locales import Catalogue
    from roleplay.presenting.drill.forecast import Forecast
    from roleplay.presenting.facts.debrief import Foresight
    from roleplay.workspace.drills import Drill

#: Writes the reports of a drill to a folder, given the foresight and whether to include submitted lines, and returns
#: the files. Raises OSError.
WriteReports: TypeAlias = Callable[["Drill", Path, "Catalogue", "Foresight", bool], Sequence[Path]]


class WritingNote(NamedTuple):
    """The outcome of writing reports, and whether it is an error."""

    text: str
    failed: bool = False


class ClassReports:
    """The reports of one drill.

    A shell first asks for the group's `name` if it `needs_name`, then, if it `has_lines`, whether to include them.
    """

    def __init__(self, drill: Drill, forecast: Forecast, write: WriteReports, folder: Path) -> None:
        """``folder`` is where the reports are written."""
        self._drill = drill
        self._forecast = forecast
        self._write = write
        self._folder = folder
        #: if the reports are waiting for the foresight, whether to include submitted lines; else ``None``
        self._waiting: bool | None = None

    @property
    def needs_name(self) -> bool:
        """Whether the group's name has not been asked yet."""
        return self._drill.room.group is None

    @property
    def has_lines(self) -> bool:
        """Whether learners submitted lines, so that it must be asked whether to include them in the reports."""
        return handed_in_count(self._drill.room) > 0

    def name(self, group: str) -> Outcome:
        """Set the name of the group."""
        return self._drill.do(Group(group))

    def write(self, own_words: bool | None, words: Catalogue) -> WritingNote | None:
        """Write the reports, now or once the foresight is available.

        ``own_words`` says whether to include submitted lines; ``None`` means not to write after all.
        """
        foresight = self._forecast.foresight
        self._waiting = own_words if foresight is None else None
        if own_words is None:
            return None
        if foresight is None:
            return WritingNote(words("drill.write.wait"))
        try:
            files = self._write(self._drill, self._folder, words, foresight, own_words)
        except OSError as error:
            return WritingNote(words("drill.write.failed", problem=str(error)), failed=True)
        names = words("play.list_separator").join(path.name for path in files)
        return WritingNote(words("drill.write.done", folder=self._folder, files=names))

    def foresight_ready(self, words: Catalogue) -> WritingNote | None:
        """Write the reports that waited for the foresight, if any, now that it is available."""
        return None if self._waiting is None else self.write(self._waiting, words)
