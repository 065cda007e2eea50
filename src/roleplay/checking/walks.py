"""RP309: plays the walks of a scene, which must end and score as they declare."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.checking.subject import Subject
from roleplay.engine import IllegalChoice, start, step
from roleplay.reading.diagnostics import Diagnostic
from roleplay.reading.document import KeyPath
from roleplay.scene.conditions import METER_MAX
from roleplay.scene.model import Walk
from roleplay.scoring.percent import percent
from roleplay.scoring.scorecard import Scorecard, scorecard


def check_walks(subject: Subject) -> list[Diagnostic]:
    """Check every walk of the scene."""
    walks = subject.scenario.walks.values()
    return [finding for walk in walks for finding in _check(subject.played_as(walk.personas), walk)]


def _check(subject: Subject, walk: Walk) -> list[Diagnostic]:
    path: KeyPath = ("walks", walk.id)

    def finding(where: KeyPath, english: str, chinese: str) -> Diagnostic:
        return subject.finding("RP309", (*path, *where), name=walk.id, problem=english, problem_zh=chinese)

    states = [start(subject.story, walk.seed, walk.deal)]
    for index, choice in enumerate(walk.choices):
        try:
            states.append(step(states[-1], choice))
        except IllegalChoice as error:
            legal = ", ".join(error.legal) or "-"
            english = f"`{choice}` cannot be said at `{error.at}` then; possible choices: {legal}"
            chinese = f"走到 `{error.at}` 时不能说 `{choice}`；可以说：{legal}"
            return [finding(("choices", index), english, chinese)]
    passage = states[-1].passage
    if passage.id != walk.ending:
        return [finding(("ending",), f"it leads to `{passage.id}`", f"它走到了 `{passage.id}`")]
    return [
        finding((ref,), *words)
        for ref, words in _misses(scorecard(subject.judge, states, walk.choices), walk.expect).items()
    ]


def _misses(card: Scorecard, expect: Mapping[str, tuple[float, float]]) -> Mapping[str, tuple[str, str]]:
    """ref -> what the score is instead (English, Chinese), for each score outside its range."""
    misses: dict[str, tuple[str, str]] = {}
    for ref, (low, high) in expect.items():
        score = card.score(ref)
        if score is None:
            misses[ref] = (f"{ref} is not assessed on it", f"{ref} 在这条走法上没有评估")
        elif not low <= percent(score) <= high:
            wanted = f">= {low:g}" if high == METER_MAX else f"<= {high:g}" if low == 0 else f"{low:g}..{high:g}"
            shown = f"{percent(score):.1f}"
            misses[ref] = (f"{ref} is {shown}, not {wanted}", f"{ref} 是 {shown}，不是 {wanted}")
    return misses
