"""Reading what the scenes of some libraries share (moves, personas, rubrics, KPI profile) and checking its names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from roleplay.reading.cache import Cache, NoCache
from roleplay.reading.contents import LoadedShared, SharedFile
from roleplay.reading.diagnostics import Diagnostic, limit_findings
from roleplay.reading.files import digest, digest_of_text, read_regular, unreadable_finding
from roleplay.reading.language_codes import check_language_codes
from roleplay.reading.loader import LoadedFile, load
from roleplay.reading.names import check_persona, check_rubric, check_vocabulary
from roleplay.reading.terms import SharedTerms
from roleplay.scene.forms import Exam, ParallelForm
from roleplay.scene.frozen import freeze
from roleplay.scene.kpi import KpiProfile
from roleplay.scene.model import Move, Persona, Rubric, Scenario, Shared, Vocabulary


@dataclass(slots=True)
class SharedReader:
    """Reads the files that scenes share, one after another.

    A later persona or rubric replaces an earlier one of the same id; so does a later KPI profile.
    """

    moves: dict[str, Move] = field(default_factory=dict)
    move_files: dict[str, str] = field(default_factory=dict)
    cliches: dict[str, tuple[str, ...]] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    kpi: KpiProfile | None = None
    loaded: list[tuple[LoadedFile, SharedFile]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    #: each file with the findings about it alone, made before all names are known
    file_findings: list[tuple[LoadedFile, list[Diagnostic]]] = field(default_factory=list)

    def add(self, name: str, content: bytes, *, from_record: bool = False) -> None:
        """Read one file of moves, a persona, a rubric or a KPI profile; with ``from_record`` as `load` does."""
        file = load(content, name, from_record=from_record)
        self.file_findings.append((file, limit_findings(file.diagnostics)))
        value = file.value
        match value:
            case Vocabulary():
                self.add_moves(value, file)
                identity = Path(name).stem
            case Persona():
                self.personas[value.id] = value
                identity = value.id
            case Rubric():
                self.rubrics[value.id] = value
                identity = value.id
            case KpiProfile():
                self.kpi = value
                identity = value.id
            case Scenario() | ParallelForm() | Exam():
                span = file.document.span(("roleplay",))
                self.findings.append(file.document.finding("RP009", span, found=f"{file.kind}/1"))
                return
            case _:
                return
        self.loaded.append((file, SharedFile(file.kind, identity, name, digest(content))))

    def add_moves(self, vocabulary: Vocabulary, file: LoadedFile) -> None:
        """Add the contents of one file. RP113 for a move that an earlier file defines; the earlier one is used."""
        document, repeated = file.document, [name for name in vocabulary.moves if name in self.moves]
        self.findings += limit_findings(
            document.finding("RP113", document.key_span(("moves", name)), name=name, other=self.move_files[name])
            for name in repeated
        )
        new = {name: move for name, move in vocabulary.moves.items() if name not in self.moves}
        self.moves |= new
        self.move_files |= dict.fromkeys(new, document.file)
        for language, phrases in vocabulary.cliches.items():
            self.cliches[language] = tuple(dict.fromkeys((*self.cliches.get(language, ()), *phrases)))

    def shared(self) -> Shared:
        """Everything read so far, for scenes to refer to."""
        return Shared(freeze(self.moves), freeze(self.personas), freeze(self.rubrics), freeze(self.cliches), self.kpi)

    def check(self) -> None:
        """Check the names across all files read."""
        shared = self.shared()
        terms = SharedTerms.of(shared)
        for file, findings in self.file_findings:
            self.findings += (terms.with_suggestion(finding, file.document) for finding in findings)
        for file, _ in self.loaded:
            match file.value:
                case Vocabulary() as vocabulary:
                    findings = check_vocabulary(vocabulary, shared, file.document)
                case Persona() as persona:
                    findings = check_persona(persona, shared, file.document)
                case Rubric() as rubric:
                    findings = check_rubric(rubric, shared, file.document)
                case KpiProfile():
                    findings = []  # it refers to no names
                case _:  # pragma: no cover - `add` keeps only the kinds above
                    continue
            self.findings += limit_findings([*findings, *check_language_codes(file.value, file.document)])

    def read(self, paths: Iterable[Path]) -> None:
        """Read and check files; one that cannot be opened becomes a finding."""
        for path in paths:
            try:
                content = read_regular(path)
            except OSError as error:
                self.findings.append(unreadable_finding(path, error))
            else:
                self.add(str(path), content)
        self.check()


def read_shared(paths: Sequence[Path], cache: Cache | None = None) -> LoadedShared:
    """Read and check all that scenes share, unless ``cache`` has the result for exactly these files."""
    cache = cache or NoCache()
    digests = "\n".join(f"{path}\0{_digest_of(path)}" for path in paths)
    key = f"shared:{digest_of_text(digests)}"
    cached = cache.get(key, LoadedShared)
    if cached is not None:
        return cached
    reader = SharedReader()
    reader.read(paths)
    loaded = LoadedShared(reader.shared(), tuple(reader.findings), tuple(file for _, file in reader.loaded), key)
    if all(map(_digest_of, paths)):  # a file that could not be read may be readable next time
        cache.put(key, loaded)
    return loaded


def _digest_of(path: Path) -> str:
    try:
        return digest(read_regular(path))
    except OSError:
        return ""
