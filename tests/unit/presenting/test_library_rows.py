"""The short form of a result in the library says what the debrief says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.facts.criteria import per_cent
from roleplay.presenting.library_rows import result_of
from roleplay.records.model import AttemptResult, AttemptSummary
from roleplay.scoring.percent import percent

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("score", "shown"), [(0.4599, 45), (2 / 3, 66), (0.29, 29), (0.5499999, 54), (1.0, 100)])
def test_a_score_is_the_same_number_in_the_library_and_in_the_debrief(score: float, shown: int) -> None:
    result = AttemptResult("end", "success", True, {"heat": percent(score)}, "heat")
    summary = AttemptSummary("a", "scene", "practice", "en", NOON, NOON, result)
    assert result_of(summary).score == shown
    assert per_cent(score, catalogue("en")) == f"{shown}%"
