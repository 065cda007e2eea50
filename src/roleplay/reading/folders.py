"""Reading a set of folders: every file, then every name across them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from roleplay.reading.cache import Cache
from roleplay.reading.contents import (
    BrokenScene,
    Common,
    Contents,
    Entry,
    Shared,
    Source,
    broken_entry,
    digest,
    scene_key,
    unreadable,
)
from roleplay.reading.diagnostics import START, Diagnostic, first_ones, sort
from roleplay.reading.loader import Loaded, is_error, load
from roleplay.reading.names import Commons, check_persona, check_rubric, check_scenario, check_vocabulary
from roleplay.scene.frozen import freeze
from roleplay.scene.model import Bundle, Move, Persona, Rubric, Scenario, Vocabulary


@dataclass(slots=True)
class Reading:
    """Files that hold what scenes share, as they are read one after another; a later id wins."""

    moves: dict[str, Move] = field(default_factory=dict)
    move_files: dict[str, str] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)
    loaded: list[tuple[Loaded, Common]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    def add(self, name: str, content: bytes) -> None:
        """Read one file of moves, a persona or a rubric."""
        found = load(content, name)
        self.findings += first_ones(found.diagnostics)
        value = found.value
        match value:
            case Vocabulary():
                self.add_moves(value, found)
                identity = Path(name).stem
            case Persona():
                self.personas[value.id] = value
                identity = value.id
            case Rubric():
                self.rubrics[value.id] = value
                identity = value.id
            case Scenario():
                known = {"found": "scenario/1"}
                self.findings.append(found.document.finding("RP009", found.document.span(("roleplay",)), **known))
                return
            case _:
                return
        self.loaded.append((found, Common(found.kind, identity, name, digest(content))))

    def add_moves(self, vocabulary: Vocabulary, found: Loaded) -> None:
        document, twice = found.document, [name for name in vocabulary.moves if name in self.moves]
        self.findings += first_ones(
            document.finding("RP113", document.key_span(("moves", name)), name=name, other=self.move_files[name])
            for name in twice
        )
        new = {name: move for name, move in vocabulary.moves.items() if name not in self.moves}
        self.moves |= new
        self.move_files |= dict.fromkeys(new, document.file)

    def commons(self) -> Commons:
        """The names that scenes may use."""
        return Commons(frozenset(self.moves), self.personas, self.rubrics)

    def check(self) -> None:
        """The names across these files."""
        commons = self.commons()
        for found, _ in self.loaded:
            match found.value:
                case Vocabulary() as vocabulary:
                    instead = {move.id: move.instead for move in vocabulary.moves.values()}
                    named = check_vocabulary(instead, self.moves, found.document)
                case Persona() as persona:
                    named = check_persona(persona, commons, found.document)
                case Rubric() as rubric:
                    named = check_rubric(rubric, commons, found.document)
                case _:  # pragma: no cover - only these are kept by `add`
                    continue
            self.findings += first_ones(named)


def read_commons(paths: Iterable[Path]) -> Reading:
    """Read and check all that scenes share."""
    reading = Reading()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            reading.findings.append(unreadable(path, error))
        else:
            reading.add(str(path), content)
    reading.check()
    return reading


def read_shared(paths: Sequence[Path], cache: Cache) -> Shared:
    """Read and check all that scenes share, unless ``cache`` has kept what was read of these very files."""
    marks = "\n".join(f"{path}\0{_digest_of(path)}" for path in paths)
    key = f"shared:{digest(marks.encode())}"
    kept = cache.get(key)
    if isinstance(kept, Shared):
        return kept
    reading = read_commons(paths)
    found = Shared(
        freeze(reading.moves), freeze(reading.personas), freeze(reading.rubrics), tuple(reading.findings), key
    )
    if all(map(_digest_of, paths)):  # what could not be read may be readable the next time
        cache.put(key, found)
    return found


def _digest_of(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def check_scene(content: bytes, name: str, commons: Commons) -> Loaded:
    """Read one scenario and check its names against the library's."""
    found = load(content, name)
    if isinstance(found.draft, Scenario):
        named = check_scenario(found.draft, commons, found.document)
        if any(map(is_error, found.diagnostics)):  # what seems unused may only be what could not be read
            named = list(filter(is_error, named))
        findings = first_ones([*found.diagnostics, *named])
        value = None if any(map(is_error, findings)) else found.value
        return found._replace(value=value, diagnostics=tuple(findings))
    if found.value is not None:
        span = found.document.span(("roleplay",))
        return found._replace(value=None, diagnostics=(found.document.finding("RP009", span, found=found.kind),))
    return found._replace(diagnostics=tuple(first_ones(found.diagnostics)))


