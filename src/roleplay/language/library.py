"""The libraries: folders with ``scenarios/`` and ``rubrics/``, read together.

A later folder may shadow an id of an earlier one. A broken file never hides the others: it is listed with its first
diagnostic. Unchanged files are not read again (see `cache`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from roleplay.language.cache import Cache, NoCache
from roleplay.language.diagnostics import START, Diagnostic, near
from roleplay.language.model import Bundle, Move, Persona, Rubric, Scenario
from roleplay.language.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A scene as it stands in a list. With a ``problem`` it cannot be played and little is known of it."""

    id: str
    path: str
    digest: str
    title: Text
    summary: Text
    family: str
    tags: tuple[str, ...]
    difficulty: int
    minutes: int
    released: bool
    rubrics: tuple[str, ...]
    languages: tuple[str, ...]
    problem: Diagnostic | None
    #: paths of the files of the same id that this one hides
    shadows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file that a bundle was made of."""

    kind: str
    id: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Common:
    """One file of moves, a persona or a rubric: where it is, and what it says."""

    kind: str
    id: str
    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a set of folders holds, as far as it could be read."""

    entries: tuple[Entry, ...]
    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    commons: tuple[Common, ...]
    #: findings in files that are no scenes
    problems: tuple[Diagnostic, ...]


class UnknownScene(LookupError):
    """No scene has this id; ``nearest`` are ids like it."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.nearest = nearest


class BrokenScene(ValueError):
    """The scene cannot be played; ``diagnostics`` say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(diagnostics[0].message())
        self.diagnostics = tuple(diagnostics)


def digest(content: bytes) -> str:
    """sha256, in hex."""
    return hashlib.sha256(content).hexdigest()


def _stamp(paths: Iterable[Path]) -> str:
    """Changes when a file appears, goes, or is written."""
    lines: list[str] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError as error:
            lines.append(f"{path}\0{error.errno}")
        else:
            lines.append(f"{path}\0{stat.st_mtime_ns}\0{stat.st_size}")
    return digest("\n".join(lines).encode())


class Library:
    """Reads folders on opening; afterwards only the scene that is asked for is read."""

    def __init__(self, folders: Sequence[Path], cache: Cache | None = None, extra: Path | None = None) -> None:
        """``extra`` is one more scenario file, which shadows every other of its id."""
        places = [folder.resolve() for folder in folders]
        # a folder that is named twice is read once, where it is named last
        folders = [folder for n, folder in enumerate(folders) if places[n] not in places[n + 1 :]]
        self.folders = tuple(folders)
        self.cache: Cache = cache or NoCache()
        self.scenario_files = [path for folder in folders for path in _yaml(folder / "scenarios")]
        if extra is not None and extra.resolve() not in {path.resolve() for path in self.scenario_files}:
            self.scenario_files.append(extra)
        elif extra is not None:
            self.scenario_files.sort(key=lambda path: path.resolve() == extra.resolve())
        self.common_files = [path for folder in folders for path in _common_files(folder)]
        key = "contents:" + _stamp([*self.common_files, *self.scenario_files])
        kept = self.cache.get(key)
        if isinstance(kept, Contents):
            self.contents = kept
        else:
            from roleplay.language.reading import read_contents

            self.contents, scenes = read_contents(self.common_files, self.scenario_files)
            self.cache.put(key, self.contents)
            for scene_key, scenario in scenes.items():
                self.cache.put(scene_key, scenario)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The scenes, easiest first within a family."""
        return self.contents.entries

    def entry(self, name: str) -> Entry:
        """The scene called ``name``. Raises `UnknownScene`."""
        for entry in self.entries:
            if entry.id == name:
                return entry
        raise UnknownScene(name, near(name, [entry.id for entry in self.entries]))

    def bundle(self, name: str) -> Bundle:
        """A scene with all it refers to. Raises `UnknownScene` or `BrokenScene`."""
        entry = self.entry(name)
        if entry.problem is not None:
            raise BrokenScene([entry.problem])
        contents = self.contents
        content = _read(Path(entry.path))
        now = digest(content)
        key = scene_key(now, entry.path)
        # what was checked before is taken from the cache; what has been written since is checked again
        scenario = self.cache.get(key) if now == entry.digest else None
        if not isinstance(scenario, Scenario):
            from roleplay.language.reading import read_scenario

            scenario = read_scenario(content, entry.path, contents)
            self.cache.put(key, scenario)
        return Bundle(scenario, contents.moves, contents.personas, contents.rubrics)

    def sources(self, name: str) -> list[Source]:
        """The files that playing this scene depends on, word for word: what a record must keep.

        Raises `UnknownScene`, or `BrokenScene` when one of them is gone.
        """
        entry = self.entry(name)
        found = [_source("scenario", entry.id, Path(entry.path))]
        return found + [_source(c.kind, c.id, Path(c.path)) for c in self.contents.commons]


def scene_key(content_digest: str, path: str) -> str:
    """Under which a scenario is kept; the path is in it because diagnostics and the stem depend on it."""
    return f"scene:{content_digest}:{Path(path).name}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrokenScene([unreadable(path, error)]) from None


def _source(kind: str, name: str, path: Path) -> Source:
    content = _read(path)
    return Source(kind, name, digest(content), content.decode("utf-8-sig"))


def _yaml(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and not p.name.startswith("."))
    except OSError:
        return []


def _common_files(folder: Path) -> list[Path]:
    return [*_yaml(folder / "rubrics"), *_yaml(folder / "rubrics" / "personas")]


def broken_entry(path: Path, content_digest: str, problem: Diagnostic) -> Entry:
    """The entry of a file that cannot be played."""
    title = Text.of(path.stem)
    return Entry(path.stem, str(path), content_digest, title, title, "", (), 0, 0, False, (), (), problem)


def unreadable(path: Path, error: OSError) -> Diagnostic:
    """A file that cannot even be opened."""
    problem = error.strerror or type(error).__name__
    return Diagnostic("RP018", str(path), START, {"problem": problem})
