"""Suggests the next step towards playing a scene: watching its worked example, filling in its gaps, or playing.

Support fades with skill: the suggestion depends on the learner's attempts at the scene, on the latest assessments (in
any scene) of the criteria that it practises, and on the examples already watched. The learner is free to ignore it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.progress import ENOUGH
from roleplay.records.model import AttemptSummary, When

if TYPE_CHECKING:
    from roleplay.reading.contents import Entry
    from roleplay.records.practice import PracticeEvent

#: The kind of example events in the practice journal.
KIND = "example"
#: A criterion is mastered if each of its last `ENOUGH` assessments reached this many percent; likewise filled gaps.
MASTERED = 200 / 3


class ExampleWay(StrEnum):
    """The two ways to go through an example."""

    WATCH = "watch"
    GAPS = "gaps"


class ExamplePast(NamedTuple):
    """What the record knows about the worked example of one scene."""

    #: when it was first opened; ``None`` if never
    opened: When | None = None
    #: whether it was completed, in either way
    watched: bool = False
    #: when its gaps were last completed, how many there were, and how many were filled with a best line
    filled_at: When | None = None
    filled: int = 0
    good_picks: int = 0


def example_past(events: Iterable[PracticeEvent], scenario_id: str) -> ExamplePast:
    """The past of a scene's example, from the example events, oldest first; implausible figures are ignored."""
    past = ExamplePast()
    for event in events:
        if event.scenario_id != scenario_id:
            continue
        past = past._replace(opened=past.opened or event.at)
        if event.data.get("done") is not True:
            continue
        past = past._replace(watched=True)
        filled, good_picks = event.data.get("filled"), event.data.get("found")
        if (
            event.about == ExampleWay.GAPS
            and isinstance(filled, int)
            and isinstance(good_picks, int)
            and 0 < filled >= good_picks
        ):
            past = past._replace(filled_at=event.at, filled=filled, good_picks=good_picks)
    return past


def event_data(*, done: bool, filled: int = 0, found: int = 0) -> Mapping[str, object]:
    """The event data of an example that was opened, or, if ``done``, completed."""
    return {"done": True, "filled": filled, "found": found} if done else {"done": False}


class AdvisedStep(StrEnum):
    """The step that is suggested."""

    WATCH = "watch"
    GAPS = "gaps"
    PLAY = "play"


class Advice(NamedTuple):
    """The step suggested for a scene, and why."""

    step: AdvisedStep
    #: the reason; its sentence has the catalogue key ``example.advice.WHY``
    why: str
    #: how many criteria the scene practises, and how many of them are mastered
    criteria: int
    mastered: int
    past: ExamplePast

    def sentence(self, words: Catalogue, how: str) -> str:
        """The suggestion with its reason; ``how`` says how to open an example."""
        return words(
            f"example.advice.{self.why}",
            count=self.criteria,
            in_hand=self.mastered,
            times=ENOUGH,
            filled=self.past.filled,
            found=self.past.good_picks,
            how=how,
        )


def advice(entry: Entry, finished: Sequence[AttemptSummary], past: ExamplePast, *, tutorial: bool = False) -> Advice:
    """The suggestion for the scene ``entry``, which has an example; ``finished`` are all attempts, oldest first.

    For a ``tutorial`` it is always to play, since that teaches the keys.
    """
    known = len(entry.practised)
    mastered = len(mastered_criteria(entry.practised, finished))

    def advise(step: AdvisedStep, why: str) -> Advice:
        return Advice(step, why, known, mastered, past)

    attempts_here = [summary for summary in finished if summary.scenario_id == entry.id]
    if any(summary.result.passed for summary in attempts_here):
        return advise(AdvisedStep.PLAY, "passed")
    if tutorial:
        return advise(AdvisedStep.PLAY, "tutorial")
    if known and mastered == known:
        return advise(AdvisedStep.PLAY, "in_hand")
    if past.filled_at is not None:
        if 100 * past.good_picks < MASTERED * past.filled:
            return advise(AdvisedStep.GAPS, "found_few")
        if any(summary.started_at > past.filled_at for summary in attempts_here):
            return advise(AdvisedStep.GAPS, "since")
        return advise(AdvisedStep.PLAY, "filled")
    if past.watched:
        return advise(AdvisedStep.GAPS, "watched")
    if mastered and 2 * mastered >= known:
        return advise(AdvisedStep.GAPS, "half")
    return advise(AdvisedStep.WATCH, "not_passed" if attempts_here else "few" if mastered else "none")


def mastered_criteria(refs: Iterable[str], finished: Iterable[AttemptSummary]) -> list[str]:
    """Those of the criteria whose last `ENOUGH` assessments all reached `MASTERED`; the attempts come oldest first."""
    percents: dict[str, list[float]] = {ref: [] for ref in refs}
    for summary in finished:
        for ref in percents.keys() & summary.result.scores.keys():
            percents[ref].append(summary.result.scores[ref])
    return [
        ref
        for ref, scores in percents.items()
        if len(scores) >= ENOUGH and all(score >= MASTERED - 1e-9 for score in scores[-ENOUGH:])
    ]


def first_opened(events: Iterable[PracticeEvent]) -> Mapping[str, When]:
    """When the example of each scene was first opened; the events come oldest first."""
    opened: dict[str, When] = {}
    for event in events:
        if event.scenario_id is not None:
            opened.setdefault(event.scenario_id, event.at)
    return opened
