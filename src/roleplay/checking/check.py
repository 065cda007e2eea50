"""`roleplay check`: files, folders and ids -> findings. Prints nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from roleplay.checking.review_date import dated_finding, holds
from roleplay.checking.scene import WHOLE, Depth, check_subject
from roleplay.reading.cache import Cache, NoCache
from roleplay.reading.contents import LoadedShared
from roleplay.reading.diagnostics import Diagnostic, sort
from roleplay.reading.files import digest, shared_files, unreadable
from roleplay.reading.folders import check_scene
from roleplay.reading.ratings import ratings_digest
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.model import Bundle, Scenario

#: ``roleplay: rubric/1``, with quotes or without, also as JSON.
_SAYS_KIND = re.compile(r"""^[\ufeff{\s]*["']?roleplay["']?\s*:\s*["']?(\w+)/""", re.MULTILINE)


#: What is found in a scene, how many places are still to be written there, and what only the day decides.
OfScene: TypeAlias = tuple[Sequence[Diagnostic], int, Diagnostic | None]
#: Does something to every file, and gives the results in their order.
Each: TypeAlias = Callable[[Callable[[Path], OfScene], Sequence[Path]], Iterable[OfScene]]


class CheckReport(NamedTuple):
    """What was found in which files."""

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    #: places still to be written, in all drafts
    todo: int = 0


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
    files = (file for folder in folders for file in folder.rglob("*") if file.suffix in (".yaml", ".yml"))
    return sorted(file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts))


def check(
    targets: Sequence[Path],
    libraries: Sequence[Path],
    depth: Depth = WHOLE,
    cache: Cache | None = None,
    today: str | None = None,
    each: Each | None = None,
) -> CheckReport:
    """Check ``targets`` (files or folders) with what ``libraries`` and their own libraries share.

    A library named twice counts once; a later one may use and extend the vocabulary of an earlier one. ``cache``
    keeps what was found in a scene, so that one which has not changed, nor anything it shares, is not looked at again.
    ``today`` (``2026-05-04``) tells which review dates are still to come; without it nothing is said of them. ``each``
    does what it is given to every file, in whatever process, and gives the results in their order.
    """
    files = [file for target in targets for file in (files_in(target) if target.is_dir() else [target])]
    files = list({file.resolve(): file for file in files}.values())
    roots = {root.resolve(): root for root in [*libraries, *(root for file in files for root in roots_of(file))]}
    shared = _shared_files(roots.values(), files)
    cache = cache or NoCache()
    loaded = read_shared(shared, cache)
    wanted = {str(file) for file in files}
    own = {file.resolve(): str(file) for file in files}
    findings = [finding for finding in _named_as_given(loaded.findings, own) if finding.file in wanted]
    known = {path.resolve() for path in shared}
    scenes = _Scenes(loaded, depth, cache)
    todo = 0
    of_scenes = [file for file in files if file.resolve() not in known]
    for of_file, more, review in each(scenes.check, of_scenes) if each else map(scenes.check, of_scenes):
        findings += of_file
        todo += more
        if review is not None and today is not None and holds(review, today):
            findings.append(review)
    return CheckReport(tuple(str(file) for file in files), tuple(sort(findings)), todo)


def _named_as_given(findings: Iterable[Diagnostic], own: dict[Path, str]) -> list[Diagnostic]:
    """The same file may be known by another path; findings use the one that was asked for."""
    return [finding._replace(file=own.get(Path(finding.file).resolve(), finding.file)) for finding in findings]


def _shared_files(roots: Iterable[Path], files: Sequence[Path]) -> list[Path]:
    by_path: dict[Path, Path] = {}
    for root in roots:
        by_path |= {file.resolve(): file for file in shared_files(root)}
    for file in files:  # a rubric or persona outside any library
        if file.resolve() not in by_path and _kind(file) in ("rubric", "persona", "moves", "kpi"):
            by_path[file.resolve()] = file
    return list(by_path.values())


def _kind(file: Path) -> str:
    """The kind a file says it is, cheaply."""
    try:
        with file.open("rb") as opened:
            head = opened.read(4096).decode("utf-8", "replace")
    except OSError:
        return ""
    match = _SAYS_KIND.search(head)
    return match[1] if match else ""


def _edition() -> str:
    """Changes whenever this program does: what other code has found is not believed."""
    stats = ((file, file.stat()) for file in sorted(Path(__file__).parents[1].rglob("*.py")))
    return digest("\n".join(f"{file}\0{stat.st_mtime_ns}\0{stat.st_size}" for file, stat in stats).encode())


class _Scenes:
    """Checks scenes one by one against what they share."""

    def __init__(self, loaded: LoadedShared, depth: Depth, cache: Cache) -> None:
        self.shared = loaded.shared
        self.depth = depth
        self.cache = cache
        self.key = digest("\n".join([_edition(), repr(depth), loaded.digest]).encode())

    def check(self, file: Path) -> OfScene:
        """What is found in a file, how many places are still to be written there, and what only the day decides."""
        try:
            content = file.read_bytes()
        except OSError as error:
            return [unreadable(file, error)], 0, None
        beside = ratings_digest(file) if self.depth.ratings else ""
        key = f"findings:{self.key}:{file}:{digest(content)}{beside}"
        kept = self.cache.get(key)
        if isinstance(kept, tuple):
            return kept
        loaded = check_scene(content, str(file), self.shared)
        if not isinstance(loaded.value, Scenario):
            return loaded.diagnostics, 0, None
        bundle = Bundle(loaded.value, *self.shared)
        findings, todo = check_subject(self.depth.subject(bundle, loaded.document, self.cache), self.depth)
        review = dated_finding(loaded.value, loaded.document)
        result = ((*loaded.diagnostics, *findings), todo, review)
        self.cache.put(key, result)
        return result
