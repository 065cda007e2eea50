"""Reading an observer's sheet: its names are looked up, and it must fit the conversation that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from roleplay.reading.contents import BrokenScene, SceneLookup
from roleplay.reading.diagnostics import Diagnostic, join_names, limit_findings
from roleplay.reading.document import KeyPath
from roleplay.reading.loader import LoadedFile, is_error, load
from roleplay.reading.names import NameChecker
from roleplay.reading.terms import SharedTerms
from roleplay.scene.model import Rubric, Scenario, Shared
from roleplay.scene.observation import ObserverSheet, SheetEntry

#: The lists of a sheet: key in the file -> field.
_LISTS: Mapping[str, str] = {"for": "for_it", "unseen": "unseen", "against": "against"}


class ObservedTalk(NamedTuple):
    """The attempt with which a sheet is compared."""

    id: str
    scenario: Scenario
    rubrics: Mapping[str, Rubric]
    #: how many lines the learner said
    lines: int


def read_sheet(content: bytes, name: str, shared: Shared, scenes: SceneLookup) -> LoadedFile:
    """Read a sheet and look up its names in a library."""
    file, checker, sheet = _read(content, name, shared)
    if sheet is None:
        return file
    if checker.check_known("RP131", sheet.scene, scenes.ids(), ("scene",)):
        try:
            checker.check_against_scene(scenes.scenario(sheet.scene), shared.rubrics)
        except BrokenScene as broken:
            problem = broken.diagnostics[0]
            en, zh = problem.message("en"), problem.message("zh")
            checker.report("RP132", ("scene",), name=sheet.scene, problem=en, problem_zh=zh)
    return _with_findings(file, checker.findings)


def read_attempt_sheet(content: bytes, name: str, shared: Shared, talk: ObservedTalk) -> LoadedFile:
    """Read a sheet about an attempt and check that it fits that attempt, on the text as played."""
    file, checker, sheet = _read(content, name, shared)
    if sheet is None:
        return file
    if sheet.scene != talk.scenario.id:
        en = f"it is about the scene `{sheet.scene}`, but the attempt was at `{talk.scenario.id}`"
        checker.report_mismatch(("scene",), en, f"表上写的场景是 `{sheet.scene}`，这一次练的是 `{talk.scenario.id}`")
    elif sheet.attempt is not None and not talk.id.startswith(sheet.attempt):
        en = f"it is about the attempt `{sheet.attempt}`, but this is `{talk.id[:8]}`"
        checker.report_mismatch(("attempt",), en, f"表上写的是 `{sheet.attempt}` 那一次，这一次是 `{talk.id[:8]}`")
    else:
        checker.check_against_scene(talk.scenario, talk.rubrics)
        checker.check_line_numbers(talk.lines)
    return _with_findings(file, checker.findings)


def _read(content: bytes, name: str, shared: Shared) -> tuple[LoadedFile, _SheetNames, ObserverSheet | None]:
    file = load(content, name)
    file = file._replace(diagnostics=SharedTerms.of(shared).with_suggestions(file.diagnostics, file.document))
    sheet = file.draft if isinstance(file.draft, ObserverSheet) else None
    checker = _SheetNames(sheet, shared, file)
    if sheet is None and file.value is not None:  # a file of another kind
        span = file.document.span(("roleplay",))
        file = file._replace(value=None, diagnostics=(file.document.finding("RP009", span, found=f"{file.kind}/1"),))
    return file, checker, sheet


def _with_findings(file: LoadedFile, more: list[Diagnostic]) -> LoadedFile:
    findings = limit_findings([*file.diagnostics, *more])
    return file._replace(value=None if any(map(is_error, findings)) else file.value, diagnostics=tuple(findings))


class _SheetNames(NameChecker):
    def __init__(self, sheet: ObserverSheet | None, shared: Shared, file: LoadedFile) -> None:
        super().__init__(file.document, shared)
        self._sheet = sheet

    def report_mismatch(self, path: KeyPath, problem: str, problem_zh: str, *, key: bool = False) -> None:
        self.report("RP802", path, (), key=key, problem=problem, problem_zh=problem_zh)

    def _watched(self) -> Iterator[tuple[str, SheetEntry]]:
        yield from () if self._sheet is None else self._sheet.criteria.items()

    def check_against_scene(self, scenario: Scenario, rubrics: Mapping[str, Rubric]) -> None:
        """RP801, RP802: the rubric is one of the scene's, the criteria are the rubric's, each line is marked once."""
        assert self._sheet is not None
        name = self._sheet.rubric
        if name not in scenario.rubrics:
            known = join_names(scenario.rubrics)
            en = f"the scene `{scenario.id}` is not judged by `{name}`, but by {known}"
            self.report_mismatch(("rubric",), en, f"场景 `{scenario.id}` 不按 `{name}` 评分，用的是 {known}")
            return
        criteria = [criterion.id for criterion in rubrics[name].criteria]
        for watched, sheet in self._watched():
            if watched not in criteria:
                path: KeyPath = ("criteria", watched)
                self.report("RP801", path, criteria, key=True, name=watched, rubric=name, known=join_names(criteria))
            self._marked_once(watched, sheet)

    def _marked_once(self, name: str, sheet: SheetEntry) -> None:
        seen: dict[int, str] = {}
        for written, field in _LISTS.items():
            for index, line in enumerate(getattr(sheet, field)):
                if line in seen:
                    en = f"line {line} is listed in `{seen[line]}` as well as here"
                    path = ("criteria", name, written, index)
                    self.report_mismatch(path, en, f"第 {line} 句在 `{seen[line]}` 里已经写过")
                seen.setdefault(line, written)

    def check_line_numbers(self, lines: int) -> None:
        """RP802: the sheet only names lines that were said."""
        for name, sheet in self._watched():
            for written, field in _LISTS.items():
                for index, line in enumerate(getattr(sheet, field)):
                    if line > lines:
                        en = f"it names line {line}, but the learner said only {lines}"
                        path = ("criteria", name, written, index)
                        self.report_mismatch(path, en, f"写了第 {line} 句，而学员一共说了 {lines} 句")
