"""Reading scenes and forms: each by itself, then its names against what the scenes of its libraries share."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from roleplay.reading.cache import Cache
from roleplay.reading.contents import (
    BrokenScene,
    Contents,
    Entry,
    FormEntry,
    LoadedShared,
    Source,
    broken_entry,
    read_file,
    scenario_cache_key,
)
from roleplay.reading.diagnostics import START, Diagnostic, limit_findings, sort
from roleplay.reading.files import digest, read_regular, unreadable_finding
from roleplay.reading.form_names import read_form
from roleplay.reading.language_codes import check_language_codes
from roleplay.reading.loader import LoadedFile, is_error, load
from roleplay.reading.scenario_names import check_scenario
from roleplay.reading.shared_reader import SharedReader, read_shared
from roleplay.reading.terms import SharedTerms
from roleplay.scene.forms import Exam, ParallelForm
from roleplay.scene.model import Bundle, Scenario, Shared
from roleplay.scene.practised import practised_criteria


def check_scene(content: bytes, name: str, shared: Shared) -> LoadedFile:
    """Read one scenario and check its names against the library's."""
    file = load(content, name)
    file = file._replace(diagnostics=SharedTerms.of(shared).with_suggestions(file.diagnostics, file.document))
    if isinstance(file.draft, Scenario):
        name_findings = check_scenario(file.draft, shared, file.document)
        if any(map(is_error, file.diagnostics)):  # a name may only seem unused because its use could not be read
            name_findings = list(filter(is_error, name_findings))
        code_findings = check_language_codes(file.draft, file.document)
        findings = limit_findings([*file.diagnostics, *name_findings, *code_findings])
        value = None if any(map(is_error, findings)) else file.value
        return file._replace(value=value, diagnostics=tuple(findings))
    if file.value is not None:
        span = file.document.span(("roleplay",))
        return file._replace(value=None, diagnostics=(file.document.finding("RP009", span, found=file.kind),))
    return file._replace(diagnostics=tuple(limit_findings(file.diagnostics)))


def read_contents(
    shared_files: Sequence[Path], scenario_files: Sequence[Path], form_files: Sequence[Path], cache: Cache
) -> Contents:
    """Read everything. A file that ``cache`` has, read with exactly these shared files, is not read again.

    Scenarios read now are added to ``cache``.
    """
    loaded = read_shared(shared_files, cache)
    shared = loaded.shared
    entries: dict[str, Entry] = {}
    for path in scenario_files:
        entry = _entry(path, loaded, cache)
        shadowed = entries.pop(entry.id, None)
        if shadowed is not None:
            entry = entry._replace(shadows=(*shadowed.shadows, shadowed.path))
        entries[entry.id] = entry
    # a stable order: by family in order of first appearance, then difficulty, then id; broken ones last
    families = list(dict.fromkeys(entry.family for entry in entries.values()))
    ordered = sorted(entries.values(), key=lambda e: (bool(e.problem), families.index(e.family), e.difficulty, e.id))
    return Contents(
        entries=tuple(ordered),
        moves=shared.moves,
        personas=shared.personas,
        rubrics=shared.rubrics,
        shared_files=loaded.files,
        problems=tuple(sort(loaded.findings)),
        cliches=shared.cliches,
        kpi=shared.kpi,
        forms=_forms(form_files, shared, LibraryScenes(entries, shared, cache)),
    )


class LibraryScenes:
    """The scenes that forms may refer to, each read on request."""

    def __init__(self, entries: Mapping[str, Entry], shared: Shared, cache: Cache) -> None:
        self.entries = entries
        self.shared = shared
        self.cache = cache

    def ids(self) -> Collection[str]:
        """The ids of all scenes."""
        return self.entries.keys()

    def scenario(self, name: str) -> Scenario:
        """The scene with the id ``name``. Raises `BrokenScene`."""
        entry = self.entries[name]
        if entry.problem is not None:
            raise BrokenScene([entry.problem])
        path = Path(entry.path)
        cached = self.cache.get(scenario_cache_key(entry.digest, entry.path), Scenario)
        return cached or read_scenario(read_file(path), entry.path, self.shared)


