"""The exact effect of an edit on a scene: both versions are explored, judged and played, and compared.

Nothing is guessed: what cannot be known, because there are too many states or the story can loop for ever, is ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from roleplay.checking.scene import Depth, check_subject
from roleplay.checking.subject import Subject
from roleplay.engine import replay, start
from roleplay.exploration.paths import MeterExtremes
from roleplay.exploration.seams import Seam, Seams, changed_seams, seams_of
from roleplay.mapping.odds import Odds, odds_of
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import Document
from roleplay.scene.model import Bundle, Choice
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard
from roleplay.scoring.value import Values

#: Probabilities that differ by less count as equal.
_EPSILON = 1e-9
#: Figures in a message; a finding whose figures alone differ is the same finding.
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?")


class EditKind(StrEnum):
    """What happened to a line or a passage."""

    ADDED = "came"
    REMOVED = "went"
    CHANGED = "changed"


class LineChange(NamedTuple):
    """A line that was added, removed, or changed in ``parts`` (fields of a choice, as in the file)."""

    node: str
    choice: str
    change: EditKind
    parts: tuple[str, ...] = ()


class Chance(NamedTuple):
    """The probability that random play reaches an ending; ``None`` if there is no such ending, or not known."""

    ending: str
    before: float | None
    after: float | None


class WalkEnd(NamedTuple):
    """A walk from the start, with the deal of seed 0; its ending, and its percentage on the leading rubric."""

    choices: tuple[str, ...]
    ending: str
    score: float | None


class Reach(NamedTuple):
    """The minimum and maximum of a shown meter at an ending, before and after; ``None`` if never reached."""

    meter: str
    ending: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None


class Comparison(NamedTuple):
    """All differences between two versions of a scene; what is the same is left out."""

    places: tuple[tuple[str, EditKind], ...]
    lines: tuple[LineChange, ...]
    chances: tuple[Chance, ...]
    seams_added: tuple[Seam, ...]
    seams_removed: tuple[Seam, ...]
    #: before and after; ``None`` if the walk and its end are the same
    best: tuple[WalkEnd | None, WalkEnd | None] | None
    worst: tuple[WalkEnd | None, WalkEnd | None] | None
    readings: tuple[Reach, ...]
    #: findings of `roleplay check --release` that are new: marks, walks, bots and all other checks
    findings_added: tuple[Diagnostic, ...]
    findings_removed: tuple[Diagnostic, ...]
    #: whether an exploration was cut, so that not everything is known
    cut: bool

    @property
    def same(self) -> bool:
        """Whether there are no differences."""
        return not any(self[:-1])


class SceneVersion:
    """One version of a scene, with everything that is compared, each computed once."""

    def __init__(self, bundle: Bundle, document: Document) -> None:
        self.bundle = bundle
        self.subject = Subject(bundle, document)

    @cached_property
    def odds(self) -> Odds | None:
        """The odds of random play."""
        return odds_of(self.subject.graph)

    @cached_property
    def seams(self) -> Seams:
        """All seams of the scene, for every cast that hears different words."""
        return seams_of([cast.graph for cast in self.subject.casts])

    @cached_property
    def findings(self) -> list[Diagnostic]:
        """All findings of a check before release."""
        return check_subject(self.subject, Depth(release=True))[0]

    @cached_property
    def extremes(self) -> tuple[WalkEnd | None, WalkEnd | None]:
        """The best and the worst possible walk."""
        graph = self.subject.graph
        if graph.cut or not all(graph.can_end):
            return None, None
        values, first = Values(graph, self.subject.judge), start(self.subject.story, 0)
        worst = values.worst_line(first)
        return self._end(values.best_line(first)), None if worst is None else self._end(worst)

    def _end(self, choices: tuple[str, ...]) -> WalkEnd:
        states = replay(start(self.subject.story, 0), choices)
        score = scorecard(self.subject.judge, states, choices).score(self.bundle.scenario.rubrics[0])
        return WalkEnd(choices, states[-1].passage.id, None if score is None else percent(score))

    @cached_property
    def readings(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """(meter, ending) -> the actual minimum and maximum of a shown meter there, if known."""
        graph = self.subject.graph
        if graph.cut:
            return {}
        known: dict[tuple[str, str], tuple[int, int]] = {}
        for index, meter in enumerate(self.bundle.scenario.meters.values()):
            if not meter.shown:
                continue
            low, high = (MeterExtremes(graph, index, highest=highest) for highest in (False, True))
            if low.complete and high.complete:
                for ending in self.bundle.scenario.endings:
                    if at := graph.at[ending]:
                        least, most = min(low.best[number] for number in at), max(high.best[number] for number in at)
                        known[meter.id, ending] = (least, most)
        return known


def compare(before: SceneVersion, after: SceneVersion) -> Comparison:
    """The differences of ``after`` from ``before``."""
    languages = after.bundle.scenario.languages
    added = changed_seams(after.seams, before.seams, languages)
    removed = changed_seams(before.seams, after.seams, languages)
    (best_before, worst_before), (best_after, worst_after) = before.extremes, after.extremes
    return Comparison(
        places=tuple(_places(before.bundle, after.bundle)),
        lines=tuple(_lines(before.bundle, after.bundle)),
        chances=tuple(_chances(before, after)),
        seams_added=tuple(after.seams.seams[index] for index in added),
        seams_removed=tuple(before.seams.seams[index] for index in removed),
        best=None if best_before == best_after else (best_before, best_after),
        worst=None if worst_before == worst_after else (worst_before, worst_after),
        readings=tuple(_readings(before, after)),
        findings_added=tuple(_new_findings(after.findings, before.findings)),
        findings_removed=tuple(_new_findings(before.findings, after.findings)),
        cut=before.seams.cut or after.seams.cut,
    )


def _places(before: Bundle, after: Bundle) -> Iterator[tuple[str, EditKind]]:
    old = (*before.scenario.nodes, *before.scenario.endings)
    new = (*after.scenario.nodes, *after.scenario.endings)
    yield from ((name, EditKind.ADDED) for name in new if name not in old)
    yield from ((name, EditKind.REMOVED) for name in old if name not in new)


def _lines(before: Bundle, after: Bundle) -> Iterator[LineChange]:
    old, new = _choices(before), _choices(after)
    for name, choice in new.items():
        if name not in old:
            yield LineChange(*name, EditKind.ADDED)
        elif old[name] != choice:
            parts = tuple(part for part in Choice._fields if getattr(old[name], part) != getattr(choice, part))
            yield LineChange(*name, EditKind.CHANGED, parts)
    yield from (LineChange(*name, EditKind.REMOVED) for name in old if name not in new)


def _choices(bundle: Bundle) -> Mapping[tuple[str, str], Choice]:
    return {(node.id, choice.id): choice for node in bundle.scenario.nodes.values() for choice in node.choices}


def _chances(before: SceneVersion, after: SceneVersion) -> Iterator[Chance]:
    old, new = _endings(before), _endings(after)
    for name in dict.fromkeys((*new, *old)):
        chance = Chance(name, old.get(name), new.get(name))
        same = (
            abs(chance.before - chance.after) < _EPSILON
            if chance.before is not None and chance.after is not None
            else chance.before is chance.after
        )
        if not same:
            yield chance


def _endings(version: SceneVersion) -> Mapping[str, float | None]:
    odds = version.odds
    return {name: None if odds is None else odds.passages[name] for name in version.bundle.scenario.endings}


def _readings(before: SceneVersion, after: SceneVersion) -> Iterator[Reach]:
    for meter, ending in dict.fromkeys((*after.readings, *before.readings)):
        reach = Reach(meter, ending, before.readings.get((meter, ending)), after.readings.get((meter, ending)))
        if reach.before != reach.after:
            yield reach


def _new_findings(findings: list[Diagnostic], known: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings not in ``known``; differing figures do not make a finding new."""
    known_keys = {_message_key(finding) for finding in known}
    yield from (finding for finding in findings if _message_key(finding) not in known_keys)


