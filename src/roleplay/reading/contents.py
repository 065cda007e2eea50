"""The contents of a set of libraries: the scenes as list entries, and what all scenes share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.files import read_regular, unreadable_finding
from roleplay.scene.forms import Exam, ParallelForm
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.kpi import KpiProfile
from roleplay.scene.model import Move, Persona, Rubric, Scenario, Shared, Tag
from roleplay.scene.text import Text


class Entry(NamedTuple):
    """A scene as a list entry. If it has a ``problem``, it cannot be played and little is known about it."""

    id: str
    path: str
    digest: str
    title: Text
    summary: Text
    family: str
    tags: tuple[Tag, ...]
    difficulty: int
    minutes: int
    released: bool
    rubrics: tuple[str, ...]
    languages: tuple[str, ...]
    problem: Diagnostic | None
    #: paths of the files with the same id that this one shadows
    shadows: tuple[str, ...] = ()
    #: the criteria it practises, as ``rubric.criterion``: due, with points to earn, at enough moments to be assessed
    practised: tuple[str, ...] = ()
    #: where on the service journey it happens: a touchpoint of `roleplay.scene.journey`
    touchpoint: str | None = None
    #: its position on the path for newcomers
    newcomers: int | None = None
    source: Text | None = None
    #: the day of the last review, as ``2026-05-04``
    reviewed: str | None = None


class FormEntry(NamedTuple):
    """A form or an exam of a library.

    Exactly one of ``form`` and ``exam`` is set, or neither if the file has a ``problem`` and so cannot be used.
    """

    id: str
    path: str
    digest: str
    form: ParallelForm | None = None
    exam: Exam | None = None
    problem: Diagnostic | None = None
    #: whether its file declares itself an exam, even if it cannot be read
    is_exam: bool = False


class Source(NamedTuple):
    """The text of one file that a bundle was built from."""

    kind: str
    id: str
    digest: str
    text: str


class SharedFile(NamedTuple):
    """One file of moves, a persona, a rubric or a KPI profile: its identity, path and content digest."""

    kind: str
    id: str
    path: str
    digest: str


class Contents(NamedTuple):
    """Everything in a set of folders that could be read."""

    entries: tuple[Entry, ...]
    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    shared_files: tuple[SharedFile, ...]
    #: findings in files other than scenes
    problems: tuple[Diagnostic, ...]
    #: language -> clichés of the trade
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: how the KPI figures of endings are interpreted
    kpi: KpiProfile | None = None
    #: forms and exams, by id
    forms: tuple[FormEntry, ...] = ()

    @property
    def shared(self) -> Shared:
        """What all scenes may refer to."""
        return Shared(self.moves, self.personas, self.rubrics, self.cliches, self.kpi)


class LoadedShared(NamedTuple):
    """The result of reading the files that scenes share."""

    shared: Shared
    findings: tuple[Diagnostic, ...]
    #: the files that could be read
    files: tuple[SharedFile, ...]
    #: changes whenever any of the files does
    digest: str


class UnknownScene(LookupError):
    """No scene has this id; ``nearest`` lists similar ids."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


class UnknownForm(LookupError):
    """No form or exam has this id; ``nearest`` lists similar ids."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


class SceneLookup(Protocol):
    """The scenes of a library."""

    def ids(self) -> Collection[str]:
        """The ids of all scenes."""

    def scenario(self, name: str) -> Scenario:
        """The scene with the id ``name``. Raises `BrokenScene`."""


class BrokenScene(ValueError):
    """The scene cannot be played; ``diagnostics`` say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics[0].message())
        self.diagnostics = tuple(diagnostics)


def scenario_cache_key(content_digest: str, path: str) -> str:
    """The cache key of a scenario. It includes the file name, on which the check of the id (RP017) depends."""
    return f"scene:{content_digest}:{Path(path).name}"


def read_file(path: Path) -> bytes:
    """The content of a file. Raises `BrokenScene` if it cannot be read."""
    try:
        return read_regular(path)
    except OSError as error:
        raise BrokenScene([unreadable_finding(path, error)]) from None


def broken_entry(path: Path, content_digest: str, problem: Diagnostic) -> Entry:
    """The entry of a file that cannot be played."""
    title = Text.of(path.stem)
    return Entry(
        id=path.stem,
        path=str(path),
        digest=content_digest,
        title=title,
        summary=title,
        family="",
        tags=(),
        difficulty=0,
        minutes=0,
        released=False,
        rubrics=(),
        languages=(),
        problem=problem,
    )