def read_contents(
    common_files: Sequence[Path], scenario_files: Sequence[Path]
) -> tuple[Contents, Mapping[str, Scenario]]:
    """Everything, and the scenarios under the keys by which a cache keeps them."""
    reading = read_commons(common_files)
    commons = reading.commons()
    entries: dict[str, Entry] = {}
    scenes: dict[str, Scenario] = {}
    for path in scenario_files:
        entry, scenario = _entry(path, commons)
        if scenario is not None:
            scenes[scene_key(entry.digest, entry.path)] = scenario
        hidden = entries.pop(entry.id, None)
        if hidden is not None:
            entry = entry._replace(shadows=(*hidden.shadows, hidden.path))
        entries[entry.id] = entry
    # a stable order: by family as first met, then difficulty, then name
    families = list(dict.fromkeys(entry.family for entry in entries.values()))
    ordered = sorted(entries.values(), key=lambda e: (bool(e.problem), families.index(e.family), e.difficulty, e.id))
    contents = Contents(
        tuple(ordered),
        freeze(reading.moves),
        freeze(reading.personas),
        freeze(reading.rubrics),
        tuple(common for _, common in reading.loaded),
        tuple(sort(reading.findings)),
    )
    return contents, scenes


def _entry(path: Path, commons: Commons) -> tuple[Entry, Scenario | None]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return broken_entry(path, "", unreadable(path, error)), None
    mark = digest(content)
    found = check_scene(content, str(path), commons)
    scenario = found.value
    if not isinstance(scenario, Scenario):
        problem = next((d for d in found.diagnostics if is_error(d)), None)
        return broken_entry(path, mark, problem or found.document.finding("RP009", START, found="?")), None
    entry = Entry(
        scenario.id,
        str(path),
        mark,
        scenario.title,
        scenario.summary,
        scenario.family,
        scenario.tags,
        scenario.difficulty,
        scenario.minutes,
        scenario.released,
        scenario.rubrics,
        scenario.languages,
        None,
    )
    return entry, scenario


def read_scenario(content: bytes, path: str, contents: Contents) -> Scenario:
    """One scenario, its names checked against what is shared. Raises `BrokenScene`."""
    commons = Commons(frozenset(contents.moves), contents.personas, contents.rubrics)
    found = check_scene(content, path, commons)
    if not isinstance(found.value, Scenario):
        raise BrokenScene([d for d in found.diagnostics if is_error(d)])
    return found.value


def bundle_of(sources: Iterable[Source]) -> Bundle:
    """Rebuild what an old attempt was played on, from the texts that its record kept. Raises `BrokenScene`."""
    reading = Reading()
    scene: Source | None = None
    for source in sources:
        if source.kind == "scenario":
            scene = source
        else:
            reading.add(f"{source.id}.yaml", source.text.encode())
    if scene is None:
        raise BrokenScene([Diagnostic("RP018", "", START, {"problem": "no scenario"})])
    found = load(scene.text.encode(), f"{scene.id}.yaml")
    if not isinstance(found.value, Scenario):
        errors = [d for d in found.diagnostics if is_error(d)]
        raise BrokenScene(errors or [found.document.finding("RP009", START, found=found.kind)])
    return Bundle(found.value, freeze(reading.moves), freeze(reading.personas), freeze(reading.rubrics))
