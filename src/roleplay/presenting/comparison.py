"""What an edit changed in a scene, in words: a heading for each kind of difference, a paragraph for each one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.authoring.comparison import Chance, Comparison, LineChange, Reach, WalkEnd
from roleplay.exploration.seams import Seam
from roleplay.locales import Catalogue
from roleplay.reading.diagnostics import Diagnostic
from roleplay.records.model import ReplayedResult
from roleplay.scene.model import Bundle
from roleplay.text.plain import safe

#: The maximum number of differences listed of one kind; of the others only their number is given.
_MAX_LISTED = 40


class Section(NamedTuple):
    """The differences of one kind."""

    title: str
    items: tuple[str, ...]


def sections(
    comparison: Comparison, replayed: Sequence[ReplayedResult], before: Bundle, after: Bundle, words: Catalogue
) -> Iterator[Section]:
    """The differences, the most telling kind first; kinds without any are omitted."""
    describer = _Describer(before, after, words)
    parts = {
        "findings_came": map(describer.finding, comparison.findings_added),
        "findings_went": map(describer.finding, comparison.findings_removed),
        "attempts": map(describer.attempt, replayed),
        "endings": map(describer.chance, comparison.chances),
        "best": describer.walks(comparison.best),
        "worst": describer.walks(comparison.worst),
        "readings": map(describer.reading, comparison.readings),
        "places": (words(f"compare.place.{change}", name=name) for name, change in comparison.places),
        "lines": map(describer.line, comparison.lines),
        "seams_came": map(describer.seam, comparison.seams_added),
        "seams_went": map(describer.seam, comparison.seams_removed),
    }
    for key, items in parts.items():
        texts = tuple(dict.fromkeys(safe(item, newlines=False) for item in items))
        if texts:
            more = (words("compare.more", count=len(texts) - _MAX_LISTED),) if len(texts) > _MAX_LISTED else ()
            yield Section(words(f"compare.title.{key}", count=len(texts)), (*texts[:_MAX_LISTED], *more))


class _Describer:
    """Puts each kind of difference into words."""

    def __init__(self, before: Bundle, after: Bundle, words: Catalogue) -> None:
        self._bundles = (after, before)
        self._words = words
        self._none = words("compare.none")

    def finding(self, finding: Diagnostic) -> str:
        return f"{finding.code} ({finding.span.line}): {finding.message(self._words.language)}"

    def attempt(self, replayed: ReplayedResult) -> str:
        words = self._words
        day = f"{replayed.ended_at:%Y-%m-%d %H:%M}"
        before = self._result(replayed.ending, passed=replayed.passed)
        if replayed.stops_at is not None:
            key = "stops" if replayed.stops_at else "cannot_begin"
            return words(f"compare.attempt.{key}", day=day, was=before, number=replayed.stops_at, line=replayed.line)
        after = self._result(replayed.new_ending or "", passed=bool(replayed.new_passed))
        return words("compare.attempt.otherwise", day=day, was=before, then=after)

    def _result(self, ending: str, *, passed: bool) -> str:
        key = "passed" if passed else "not_passed"
        return self._words(f"compare.attempt.{key}", ending=self._ending(ending))

    def _ending(self, name: str) -> str:
        endings = (bundle.scenario.endings.get(name) for bundle in self._bundles)
        ending = next((ending for ending in endings if ending is not None), None)
        return name if ending is None else ending.title.get(self._words.language)

    def chance(self, chance: Chance) -> str:
        return self._words(
            "compare.chance",
            ending=self._ending(chance.ending),
            before=self._percent(chance.before),
            after=self._percent(chance.after),
        )

    def _percent(self, share: float | None) -> str:
        return self._none if share is None else f"{100 * share:.1f}%"

    def walks(self, pair: tuple[WalkEnd | None, WalkEnd | None] | None) -> Iterator[str]:
        for key, end in zip(("before", "after"), pair or (), strict=False):
            if end is None:
                yield self._words(f"compare.walk.{key}", told=self._none)
                continue
            score = self._words("compare.unscored") if end.score is None else f"{end.score:.0f}%"
            text = self._words(
                "compare.walk.told", choices=", ".join(end.choices), ending=self._ending(end.ending), score=score
            )
            yield self._words(f"compare.walk.{key}", told=text)

    def reading(self, reach: Reach) -> str:
        meters = (bundle.scenario.meters.get(reach.meter) for bundle in self._bundles)
        meter = next(meter for meter in meters if meter is not None)
        return self._words(
            "compare.reading",
            meter=meter.name.get(self._words.language),
            ending=self._ending(reach.ending),
            before=self._range(reach.before),
            after=self._range(reach.after),
        )

    def _range(self, ends: tuple[int, int] | None) -> str:
        if ends is None:
            return self._none
        return str(ends[0]) if ends[0] == ends[1] else self._words("compare.range", least=ends[0], most=ends[1])

    def line(self, line: LineChange) -> str:
        name = f"{line.node}/{line.choice}"
        parts = self._words("play.list_separator").join(line.parts)
        return self._words(f"compare.line.{line.change}", name=name, parts=parts)

    def seam(self, seam: Seam) -> str:
        if seam.key.node is None:
            return self._words("compare.seam_begins", to=seam.key.target)
        return self._words("compare.seam", name=f"{seam.key.node}/{seam.key.choice}", to=seam.key.target)
