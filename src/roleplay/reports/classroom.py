"""Reports of a drill: a page to read and print, a table for a spreadsheet, JSON lines for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from roleplay.drill.room import Room
from roleplay.drill.timeline import Timeline
from roleplay.locales import Catalogue
from roleplay.presenting.dates import Day
from roleplay.presenting.drill.class_debrief import class_debrief, occasion
from roleplay.presenting.facts.debrief import Foresight, foresight
from roleplay.records import private_files
from roleplay.reports.drill_page import drill_page
from roleplay.reports.files import write_report
from roleplay.reports.lines import as_lines
from roleplay.reports.rows import as_rows

#: The report formats of a drill; also the extensions of the files.
FORMATS = ("html", "csv", "jsonl")


class KeptDrill(Protocol):
    """A running drill, or one read from its journal: its room, and the id under which it is stored."""

    @property
    def id(self) -> str:
        """The id of the drill; also the stem of the files."""

    @property
    def room(self) -> Room:
        """The state of the drill."""

    @property
    def begun_at(self) -> datetime:
        """The local date and time of its start."""

    @property
    def timeline(self) -> Timeline:
        """The times at which each phase began."""


def write(
    drill: KeptDrill,
    folder: Path,
    words: Catalogue,
    foresight: Foresight = None,
    formats: Sequence[str] = FORMATS,
    *,
    own_words: bool = False,
) -> list[Path]:
    """Write the reports into ``folder``, which is created if needed; returns the files, named ``ID.html`` and so on.

    Existing files of that name are replaced atomically. ``foresight`` has the values of the story's states; if it is
    ``None`` it is computed here, within milliseconds to seconds. ``own_words``: include the lines that were handed in,
    without names. Raises OSError.
    """
    known = _known(drill.room, foresight)
    makers = {
        "html": lambda: as_html(drill, words, known, own_words=own_words),
        "csv": lambda: as_csv(drill, words, own_words=own_words),
        "jsonl": lambda: as_jsonl(drill, words, known, own_words=own_words),
    }
    texts = {name: makers[name]() for name in formats}
    private_files.make_folder(folder)
    # without a byte order mark, Excel reads a table in the code page of the machine
    return [
        write_report(folder / f"{drill.id}.{name}", text, "utf-8-sig" if name == "csv" else "utf-8")
        for name, text in texts.items()
    ]


def as_html(drill: KeptDrill, words: Catalogue, foresight: Foresight = None, *, own_words: bool = False) -> str:
    """The class debrief as a self-contained page."""
    debrief = class_debrief(drill.room, words, _known(drill.room, foresight), own_words=own_words)
    when = drill.begun_at
    which = occasion(drill.room.group, Day(when.year, when.month, when.day), words)
    return drill_page(debrief, which, drill.room.plan.form, drill.id, words)


def as_csv(drill: KeptDrill, words: Catalogue, *, own_words: bool = False) -> str:
    """The votes as a table (`rows`), without a byte order mark."""
    return as_rows(drill.room, class_debrief(drill.room, words, own_words=own_words), words)


def as_jsonl(drill: KeptDrill, words: Catalogue, foresight: Foresight = None, *, own_words: bool = False) -> str:
    """The votes as JSON lines (`lines`)."""
    known = _known(drill.room, foresight)
    debrief = class_debrief(drill.room, words, known, own_words=own_words)
    return as_lines(drill.room, debrief, drill.timeline, drill.id, words.language, known)


def _known(room: Room, given: Foresight) -> Foresight:
    return foresight(room.attempt) if given is None else given
