"""`roleplay check`: files, folders and ids -> findings. Prints nothing, plays nothing but the scenes' own walks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from roleplay.checking.subject import Subject
from roleplay.checking.walks import check_walks
from roleplay.language.contents import unreadable
from roleplay.language.diagnostics import Diagnostic, sort
from roleplay.language.frozen import freeze
from roleplay.language.model import Bundle, Scenario
from roleplay.language.reading import Reading, check_scene, read_commons

#: ``roleplay: rubric/1``, with quotes or without, also as JSON.
_SAYS_KIND = re.compile(r"""^[\ufeff{\s]*["']?roleplay["']?\s*:\s*["']?(\w+)/""", re.MULTILINE)


class Report(NamedTuple):
    """What was found in which files."""

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]


def roots_of(path: Path) -> list[Path]:
    """The library a file belongs to: the folder that holds its ``scenarios/`` or ``rubrics/``, if it lies in one."""
    for parent in path.resolve().parents:
        if parent.name in ("scenarios", "rubrics"):
            return [parent.parent]
    return []


def files_in(path: Path) -> list[Path]:
    """The YAML files of a folder: of a library its scenes and rubrics, of any other folder all below it."""
    inside = [path / "rubrics", path / "scenarios"]
    folders = [folder for folder in inside if folder.is_dir()] or [path]
    found = (file for folder in folders for file in folder.rglob("*") if file.suffix in (".yaml", ".yml"))
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))


def check(targets: Sequence[Path], libraries: Sequence[Path]) -> Report:
    """Check ``targets`` (files or folders) with what ``libraries`` and their own libraries share.

    A library named twice counts once; a later one may use and extend the vocabulary of an earlier one.
    """
    files = [file for target in targets for file in (files_in(target) if target.is_dir() else [target])]
    files = list({file.resolve(): file for file in files}.values())
    roots = {root.resolve(): root for root in [*libraries, *(root for file in files for root in roots_of(file))]}
    commons = _common_files(roots.values(), files)
    reading = read_commons(commons)
    wanted = {str(file) for file in files}
    own = {file.resolve(): str(file) for file in files}
    findings = [d for d in _named_as_given(reading.findings, own) if d.file in wanted]
    shared = {path.resolve() for path in commons}
    for file in files:
        if file.resolve() not in shared:
            findings += _check_file(file, reading)
    return Report(tuple(str(file) for file in files), tuple(sort(findings)))


def _named_as_given(findings: Iterable[Diagnostic], own: dict[Path, str]) -> list[Diagnostic]:
    """The same file may be known by another path; findings use the one that was asked for."""
    return [d._replace(file=own.get(Path(d.file).resolve(), d.file)) for d in findings]


def _common_files(roots: Iterable[Path], files: Sequence[Path]) -> list[Path]:
    found: dict[Path, Path] = {}
    for root in roots:
        for folder in (root / "rubrics", root / "rubrics" / "personas"):
            if folder.is_dir():
                found |= {f.resolve(): f for f in sorted(folder.iterdir()) if f.suffix in (".yaml", ".yml")}
    for file in files:  # a rubric or persona outside any library
        if file.resolve() not in found and _kind(file) in ("rubric", "persona", "moves"):
            found[file.resolve()] = file
    return list(found.values())


def _kind(file: Path) -> str:
    """The kind a file says it is, cheaply."""
    try:
        with file.open("rb") as opened:
            head = opened.read(4096).decode("utf-8", "replace")
    except OSError:
        return ""
    found = _SAYS_KIND.search(head)
    return found[1] if found else ""


def _check_file(file: Path, reading: Reading) -> list[Diagnostic]:
    try:
        content = file.read_bytes()
    except OSError as error:
        return [unreadable(file, error)]
    found = check_scene(content, str(file), reading.commons())
    if not isinstance(found.value, Scenario):
        return list(found.diagnostics)
    moves, personas, rubrics = freeze(reading.moves), freeze(reading.personas), freeze(reading.rubrics)
    return [*found.diagnostics, *check_walks(Subject(Bundle(found.value, moves, personas, rubrics), found.document))]
