"""The libraries: folders with ``scenarios/``, ``rubrics/`` and ``forms/``, read together.

A later folder may shadow an id of an earlier one. A broken file does not affect the others: it is listed with its
first diagnostic. Unchanged files are not read again (see `cache`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from roleplay.reading.cache import Cache, NoCache
from roleplay.reading.contents import (
    BrokenScene,
    Contents,
    Entry,
    FormEntry,
    Source,
    UnknownForm,
    UnknownScene,
    read_file,
    scenario_cache_key,
)
from roleplay.reading.diagnostics import close_matches
from roleplay.reading.files import (
    digest,
    digest_of_text,
    form_files,
    scenario_files,
    shared_files,
    true_path,
    unique_folders,
)
from roleplay.scene.model import Bundle, Scenario


def _stamp(paths: Iterable[Path]) -> str:
    """A digest that changes when a file appears, disappears, or is written."""
    lines: list[str] = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError as error:
            lines.append(f"{path}\0{error.errno}")
        else:
            lines.append(f"{path}\0{stat.st_mtime_ns}\0{stat.st_size}")
    return digest_of_text("\n".join(lines))


class Library:
    """Reads all folders when opened; afterwards only a requested scene is read."""

    def __init__(self, folders: Sequence[Path], cache: Cache | None = None, extra: Path | None = None) -> None:
        """``extra`` is one more scenario file, which shadows every other with the same id."""
        folders = unique_folders(folders)
        self.folders = tuple(folders)
        self._scenes: dict[str, Scenario] = {}
        self.cache: Cache = cache or NoCache()
        self.scenario_files = [path for folder in folders for path in scenario_files(folder)]
        if extra is not None and true_path(extra) not in map(true_path, self.scenario_files):
            self.scenario_files.append(extra)
        elif extra is not None:
            self.scenario_files.sort(key=lambda path: true_path(path) == true_path(extra))
        self.shared_files = [path for folder in folders for path in shared_files(folder)]
        self.form_files = [path for folder in folders for path in form_files(folder)]
        key = "contents:" + _stamp([*self.shared_files, *self.scenario_files, *self.form_files])
        cached = self.cache.get(key, Contents)
        if cached is not None:
            self.contents = cached
        else:
            from roleplay.reading.folders import read_contents  # imported late: it loads pydantic and YAML

            self.contents = read_contents(self.shared_files, self.scenario_files, self.form_files, self.cache)
            self.cache.put(key, self.contents)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The scenes, easiest first within a family."""
        return self.contents.entries

    def entry(self, name: str) -> Entry:
        """The scene called ``name``. Raises `UnknownScene`."""
        for entry in self.entries:
            if entry.id == name:
                return entry
        raise UnknownScene(name, close_matches(name, [entry.id for entry in self.entries]))

    def form(self, name: str) -> FormEntry:
        """The form or exam called ``name``. Raises `UnknownForm`."""
        for entry in self.contents.forms:
            if entry.id == name:
                return entry
        raise UnknownForm(name, close_matches(name, [entry.id for entry in self.contents.forms]))

    def entry_of(self, path: Path) -> Entry:
        """The scene in the file ``path``, which must belong to the library and not be shadowed by another."""
        own = true_path(path)
        return next(entry for entry in self.entries if true_path(Path(entry.path)) == own)

    def bundle(self, name: str) -> Bundle:
        """A scene with everything it refers to. Raises `UnknownScene` or `BrokenScene`."""
        entry = self.entry(name)
        if entry.problem is not None:
            raise BrokenScene([entry.problem])
        contents = self.contents
        content = read_file(Path(entry.path))
        current_digest = digest(content)
        key = scenario_cache_key(current_digest, entry.path)
        # an unchanged file was checked on opening and may come from the cache; one written since is checked again
        scenario = self._scenes.get(key) or (self.cache.get(key, Scenario) if current_digest == entry.digest else None)
        if scenario is None:
            from roleplay.reading.folders import read_scenario

            scenario = read_scenario(content, entry.path, contents.shared)
            self.cache.put(key, scenario)
        self._scenes[key] = scenario
        return Bundle(scenario, *contents.shared)

    def sources(
        self, name: str, rubrics: Container[str] | None = None, personas: Container[str] | None = None
    ) -> list[Source]:
        """The files that playing this scene depends on, verbatim: what a record must keep.

        All moves, and the named rubrics and personas (all if ``None``). Raises `UnknownScene`, or `BrokenScene` if one
        of the files cannot be read.
        """
        entry = self.entry(name)
        sources = [_source("scenario", entry.id, Path(entry.path))]
        wanted = {"rubric": rubrics, "persona": personas}
        for file in self.contents.shared_files:
            ids = wanted.get(file.kind)
            if ids is None or file.id in ids:
                sources.append(_source(file.kind, file.id, Path(file.path)))
        return sources


def _source(kind: str, name: str, path: Path) -> Source:
    content = read_file(path)
    return Source(kind, name, digest(content), content.decode("utf-8-sig"))
