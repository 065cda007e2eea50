"""`roleplay check`: files, folders and ids -> findings. Prints nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from roleplay.checking.forms import ItemProfile, check_parallel, check_questions, item_profile
from roleplay.checking.review_date import dated_finding, is_in_future
from roleplay.checking.scene import DEFAULT_DEPTH, Depth, check_subject
from roleplay.reading.cache import Cache, NoCache
from roleplay.reading.contents import LoadedShared, read_file
from roleplay.reading.diagnostics import Diagnostic, sort
from roleplay.reading.files import (
    digest,
    digest_of_text,
    is_folder,
    read_regular,
    scenario_files,
    shared_files,
    true_path,
    unreadable_finding,
)
from roleplay.reading.folders import check_scene, read_scenario
from roleplay.reading.form_names import read_form
from roleplay.reading.observations import read_sheet
from roleplay.reading.ratings import ratings_digest
from roleplay.reading.shared_reader import read_shared
from roleplay.scene.forms import Exam, FormItem, ParallelForm
from roleplay.scene.model import Bundle, Rubric, Scenario, Shared

#: ``roleplay: rubric/1``, with or without quotes, also as JSON.
_KIND_LINE = re.compile(r"""^[\ufeff{\s]*["']?roleplay["']?\s*:\s*["']?(\w+)/""", re.MULTILINE)

#: The folders of a library.
_LIBRARY_FOLDERS = ("rubrics", "scenarios", "forms")


class FileResult(NamedTuple):
    """The result of checking a scene, a form or an observer's sheet."""

    findings: tuple[Diagnostic, ...]
    #: the number of places still to be written
    todo: int = 0
    #: a finding about the review date, which holds only before that date
    review: Diagnostic | None = None


#: Applies a function to every file and yields the results in the same order.
MapFiles: TypeAlias = Callable[[Callable[[Path], FileResult], Sequence[Path]], Iterable[FileResult]]


class CheckReport(NamedTuple):
    """The files checked and the findings in them."""

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    #: the number of places still to be written, in all drafts
    todo: int = 0


def roots_of(path: Path) -> list[Path]:
    """The library a file belongs to: the folder that holds its ``scenarios/``, ``rubrics/`` or ``forms/``, if any."""
    for parent in true_path(path).parents:
        if parent.name in _LIBRARY_FOLDERS:
            return [parent.parent]
    return []


def files_in(path: Path) -> tuple[list[Path], list[Diagnostic]]:
    """The YAML files of a folder, and a finding for each folder that cannot be read.

    In a library, its scenes, rubrics and forms; in any other folder, everything below it. Names beginning with a dot
    are skipped.
    """
    files: list[Path] = []
    unreadable: list[OSError] = []
    for top in [folder for folder in map(path.joinpath, _LIBRARY_FOLDERS) if is_folder(folder)] or [path]:
        for folder, subfolders, names in os.walk(top, onerror=unreadable.append):
            subfolders[:] = [name for name in subfolders if not name.startswith(".")]
            # a folder named like a YAML file is listed as well, so that it is reported
            paths = (Path(folder, name) for name in (*names, *subfolders) if not name.startswith("."))
            files += [file for file in paths if file.suffix in (".yaml", ".yml")]
    return sorted(files), [unreadable_finding(Path(error.filename or path), error) for error in unreadable]


def check(
    targets: Sequence[Path],
    libraries: Sequence[Path],
    depth: Depth = DEFAULT_DEPTH,
    cache: Cache | None = None,
    today: str | None = None,
    map_files: MapFiles | None = None,
) -> CheckReport:
    """Check ``targets`` (files or folders) with what ``libraries`` and the targets' own libraries share.

    A library named twice counts once; a later one may use and extend the vocabulary of an earlier one. ``cache``
    keeps the findings of each scene until the scene or anything shared changes. Review dates after ``today``
    (``2026-05-04``) are reported; without it none is. ``map_files`` applies a function to every file, possibly in other
    processes, and yields the results in order.
    """
    files: list[Path] = []
    findings: list[Diagnostic] = []
    for target in targets:
        target_files, unreadable = files_in(target) if is_folder(target) else ([target], [])
        files += target_files
        findings += unreadable
    files = list({true_path(file): file for file in files}.values())
    roots = {true_path(root): root for root in [*libraries, *(root for file in files for root in roots_of(file))]}
    shared = _shared_files(roots.values(), files)
    cache = cache or NoCache()
    loaded = read_shared(shared, cache)
    wanted = {str(file) for file in files}
    given_paths = {true_path(file): str(file) for file in files}
    findings += [finding for finding in _with_given_paths(loaded.findings, given_paths) if finding.file in wanted]
    shared_paths = set(map(true_path, shared))
    scenes = _SceneChecker(loaded, depth, cache)
    forms = _FormChecker(loaded.shared, list(roots.values()), depth, scenes.key, cache)
    todo = 0

    def check_file(file: Path) -> FileResult:
        if _kind(file) == "observation":
            return _check_sheet(file, loaded.shared, forms.scenes)
        return forms.check(file) if forms.is_form(file) else scenes.check(file)

    others = [file for file in files if true_path(file) not in shared_paths]
    for file_findings, file_todo, review in map_files(check_file, others) if map_files else map(check_file, others):
        findings += file_findings
        todo += file_todo
        if review is not None and today is not None and is_in_future(review, today):
            findings.append(review)
    return CheckReport(tuple(str(file) for file in files), tuple(sort(findings)), todo)


def _with_given_paths(findings: Iterable[Diagnostic], given_paths: dict[Path, str]) -> list[Diagnostic]:
    """The findings with paths as the caller gave them: the same file may also be known by another path."""
    return [finding._replace(file=given_paths.get(true_path(Path(finding.file)), finding.file)) for finding in findings]


def _shared_files(roots: Iterable[Path], files: Sequence[Path]) -> list[Path]:
    by_path: dict[Path, Path] = {}
    for root in roots:
        by_path |= {true_path(file): file for file in shared_files(root)}
    for file in files:  # a rubric or persona outside any library
        if true_path(file) not in by_path and _kind(file) in ("rubric", "persona", "moves", "kpi"):
            by_path[true_path(file)] = file
    return list(by_path.values())


def _check_sheet(file: Path, shared: Shared, scenes: _SceneFiles) -> FileResult:
    """Check an observer's sheet."""
    try:
        content = read_regular(file)
    except OSError as error:
        return FileResult((unreadable_finding(file, error),))
    return FileResult(read_sheet(content, str(file), shared, scenes).diagnostics)


def _kind(file: Path) -> str:
    """The kind that a file declares, from its first 4096 bytes; empty if there is none."""
    try:
        head = read_regular(file)[:4096].decode("utf-8", "replace")
    except OSError:
        return ""
    match = _KIND_LINE.search(head)
    return match[1] if match else ""


def _code_digest() -> str:
    """A digest that changes whenever this program does: findings of other code are not reused."""
    stats = ((file, file.stat()) for file in sorted(Path(__file__).parents[1].rglob("*.py")))
    return digest_of_text("\n".join(f"{file}\0{stat.st_mtime_ns}\0{stat.st_size}" for file, stat in stats))


class _SceneChecker:
    """Checks scenes, one by one, against what they share."""

    def __init__(self, loaded: LoadedShared, depth: Depth, cache: Cache) -> None:
        self.shared = loaded.shared
        self.depth = depth
        self.cache = cache
        self.key = digest_of_text("\n".join([_code_digest(), repr(depth), loaded.digest]))

    def check(self, file: Path) -> FileResult:
        """Check one file."""
        try:
            content = read_regular(file)
        except OSError as error:
            return FileResult((unreadable_finding(file, error),))
        ratings = ratings_digest(file) if self.depth.ratings else ""
        key = f"findings:{self.key}:{file}:{digest(content)}{ratings}"
        cached = self.cache.get(key, FileResult)
        if cached is not None:
            return cached
        loaded = check_scene(content, str(file), self.shared)
        if not isinstance(loaded.value, Scenario):
            return FileResult(loaded.diagnostics)
        bundle = Bundle(loaded.value, *self.shared)
        findings, todo = check_subject(self.depth.subject(bundle, loaded.document, self.cache), self.depth)
        review = dated_finding(loaded.value, loaded.document)
        result = FileResult((*loaded.diagnostics, *findings), todo, review)
        self.cache.put(key, result)
        return result


class _SceneFiles:
    """The scenes of some libraries by the stems of their files, each read on request."""

    def __init__(self, folders: Sequence[Path], shared: Shared) -> None:
        self.paths = {path.stem: path for folder in folders for path in scenario_files(folder)}
        self.shared = shared
        self.read: dict[str, tuple[Scenario, str]] = {}

    def ids(self) -> Collection[str]:
        """The ids of all scenes."""
        return self.paths.keys()

    def scenario(self, name: str) -> Scenario:
        """The scene with the id ``name``. Raises `BrokenScene`."""
        if name not in self.read:
            content = read_file(self.paths[name])
            self.read[name] = read_scenario(content, str(self.paths[name]), self.shared), digest(content)
        return self.read[name][0]

    def digest(self, name: str) -> str:
        """The digest of the file of a scene that was read before."""
        return self.read[name][1]


class _FormChecker:
    """Checks forms and exams, one by one, against the scenes of the libraries and what these share."""

    def __init__(self, shared: Shared, folders: Sequence[Path], depth: Depth, key: str, cache: Cache) -> None:
        self.shared = shared
        self.scenes = _SceneFiles(folders, shared)
        self.depth = depth
        self.key = key
        self.cache = cache

    @staticmethod
    def is_form(file: Path) -> bool:
        """Whether a file is a form or an exam, and not in a folder for scenes."""
        return _kind(file) in ("form", "exam") and true_path(file).parent.name != "scenarios"

    def check(self, file: Path) -> FileResult:
        """Check one file."""
        try:
            content = read_regular(file)
        except OSError as error:
            return FileResult((unreadable_finding(file, error),))
        loaded = read_form(content, str(file), self.shared, self.scenes)
        form, findings = loaded.value, list(loaded.diagnostics)
        if self.depth.release and isinstance(form, ParallelForm | Exam) and not form.released:
            findings.append(loaded.document.finding("RP716", loaded.document.span(("status",))))
        if isinstance(form, Exam):
            findings += check_questions(form, self.shared, loaded.document)
        if isinstance(form, ParallelForm) and self.depth.explore:
            rubric, scenario = self.shared.rubrics[form.rubric], self.scenes.scenario
            findings += check_parallel(form, rubric, loaded.document, scenario, lambda item: self.profile(item, rubric))
        return FileResult(tuple(findings))

    def profile(self, item: FormItem, rubric: Rubric) -> ItemProfile | None:
        """The demands of an item, cached until its scene or anything shared changes; ``None`` as in `item_profile`."""
        scenario = self.scenes.scenario(item.scene)
        parts = [self.key, self.scenes.digest(item.scene), repr((item.seed, *sorted(item.personas.items()))), rubric.id]
        key = f"profile:{digest_of_text(' '.join(parts))}"
        cached = self.cache.get(key, ItemProfile)
        if cached is not None:
            return cached
        result = item_profile(Bundle(scenario, *self.shared), item, rubric, self.depth.limit)
        if result is not None:
            self.cache.put(key, result)
        return result
