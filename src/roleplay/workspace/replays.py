"""Replays finished attempts on another version of their scene, to find those whose result would change."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.engine import IllegalChoice
from roleplay.records.model import ReplayedResult
from roleplay.records.store import RecordStore
from roleplay.scene.model import Bundle
from roleplay.session import Attempt
from roleplay.workspace.attempts import setup_of


def changed_replays(store: RecordStore, bundle: Bundle) -> Iterator[ReplayedResult]:
    """The finished attempts at the scene whose result on ``bundle`` would be different, oldest first."""
    for summary in store.history(bundle.scenario.id):
        record = store.attempt(summary.id)
        if record is None:
            continue
        result = summary.result
        unchanged = ReplayedResult(
            id=summary.id,
            ended_at=summary.ended_at,
            ending=result.ending,
            passed=result.passed,
            new_ending=None,
            new_passed=None,
        )
        try:
            attempt = Attempt(bundle, setup_of(record))
        except (LookupError, TypeError, ValueError):  # a missing persona, or unknown options
            yield unchanged._replace(stops_at=0)
            continue
        for number, decision in enumerate(record.decisions, 1):
            try:
                attempt.say(decision)
            except IllegalChoice:
                yield unchanged._replace(stops_at=number, line=decision.choice)
                break
        else:
            ending = attempt.state.passage.ending
            ending_id = None if ending is None else ending.id
            passed = attempt.scorecard().passed
            if (ending_id, passed) != (result.ending, result.passed):
                yield unchanged._replace(new_ending=ending_id, new_passed=passed)
