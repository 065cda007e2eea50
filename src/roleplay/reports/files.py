"""Putting a report where it is to lie: whole or not at all, and never in the place of a drill's own journal."""

from __future__ import annotations

from pathlib import Path

from roleplay.records.drill_file import DrillReader, NotADrill
from roleplay.records.whole_files import write_whole


def put(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write a file, replacing an earlier one in one step; the path that it has now.

    A journal of a drill is not replaced: then the report is called ``NAME-report``. What is no file, such as a pipe
    that nobody reads, is not opened. Raises OSError.
    """
    if _is_journal(path):
        path = path.with_name(f"{path.stem}-report{path.suffix}")
    write_whole(path, content.encode(encoding) if isinstance(content, str) else content, devices=False)
    return path


def _is_journal(path: Path) -> bool:
    try:
        DrillReader(path)
    except (NotADrill, OSError):
        return False
    return True
