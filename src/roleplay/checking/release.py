"""What a published scene needs beyond being sound: walks, endings of every outcome with figures, playable casts."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.checking.reachability import check_casts
from roleplay.checking.subject import Subject
from roleplay.engine import IllegalChoice, replay, start
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.kpi import Kpi
from roleplay.scene.model import Outcome, Walk
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import scorecard

#: walk -> the minimum and maximum of its score on the leading rubric, in per cent
WALKS = {"ideal": (95, 100), "slip": (26, 94), "worst": (0, 25)}


def check_release(subject: Subject) -> list[Diagnostic]:
    """RP210, RP307, RP308, RP310 and RP314."""
    return [*_walks(subject), *_outcomes(subject), *_figures(subject), *check_casts(subject)]


def _walks(subject: Subject) -> Iterator[Diagnostic]:
    lead = subject.scenario.rubrics[0]
    for name, (low, high) in WALKS.items():
        walk = subject.scenario.walks.get(name)
        if walk is None:
            yield subject.key_finding("RP307", ("walks",), name=name)
            continue
        score = _score(subject, walk, lead)
        if score is not None and not low <= score <= high:
            wanted = f">= {low}" if high == 100 else f"<= {high}" if low == 0 else f"{low}..{high}"
            details = {"name": name, "found": f"{score:.1f}", "rubric": lead, "wanted": wanted}
            yield subject.key_finding("RP308", ("walks", name), **details)


def _score(subject: Subject, walk: Walk, rubric: str) -> float | None:
    """The percentage on a rubric; ``None`` if the walk is not playable (RP309) or the rubric was not assessed."""
    subject = subject.played_as(walk.personas)
    try:
        states = replay(start(subject.story, walk.seed, walk.deal), walk.choices)
    except IllegalChoice:
        return None
    score = scorecard(subject.judge, states, walk.choices).score(rubric)
    return None if score is None else percent(score)


def _outcomes(subject: Subject) -> Iterator[Diagnostic]:
    outcomes = {ending.outcome for ending in subject.scenario.endings.values()}
    for outcome in Outcome:
        if outcome not in outcomes:
            yield subject.key_finding("RP310", ("endings",), name=outcome.value)


def _figures(subject: Subject) -> Iterator[Diagnostic]:
    """RP314: figures of the composite that an ending lacks, if any ending has figures."""
    profile, endings = subject.bundle.kpi, subject.scenario.endings.values()
    if profile is None or not any(ending.kpi and ending.kpi.given for ending in endings):
        return
    for ending in endings:
        missing = profile.missing(ending.kpi or Kpi())
        if missing:
            path: KeyPath = ("endings", ending.id, "kpi") if ending.kpi else ("endings", ending.id)
            names = [f"`{name}`" for name in missing]
            details = {"missing": ", ".join(names), "missing_zh": "、".join(names)}
            yield subject.key_finding("RP314", path, name=ending.id, **details)
