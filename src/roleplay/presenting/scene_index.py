"""Finding a scene, for every shell alike: library order, search, filters, the newcomers' path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from roleplay.locales import Catalogue
from roleplay.reading.contents import Contents, Entry
from roleplay.scene.journey import STAGES, stage_of
from roleplay.scene.model import Rubric
from roleplay.scene.text import Text

#: The families, in the order of the library.
FAMILIES = (
    "complaint",
    "promise",
    "team",
    "department",
    "coaching",
    "discovery",
    "proactive",
    "crisis",
    "ethics",
    "self",
)


class Shelf(NamedTuple):
    """Scenes grouped under a heading."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The playable scenes, by family, easiest first."""
    rank = {family: number for number, family in enumerate(FAMILIES)}
    usable = [entry for entry in entries if entry.problem is None]
    return sorted(usable, key=lambda entry: (rank.get(entry.family, len(rank)), entry.difficulty, entry.id))


def newcomers_path(entries: Iterable[Entry]) -> list[Entry]:
    """The released scenes marked as part of the newcomers' path, in its order."""
    marked = [entry for entry in entries if entry.problem is None and entry.newcomers is not None and entry.released]
    return sorted(marked, key=lambda entry: (entry.newcomers or 0, entry.difficulty, entry.id))


def shelves(
    contents: Contents,
    words: Catalogue,
    search_text: str = "",
    catalogues: Sequence[Catalogue] = (),
    *,
    newcomer: bool = False,
) -> list[Shelf]:
    """The scenes under their headings, each once; ``catalogues`` are the languages searched, see `matches`.

    For a ``newcomer`` who is not searching, the path comes first, and its scenes are not repeated under their families.
    """
    path = newcomers_path(contents.entries) if newcomer and not search_text.strip() else []
    listed = [Shelf("newcomers", words("library.start_here"), tuple(path))] if path else []
    on_path = {entry.id for entry in path}
    families: dict[str, list[Entry]] = {}
    for entry in in_order(contents.entries):
        if entry.id not in on_path and matches(entry, search_text, contents.rubrics, catalogues):
            families.setdefault(entry.family, []).append(entry)
    return listed + [
        Shelf(f"family:{family}", family_name(family, words), tuple(inside)) for family, inside in families.items()
    ]


def family_name(family: str, words: Catalogue) -> str:
    """The name of a family."""
    return words.words.get(f"family.{family}", family)


def touchpoint_name(touchpoint: str, words: Catalogue) -> str:
    """A touchpoint with the stage of the journey it belongs to."""
    stage, name = words(f"stage.{stage_of(touchpoint)}"), words(f"touchpoint.{touchpoint}")
    return words("library.at_touchpoint", stage=stage, touchpoint=name)


# -- searching ------------------------------------------------------------------------


def matches(entry: Entry, search_text: str, rubrics: Mapping[str, Rubric], catalogues: Sequence[Catalogue]) -> bool:
    """Whether every word of ``search_text`` occurs somewhere in a scene's texts, in any language.

    Searched are its id, titles, summaries, tags, family, touchpoint, and the rubrics and criteria it practises;
    ``catalogues`` provide the names of families and touchpoints, whichever language the interface uses.
    """
    terms = search_text.casefold().split()
    if not terms:
        return True
    haystack = "\n".join(_searchable_texts(entry, rubrics, catalogues)).casefold()
    return all(word in haystack for word in terms)


def _searchable_texts(entry: Entry, rubrics: Mapping[str, Rubric], catalogues: Sequence[Catalogue]) -> list[str]:
    texts = [
        entry.id,
        *_in_all_languages(entry.title),
        *_in_all_languages(entry.summary),
        entry.family,
        *entry.rubrics,
        *entry.practised,
    ]
    texts += [spelling for tag in entry.tags for spelling in tag.spellings]
    for name in entry.rubrics:
        rubric = rubrics.get(name)
        if rubric is not None:
            texts += _in_all_languages(rubric.name)
            practised = (c for c in rubric.criteria if f"{name}.{c.id}" in entry.practised)
            texts += [text for criterion in practised for text in _in_all_languages(criterion.name)]
    for words in catalogues:
        texts.append(family_name(entry.family, words))
        if entry.touchpoint is not None:
            texts += [entry.touchpoint, touchpoint_name(entry.touchpoint, words)]
    return texts


def _in_all_languages(text: Text) -> list[str]:
    return [value for _, value in text.values]


# -- filtering --------------------------------------------------------------------------


class Filter(StrEnum):
    """What a list of scenes can be filtered by; the command line option has the same name."""

    FAMILY = "family"
    RUBRIC = "rubric"
    DIFFICULTY = "difficulty"
    MAX_MINUTES = "max-minutes"
    TAG = "tag"
    TOUCHPOINT = "touchpoint"
    SEARCH = "search"
    STALE = "stale"


