"""What an index says about a scene besides its title: classification, source, step on the newcomers' path."""

from __future__ import annotations

from collections.abc import Iterable

from roleplay.locales import Catalogue
from roleplay.presenting.scene_index import newcomers_path, touchpoint_name
from roleplay.reading.contents import Entry
from roleplay.scene.model import Scenario


def classification(scene: Entry | Scenario, words: Catalogue) -> list[tuple[str, str]]:
    """(name, text) of its touchpoint on the service journey and of its tags, as far as the scene gives them."""
    facts: list[tuple[str, str]] = []
    if scene.touchpoint is not None:
        facts.append((words("library.touchpoint"), touchpoint_name(scene.touchpoint, words)))
    if scene.tags:
        listed = words("library.and").join(tag.get(words.language) for tag in scene.tags)
        facts.append((words("library.tags"), listed))
    return facts


def provenance(scene: Entry | Scenario, words: Catalogue) -> list[tuple[str, str]]:
    """(name, text) of its source and of the date of its last review, as far as the scene gives them."""
    facts: list[tuple[str, str]] = []
    if scene.source is not None:
        facts.append((words("library.source"), scene.source.get(words.language)))
    if scene.reviewed is not None:
        facts.append((words("library.reviewed"), scene.reviewed))
    return facts


def index_card(scene: Entry | Scenario, words: Catalogue) -> list[tuple[str, str]]:
    """The scene's classification, then its provenance."""
    return [*classification(scene, words), *provenance(scene, words)]


def path_step(entry: Entry, entries: Iterable[Entry], words: Catalogue) -> str:
    """Which step of the path for newcomers a scene is; empty if it is not on the path."""
    path = [scene.id for scene in newcomers_path(entries)]
    if entry.id not in path:
        return ""
    return words("library.path_step", step=path.index(entry.id) + 1, steps=len(path))


def path_line(entries: Iterable[Entry], words: Catalogue) -> str:
    """The path for newcomers in one sentence, by ids; empty if there is none."""
    first, *rest = [entry.id for entry in newcomers_path(entries)] or [""]
    if not rest:
        return first and words("list.start_here_only", first=first)
    return words("list.start_here", first=first, rest=words("list.then").join(rest))