def _message_key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, _FIGURE.sub("#", finding.message())


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values for JSON; keys and ids are the same in every language."""

    def walk(end: WalkEnd | None) -> dict[str, Any] | None:
        return None if end is None else {**end._asdict(), "score": _rounded(end.score)}

    def walks(pair: tuple[WalkEnd | None, WalkEnd | None] | None) -> dict[str, Any] | None:
        return None if pair is None else {"before": walk(pair[0]), "after": walk(pair[1])}

    def seam(item: Seam) -> dict[str, Any]:
        return {"node": item.key.node, "choice": item.key.choice, "leads_to": item.key.target}

    def finding(item: Diagnostic) -> dict[str, Any]:
        return {"code": item.code, "line": item.span.line, "message": item.message()}

    return {
        "same": comparison.same,
        "cut": comparison.cut,
        "places": [{"id": name, "change": change} for name, change in comparison.places],
        "lines": [line._asdict() for line in comparison.lines],
        "endings": [
            {"id": item.ending, "before": _rounded(item.before), "after": _rounded(item.after)}
            for item in comparison.chances
        ],
        "seams": {
            "came": [seam(item) for item in comparison.seams_added],
            "went": [seam(item) for item in comparison.seams_removed],
        },
        "best_walk": walks(comparison.best),
        "worst_walk": walks(comparison.worst),
        "readings": [item._asdict() for item in comparison.readings],
        "findings": {
            "came": [finding(item) for item in comparison.findings_added],
            "went": [finding(item) for item in comparison.findings_removed],
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