class Requirement(NamedTuple):
    """One filter condition: its text as entered, and a test for a scene."""

    filter: Filter
    text: str
    holds: Callable[[Entry], bool]


class UnknownName(LookupError):
    """Nothing in the library has the requested name; ``known`` are the names it has."""

    def __init__(self, what: str, name: str, known: Collection[str]) -> None:
        super().__init__(name)
        self.what = what
        self.name = name
        self.known = known


def in_family(name: str) -> Requirement:
    """Scenes of a family. Raises `UnknownName`."""
    if name not in FAMILIES:
        raise UnknownName("family", name, FAMILIES)
    return Requirement(Filter.FAMILY, name, lambda entry: entry.family == name)


def practising(ref: str, contents: Contents) -> Requirement:
    """Scenes that a rubric judges, or that practise a criterion (``spin.implication``). Raises `UnknownName`."""
    name, _, criterion = ref.partition(".")
    rubrics = contents.rubrics
    if name not in rubrics:
        raise UnknownName("rubric", name, rubrics)
    if criterion and rubrics[name].criterion(criterion) is None:
        from roleplay.reading.terms import criteria_of  # rarely needed

        raise UnknownName("criterion", ref, criteria_of([rubrics[name]]))
    if criterion:
        return Requirement(Filter.RUBRIC, ref, lambda entry: ref in entry.practised)
    return Requirement(Filter.RUBRIC, ref, lambda entry: name in entry.rubrics)


def of_difficulty(least: int, most: int) -> Requirement:
    """Scenes with a difficulty from ``least`` to ``most``."""
    text = str(least) if least == most else f"{least}-{most}"
    return Requirement(Filter.DIFFICULTY, text, lambda entry: least <= entry.difficulty <= most)


def at_most_minutes(minutes: int) -> Requirement:
    """Scenes that take at most this many minutes."""
    return Requirement(Filter.MAX_MINUTES, str(minutes), lambda entry: entry.minutes <= minutes)


def tagged(name: str, contents: Contents) -> Requirement:
    """Scenes with a tag, whichever language it is spelled in. Raises `UnknownName`."""
    spelled = [spelling for entry in contents.entries for tag in entry.tags for spelling in tag.spellings]
    wanted = name.casefold()
    if wanted not in map(str.casefold, spelled):
        raise UnknownName("tag", name, sorted(set(spelled)))
    return Requirement(
        Filter.TAG, name, lambda entry: any(wanted == word.casefold() for tag in entry.tags for word in tag.spellings)
    )


def at_touchpoint(name: str) -> Requirement:
    """Scenes at a touchpoint of the service journey, or anywhere in one of its stages. Raises `UnknownName`."""
    wanted = STAGES.get(name) or tuple(point for points in STAGES.values() for point in points if point == name)
    if not wanted:
        raise UnknownName("touchpoint", name, [*STAGES, *(point for points in STAGES.values() for point in points)])
    return Requirement(Filter.TOUCHPOINT, name, lambda entry: entry.touchpoint in wanted)


def containing_words(search_text: str, contents: Contents, catalogues: Sequence[Catalogue]) -> Requirement:
    """Scenes that contain every word of ``search_text``; see `matches`."""
    return Requirement(
        Filter.SEARCH, search_text, lambda entry: matches(entry, search_text, contents.rubrics, catalogues)
    )


def not_reviewed_since(today: str) -> Requirement:
    """Released scenes that have not been reviewed within the year before ``today`` (``2026-05-04``)."""
    year_ago = f"{int(today[:4]) - 1:04}{today[4:]}"  # days in this form sort chronologically as strings
    return Requirement(Filter.STALE, "", lambda entry: entry.released and (entry.reviewed or "") < year_ago)


def matching_scenes(entries: Iterable[Entry], requirements: Sequence[Requirement]) -> list[Entry]:
    """The playable scenes that meet all conditions, in library order."""
    return [entry for entry in in_order(entries) if all(requirement.holds(entry) for requirement in requirements)]


def no_match_lines(entries: Iterable[Entry], requirements: Sequence[Requirement], words: Catalogue) -> list[str]:
    """That no scene matches, and for each of several conditions how many would match without it."""
    if [requirement.filter for requirement in requirements] == [Filter.STALE]:
        return [words("list.nothing_stale")]
    options = [_option(requirement) for requirement in requirements]
    lines = [words("list.nothing", asked=" ".join(options))]
    if len(requirements) == 1:
        return lines
    all_entries = list(entries)
    for index, option in enumerate(options):
        count = len(matching_scenes(all_entries, [*requirements[:index], *requirements[index + 1 :]]))
        if count:
            lines.append(words("list.without", option=option, count=count))
    return lines


def _option(requirement: Requirement) -> str:
    return f"--{requirement.filter}" + (f" {requirement.text}" if requirement.text else "")
