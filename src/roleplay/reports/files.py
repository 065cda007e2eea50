"""Writing a report's file atomically, and never over a drill's journal."""

from __future__ import annotations

from pathlib import Path

from roleplay.records.atomic_write import atomic_write
from roleplay.records.drill_file import DrillReader, NotADrill


def write_report(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    """Write a file, replacing an existing one atomically; returns its actual path.

    A drill's journal is not replaced: then the report is named ``NAME-report``. A path that isn't a regular file, such
    as a pipe that nobody reads, is not opened. Raises OSError.
    """
    if _is_journal(path):
        path = path.with_name(f"{path.stem}-report{path.suffix}")
    atomic_write(path, content.encode(encoding) if isinstance(content, str) else content, devices=False)
    return path


def _is_journal(path: Path) -> bool:
    try:
        DrillReader(path)
    except (NotADrill, OSError):
        return False
    return True
