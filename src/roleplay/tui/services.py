"""What other shells do for the full screen. `roleplay.commands` passes it in: shells do not know each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from roleplay.locales import Catalogue
    from roleplay.presenting.drill.phones import Phones
    from roleplay.presenting.facts.debrief import Foresight
    from roleplay.workspace.drills import Drill
    from roleplay.workspace.exporter import Exporter


def _no_phones(drill: Drill, words: Callable[[str], Catalogue], language: str) -> Phones | None:
    return None


def _no_reports(drill: Drill, folder: Path, words: Catalogue, known: Foresight, own_words: bool) -> Sequence[Path]:
    return ()


class Services(NamedTuple):
    """By default a drill has no phones and writes no reports, and attempts cannot be exported."""

    #: opens a drill to phones, given the words of each language; ``None`` if what they need is not installed
    open_phones: Callable[[Drill, Callable[[str], Catalogue], str], Phones | None] = _no_phones
    #: writes the reports of a drill into a folder, with or without the lines handed in, and returns their paths. Raises
    #: OSError
    write_reports: Callable[[Drill, Path, Catalogue, Foresight, bool], Sequence[Path]] = _no_reports
    #: writes attempts to files; ``None`` if export is not available
    exporter: Exporter | None = None
