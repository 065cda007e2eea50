"""Writing the reports of a class: what is asked first, and what has to be known for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from roleplay.drill.events.facilitator import Group
from roleplay.presenting.drill.class_debrief import handed_in

if TYPE_CHECKING:
    from roleplay.drill.outcome import Outcome
    from roleplay.locales import Catalogue
    from roleplay.presenting.drill.forecast import Forecast
    from roleplay.presenting.facts.debrief import Foresight
    from roleplay.workspace.drills import Drill

#: Writes the reports of a drill into a folder, from what is known of every line, with or without the lines handed in,
#: and says which files. Raises OSError.
WriteReports: TypeAlias = Callable[["Drill", Path, "Catalogue", "Foresight", bool], Sequence[Path]]


class WritingNote(NamedTuple):
    """What became of it, and whether that is an error."""

    text: str
    failed: bool = False


class ClassReports:
    """The reports of one drill. First `name` is asked for where ``nameless``, then whether ``with_lines``."""

    def __init__(self, drill: Drill, forecast: Forecast, write: WriteReports, folder: Path) -> None:
        """``folder`` is where they go."""
        self._drill = drill
        self._forecast = forecast
        self._write = write
        self._folder = folder
        #: they are to be written as soon as all is known, with the lines handed in or without; ``None``: not
        self._waiting: bool | None = None

    @property
    def nameless(self) -> bool:
        """Whether it has not been asked yet what the group is called."""
        return self._drill.room.group is None

    @property
    def has_lines(self) -> bool:
        """Whether lines were handed in, of which has to be asked whether they are to stand in the reports."""
        return handed_in(self._drill.room) > 0

    def name(self, group: str) -> Outcome:
        """The group is called so."""
        return self._drill.do(Group(group))

    def write(self, own_words: bool | None, words: Catalogue) -> WritingNote | None:
        """Write them, as soon as all is known; ``own_words``: with the lines handed in, ``None``: not now."""
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

    def known(self, words: Catalogue) -> WritingNote | None:
        """All is known by now: write what was to wait for it."""
        return None if self._waiting is None else self.write(self._waiting, words)
