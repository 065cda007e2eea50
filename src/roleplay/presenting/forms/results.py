"""The results of one learner's sittings of a form, side by side, and whether two of them may be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from roleplay.presenting.forms.gains import BeforeAfter
from roleplay.records.model import When
from roleplay.scene.forms import FormTime, ParallelForm
from roleplay.scene.model import Rubric


class SittingResult(NamedTuple):
    """The result of a finished sitting."""

    time: FormTime
    ended_at: When
    #: the version of the form at that time
    version: int
    #: scenes of the set, and how many of them have a result
    scenes: int
    played: int
    #: per cent by ``rubric`` and ``rubric.criterion``: the mean over the scenes in which it was assessed
    percents: Mapping[str, float]
    #: digests of the rubric texts by which the scenes were judged
    texts: frozenset[str]
    #: versions of the scoring by which they were judged
    scorings: frozenset[int]


class WhyNotCompared(StrEnum):
    """Why no difference between two sittings is reported."""

    #: a scene was given up, or its attempt was deleted
    SCENES = "scenes"
    #: the version of the form has changed: its author says that results must not be compared with earlier ones
    VERSION = "version"
    #: the rubric's text has changed in between
    RUBRIC = "rubric"
    #: the sittings were judged by different versions of the scoring
    SCORING = "scoring"


class SittingPair(NamedTuple):
    """Two sittings, and the reason why their difference must not be reported; ``None`` if it may."""

    before: SittingResult
    after: SittingResult
    why_not: WhyNotCompared | None

    def scores(self, ref: str) -> BeforeAfter | None:
        """Per cent of a rubric or a criterion at both times; ``None`` if it was not assessed at either."""
        before, after = self.before.percents.get(ref), self.after.percents.get(ref)
        return None if before is None or after is None else BeforeAfter(before, after)

    def difference(self, ref: str) -> float | None:
        """The change in percentage points; ``None`` if it must not be reported."""
        scores = self.scores(ref)
        return None if scores is None or self.why_not is not None else scores.after - scores.before


def pair_sittings(before: SittingResult, after: SittingResult) -> SittingPair:
    """Two sittings as a pair; comparable only if the same thing was measured by the same standard."""
    why: WhyNotCompared | None = None
    if before.played < before.scenes or after.played < after.scenes:
        why = WhyNotCompared.SCENES
    elif before.version != after.version:
        why = WhyNotCompared.VERSION
    elif len(before.texts | after.texts) > 1:
        why = WhyNotCompared.RUBRIC
    elif len(before.scorings | after.scorings) > 1:
        why = WhyNotCompared.SCORING
    return SittingPair(before, after, why)


def first_and_latest(results: Sequence[SittingResult]) -> SittingPair | None:
    """The first sitting and the latest one; ``None`` if there are fewer than two."""
    return pair_sittings(results[0], results[-1]) if len(results) > 1 else None


def refs_of(rubric: Rubric) -> list[str]:
    """The references of the rubric, then of its criteria."""
    return [rubric.id, *(f"{rubric.id}.{criterion.id}" for criterion in rubric.criteria)]


def results_json(form: ParallelForm, results: Sequence[SittingResult], rubric: Rubric | None) -> Mapping[str, Any]:
    """The results as JSON data: stable keys, times with their zone, scores in per cent."""
    refs = [] if rubric is None else refs_of(rubric)
    pair = first_and_latest(results)
    return {
        "form": form.id,
        "rubric": form.rubric,
        "sittings": [
            {
                "time": result.time.id,
                "set": result.time.set,
                "ended": result.ended_at.isoformat(),
                "version": result.version,
                "scenes": result.scenes,
                "played": result.played,
                "percents": dict(result.percents),
                "rubric_texts": sorted(result.texts),
                "scorings": sorted(result.scorings),
            }
            for result in results
        ],
        "pair": None
        if pair is None
        else {
            "before": pair.before.time.id,
            "after": pair.after.time.id,
            "not_compared_because": pair.why_not,
            "differences": {ref: pair.difference(ref) for ref in refs},
        },
    }
