"""The short form of a result in the library says what the debrief says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.facts.criteria import per_cent
from roleplay.presenting.library_rows import Past, past_of, result_of, scoring_note
from roleplay.presenting.paragraphs import wrapped
from roleplay.records.model import AttemptResult, AttemptSummary
from roleplay.scoring.percent import percent
from roleplay.scoring.version import VERSION
from roleplay.text.glyphs import glyphs

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("score", "shown"), [(0.4599, 45), (2 / 3, 66), (0.29, 29), (0.5499999, 54), (1.0, 100)])
def test_a_score_is_the_same_number_in_the_library_and_in_the_debrief(score: float, shown: int) -> None:
    result = AttemptResult("end", "success", True, {"heat": percent(score)}, "heat")
    assert result_of(result).score == shown
    assert per_cent(score, catalogue("en")) == f"{shown}%"


OLD = AttemptResult("end", "success", True, {"heat": 57.5}, "heat")
NEW = AttemptResult("end", "success", False, {"heat": 31.0}, "heat", VERSION)


@pytest.mark.parametrize(
    ("result", "earlier", "language", "note"),
    [
        (NEW, None, "en", ""),
        (NEW, OLD, "en", "judged anew; by the earlier scoring: passed, 57%"),
        (NEW, OLD, "zh", "已按新的计分重评；旧计分：通过，57%"),
        (NEW, OLD._replace(scores={}), "en", "judged anew; by the earlier scoring: passed"),
        (OLD, None, "en", "by the earlier scoring"),
        (OLD, None, "zh", "按旧的计分"),
    ],
)
def test_a_result_says_by_which_scoring(
    result: AttemptResult, earlier: AttemptResult | None, language: str, note: str
) -> None:
    words = catalogue(language)
    summary = AttemptSummary("a", "scene", "practice", "en", NOON, NOON, result, earlier)
    assert scoring_note(summary, words) == note
    past = Past({"scene": [summary]}, {"scene": (summary, summary)}, ())
    history, _ = wrapped(past_of("scene", past, words, glyphs(), 5, roomy=False), 100)
    assert note in history
    assert f"{'✗31' if result is NEW else '✓57'}%" in history
    assert past.judged_before is (result is OLD)