#: The line by which the file of an exam declares its kind.
_EXAM = re.compile(rb"^roleplay:[ \t]*[\"']?exam/", re.MULTILINE)


def _forms(paths: Sequence[Path], shared: Shared, scenes: LibraryScenes) -> tuple[FormEntry, ...]:
    """The forms and exams, sorted by id; a later file shadows an earlier one with the same id."""
    forms: dict[str, FormEntry] = {}
    for path in paths:
        try:
            content = read_regular(path)
        except OSError as error:
            forms[path.stem] = FormEntry(path.stem, str(path), "", problem=unreadable_finding(path, error))
            continue
        file, content_digest = read_form(content, str(path), shared, scenes), digest(content)
        match file.value:
            case ParallelForm() as form:
                forms[form.id] = FormEntry(form.id, str(path), content_digest, form=form)
            case Exam() as exam:
                forms[exam.id] = FormEntry(exam.id, str(path), content_digest, exam=exam, is_exam=True)
            case _:
                problem = next(filter(is_error, file.diagnostics))
                forms[path.stem] = FormEntry(
                    path.stem, str(path), content_digest, problem=problem, is_exam=_EXAM.search(content) is not None
                )
    return tuple(forms[name] for name in sorted(forms))


def _entry(path: Path, loaded: LoadedShared, cache: Cache) -> Entry:
    try:
        content = read_regular(path)
    except OSError as error:
        return broken_entry(path, "", unreadable_finding(path, error))
    content_digest = digest(content)
    key = f"entry:{loaded.digest}:{path}:{content_digest}"
    cached = cache.get(key, Entry)
    if cached is not None:
        return cached
    file = check_scene(content, str(path), loaded.shared)
    if isinstance(file.value, Scenario):
        entry = _entry_of(file.value, path, content_digest, loaded.shared)
        cache.put(scenario_cache_key(content_digest, entry.path), file.value)
    else:
        problem = next((d for d in file.diagnostics if is_error(d)), None)
        entry = broken_entry(path, content_digest, problem or file.document.finding("RP009", START, found="?"))
    cache.put(key, entry)
    return entry


def _entry_of(scenario: Scenario, path: Path, content_digest: str, shared: Shared) -> Entry:
    return Entry(
        id=scenario.id,
        path=str(path),
        digest=content_digest,
        title=scenario.title,
        summary=scenario.summary,
        family=scenario.family,
        tags=scenario.tags,
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        released=scenario.released,
        rubrics=scenario.rubrics,
        languages=scenario.languages,
        problem=None,
        practised=practised_criteria(scenario, shared),
        touchpoint=scenario.touchpoint,
        newcomers=scenario.newcomers,
        source=scenario.source,
        reviewed=scenario.reviewed,
    )


def read_scenario(content: bytes, path: str, shared: Shared) -> Scenario:
    """One scenario, with its names checked against what is shared. Raises `BrokenScene`."""
    file = check_scene(content, path, shared)
    if not isinstance(file.value, Scenario):
        raise BrokenScene([d for d in file.diagnostics if is_error(d)])
    return file.value


def bundle_of(sources: Iterable[Source]) -> Bundle:
    """Rebuild the bundle that an old attempt was played on, from the texts in its record. Raises `BrokenScene`."""
    reader = SharedReader()
    scene: Source | None = None
    for source in sources:
        if source.kind == "scenario":
            scene = source
        else:
            reader.add(f"{source.id}.yaml", source.text.encode(), from_record=True)
    if scene is None:
        raise BrokenScene([Diagnostic(code="RP018", file="", span=START, details={"problem": "no scenario"})])
    file = load(scene.text.encode(), f"{scene.id}.yaml", from_record=True)
    if not isinstance(file.value, Scenario):
        errors = [d for d in file.diagnostics if is_error(d)]
        raise BrokenScene(errors or [file.document.finding("RP009", START, found=file.kind)])
    return Bundle(file.value, *reader.shared())
