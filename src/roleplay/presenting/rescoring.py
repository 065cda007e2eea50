"""Attempts judged again by other rubrics, in words and as JSON: before, after, and what cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay.locales import Catalogue
from roleplay.presenting.dates import local_minute
from roleplay.scene.frozen import FrozenDict
from roleplay.scoring.percent import percent, whole_percent
from roleplay.scoring.scorecard import GateKind, Scorecard, scores
from roleplay.scoring.version import VERSION
from roleplay.session.rescoring import ScoreChange

if TYPE_CHECKING:
    from roleplay.records.model import AttemptResult, AttemptSummary
    from roleplay.scene.text import Text
    from roleplay.session.rescoring import Rescoring

#: Number of characters of an id that are shown.
_LETTERS = 6


class RescoredAttempt(NamedTuple):
    """A finished attempt with its first and its present judgement."""

    summary: AttemptSummary
    #: the title of the scene as played; ``None`` if that can no longer be read
    title: Text | None
    #: the earliest result in the record
    first: AttemptResult
    #: ``None`` if the attempt cannot be replayed
    now: Rescoring | None
    #: move id -> name, in the scene as played
    moves: Mapping[str, Text] = FrozenDict()


def rescoring_lines(attempts: Sequence[RescoredAttempt], words: Catalogue) -> Iterator[str]:
    """A block for each attempt that changed or cannot be judged, then the totals."""
    for attempt in attempts:
        now = attempt.now
        if now is None:
            yield words("rescoring.not_replayed", attempt=_attempt_name(attempt, words))
            continue
        changes = [change for change in now.changes if change.changed]
        by_scoring = _scoring_changed(attempt.first, now)
        if not (changes or by_scoring or now.verdict_changed):
            continue
        yield words("rescoring.attempt", attempt=_attempt_name(attempt, words), verdict=_verdict(now, words))
        if by_scoring:
            first_share = _as_share(attempt.first.score)
            verdict = words(_verdict_key(attempt.first.passed))
            yield words(
                "rescoring.scoring_then",
                version=attempt.first.scoring,
                score=_per_cent(first_share, words),
                verdict=verdict,
            )
        yield from (_change(change, words) for change in changes)
        if now.verdict_changed:
            yield from _reasons(attempt, now, words)
    yield from _counts(attempts, words)


def _counts(attempts: Sequence[RescoredAttempt], words: Catalogue) -> Iterator[str]:
    judged = [attempt.now for attempt in attempts if attempt.now is not None]
    passing = sum(now.verdict_changed and now.after.passed for now in judged)
    failing = sum(now.verdict_changed and not now.after.passed for now in judged)
    changed = with_added = 0
    for now in judged:
        added = {change.ref for change in now.changes if not change.was_there and "." not in change.ref}
        changed += any(change.changed and change.ref.partition(".")[0] not in added for change in now.changes)
        with_added += bool(added)
    yield words("rescoring.judged", count=len(judged), changed=changed)
    if with_added:
        yield words("rescoring.laid_over", count=with_added)
    if passing or failing:
        yield words("rescoring.verdicts", passing=passing, failing=failing)
    if len(judged) < len(attempts):
        yield words("rescoring.lost", count=len(attempts) - len(judged))


def _reasons(attempt: RescoredAttempt, now: Rescoring, words: Catalogue) -> Iterator[str]:
    """Why the verdict changed: the gates that fail on whichever side (before or after) does not pass."""
    names = {change.ref: change.name.get(words.language) for change in now.changes}
    key, card = ("rescoring.fails", now.after) if now.before.passed else ("rescoring.failed", now.before)
    judged = {change.ref for change in now.changes if (change.is_there if card is now.after else change.was_there)}
    for gate in card.gates:
        if gate.held:
            continue
        if gate.kind is GateKind.CRITICAL:
            name = attempt.moves.get(gate.ref)
            reason = words("rescoring.gate.red", move=gate.ref if name is None else name.get(words.language))
        elif gate.found is not None:
            found = whole_percent(gate.found)
            reason = words("rescoring.gate.least", name=names.get(gate.ref, gate.ref), wanted=gate.wanted, found=found)
        else:
            why = "not_assessed" if gate.ref in judged else "gone"
            reason = words(f"rescoring.gate.{why}", name=names.get(gate.ref, gate.ref), wanted=gate.wanted)
        yield words(key, reason=reason)


def _attempt_name(attempt: RescoredAttempt, words: Catalogue) -> str:
    summary = attempt.summary
    scene = summary.scenario_id
    title = (
        scene
        if attempt.title is None
        else words("rescoring.title", title=attempt.title.get(words.language), scene=scene)
    )
    return words("rescoring.named", when=local_minute(summary.ended_at), title=title, id=summary.id[:_LETTERS])


def _verdict_key(passed: bool) -> str:
    return "rescoring.passed" if passed else "rescoring.not_passed"


def _verdict(now: Rescoring, words: Catalogue) -> str:
    then, today = words(_verdict_key(now.before.passed)), words(_verdict_key(now.after.passed))
    return (
        words("rescoring.to", before=then, after=today) if now.verdict_changed else words("rescoring.still", now=today)
    )


def _change(change: ScoreChange, words: Catalogue) -> str:
    before = _score(change.before, change.level_before, words) if change.was_there else words("rescoring.none")
    after = _score(change.after, change.level_after, words) if change.is_there else words("rescoring.none")
    key = "rescoring.criterion" if "." in change.ref else "rescoring.rubric"
    return words(key, name=change.name.get(words.language), change=words("rescoring.to", before=before, after=after))


def _score(share: float | None, level: int | None, words: Catalogue) -> str:
    text = _per_cent(share, words)
    return text if level is None else words("rescoring.with_level", score=text, level=level)


def _per_cent(share: float | None, words: Catalogue) -> str:
    return words("debrief.not_assessed") if share is None else f"{whole_percent(percent(share))}%"


def _as_share(score: float | None) -> float | None:
    return None if score is None else score / 100


def _scoring_changed(first: AttemptResult, now: Rescoring) -> bool:
    """Whether the scoring itself gives a different result now than in the first result."""
    return first.scoring != VERSION and (first.passed != now.before.passed or first.scores != _by_ref(now.before))


def _by_ref(card: Scorecard) -> Mapping[str, float]:
    return {ref: percent(score) for ref, score in scores(card.rubrics).items() if score is not None}


def rescoring_json(attempts: Sequence[RescoredAttempt], rubric: str | None) -> dict[str, Any]:
    """The same as JSON: scores in percent by ``rubric`` and ``rubric.criterion``."""
    return {"rubric": rubric, "scoring": VERSION, "attempts": [_attempt_json(attempt) for attempt in attempts]}


def _attempt_json(attempt: RescoredAttempt) -> dict[str, Any]:
    summary, first, now = attempt.summary, attempt.first, attempt.now
    data: dict[str, Any] = {
        "attempt": summary.id,
        "scene": summary.scenario_id,
        "ended": summary.ended_at.isoformat(),
        "first": {"scoring": first.scoring, "passed": first.passed, "scores": dict(first.scores)},
        "replayed": now is not None,
    }
    if now is None:
        return data
    judged_by = {change.ref for change in now.changes if change.was_there}
    return data | {
        "before": {"passed": now.before.passed, "scores": dict(_by_ref(now.before))},
        "after": {
            "passed": now.after.passed,
            "scores": {change.ref: percent(change.after) for change in now.changes if change.after is not None},
        },
        "verdict_changed": now.verdict_changed,
        "laid_over": sorted(
            {change.ref.partition(".")[0] for change in now.changes} - {ref.partition(".")[0] for ref in judged_by}
        ),
        "changes": [
            {"ref": change.ref, "before": _json_score(change.before), "after": _json_score(change.after)}
            for change in now.changes
            if change.changed
        ],
    }


def _json_score(share: float | None) -> float | None:
    return None if share is None else percent(share)
