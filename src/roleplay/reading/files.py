"""The files of a library: which there are, and what to say of one that cannot be opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from roleplay.reading.diagnostics import START, Diagnostic


def digest(content: bytes) -> str:
    """The sha256 of a file's content, in hex: what it is known by in caches and records."""
    return hashlib.sha256(content).hexdigest()


def each_once(folders: Sequence[Path]) -> list[Path]:
    """Each folder once, where it is named last: a later library shadows the earlier ones."""
    resolved = [folder.resolve() for folder in folders]
    return [folder for index, folder in enumerate(folders) if resolved[index] not in resolved[index + 1 :]]


def scenario_files(library: Path) -> list[Path]:
    """The scenes of a library, by name."""
    return _yaml_files(library / "scenarios")


def shared_files(library: Path) -> list[Path]:
    """What the scenes of a library share: moves, rubrics, the KPI profile, then personas, by name."""
    return [*_yaml_files(library / "rubrics"), *_yaml_files(library / "rubrics" / "personas")]


def _yaml_files(folder: Path) -> list[Path]:
    try:
        files = [file for file in folder.iterdir() if file.suffix in (".yaml", ".yml")]
    except OSError:
        return []
    return sorted(file for file in files if not file.name.startswith("."))


def unreadable(path: Path, error: OSError) -> Diagnostic:
    """A file that cannot even be opened."""
    problem = error.strerror or type(error).__name__
    return Diagnostic(code="RP018", file=str(path), span=START, details={"problem": problem})
