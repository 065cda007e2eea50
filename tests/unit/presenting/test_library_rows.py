"""The short form of a result in the library says what the debrief says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.facts.criteria import score_text
from roleplay.presenting.library_rows import Past, history_paragraphs, result_of, resume_offer, scoring_note
from roleplay.presenting.paragraphs import wrapped
from roleplay.reading.contents import Entry
from roleplay.records.model import AttemptRecord, AttemptResult, AttemptSummary, PracticeTally
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text
from roleplay.scoring.percent import percent
from roleplay.scoring.version import VERSION
from roleplay.text.glyphs import glyphs

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("score", "shown"), [(0.4599, 45), (2 / 3, 66), (0.29, 29), (0.5499999, 54), (1.0, 100)])
def test_a_score_is_the_same_number_in_the_library_and_in_the_debrief(score: float, shown: int) -> None:
    result = AttemptResult("end", "success", True, {"heat": percent(score)}, "heat")
    assert result_of(result).score == shown
    assert score_text(score, catalogue("en")) == f"{shown}%"


OLD = AttemptResult("end", "success", True, {"heat": 57.5}, "heat")
COUNTED = PracticeTally(offered=FrozenDict({}))
NEW = AttemptResult("end", "success", False, {"heat": 31.0}, "heat", VERSION, COUNTED)


@pytest.mark.parametrize(
    ("result", "earlier", "language", "note"),
    [
        (NEW, None, "en", ""),
        (NEW, OLD, "en", "rescored; by the earlier scoring: passed, 57%"),
        (NEW, OLD, "zh", "已按新的计分重评；旧计分：通过，57%"),
        (NEW, OLD._replace(scores={}), "en", "rescored; by the earlier scoring: passed"),
        (OLD, None, "en", "by the earlier scoring"),
        (OLD, None, "zh", "按旧的计分"),
    ],
)
def test_a_result_names_its_scoring(
    result: AttemptResult, earlier: AttemptResult | None, language: str, note: str
) -> None:
    words = catalogue(language)
    summary = AttemptSummary("a", "scene", "practice", "en", NOON, NOON, result, earlier)
    assert scoring_note(summary, words) == note
    past = Past({"scene": [summary]}, {"scene": (summary, summary)}, ())
    history, _ = wrapped(history_paragraphs("scene", past, words, glyphs(), 5, roomy=False), 100)
    assert note in history
    assert f"{'✗31' if result is NEW else '✓57'}%" in history
    assert past.has_outdated_results is (result is OLD)
    less = summary._replace(result=NEW._replace(counted=PracticeTally()))
    assert Past({"scene": [less]}, {}, ()).has_outdated_results, "early programs did not count the moves on offer"


def entry(id: str, newcomers: int | None = None) -> Entry:
    return Entry(
        id=id, path=f"{id}.yaml", digest="", title=Text.of(id), summary=Text.of(id), family="team", tags=(),
        difficulty=1, minutes=3, released=True, rubrics=(), languages=("en",), problem=None, newcomers=newcomers,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("finished", "left", "step"),
    [
        ([], [], "a"), (["a"], [], "b"), ([], ["a"], "a"), (["a"], ["b"], "b"), (["b"], [], "a"),
        (["a", "b"], [], None), (["other"], [], None), ([], ["other"], None), (["a"], ["other"], None),
    ],
)  # fmt: skip
def test_a_newcomer_has_played_only_part_of_the_path(finished: list[str], left: list[str], step: str | None) -> None:
    summaries = [AttemptSummary("1", scene, "practice", "en", NOON, NOON, NEW) for scene in finished]
    records = [
        AttemptRecord(
            id="2", scenario_id=scene, bundle=(), seed=0, mode="practice", language="en", personas={}, options={},
            started_at=NOON,
        )
        for scene in left
    ]  # fmt: skip
    past = Past.of(summaries, records)
    next_entry = past.next_step([entry("a", 1), entry("b", 2)])
    assert (next_entry and next_entry.id) == step


@pytest.mark.parametrize(("options", "warned"), [({"own_words": True}, False), ({"sitting": "x 1"}, True)])
def test_discarding_an_exam_scene_says_that_it_is_one(options: dict[str, object], warned: bool) -> None:
    record = AttemptRecord("a", "desk", (), 1, "exam", "en", {}, options, NOON)
    text = resume_offer(record, [], Past.of([], [record]), catalogue("en"), discarding=True).text
    assert "Press x once more" in text
    assert ("cannot be started again" in text) is warned
