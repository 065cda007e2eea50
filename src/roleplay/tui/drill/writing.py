"""Writing the reports of a class."""

from __future__ import annotations

from pathlib import Path

from textual.notifications import SeverityLevel

from roleplay.locales import Catalogue
from roleplay.presenting.facts.debrief import Foresight
from roleplay.tui.services import Services
from roleplay.workspace.drills import Drill


def written(services: Services, drill: Drill, words: Catalogue, known: Foresight) -> tuple[str, SeverityLevel]:
    """Write them into the folder that the program was started from; what there is to say of it.

    ``known`` spares working it out again.
    """
    if known is None:
        return words("drill.write.wait"), "information"
    try:
        files = services.write_reports(drill, Path.cwd(), words, known)
    except OSError as error:
        return words("drill.write.failed", problem=str(error)), "error"
    names = words("play.list_separator").join(path.name for path in files)
    return words("drill.write.done", folder=Path.cwd(), files=names), "information"
