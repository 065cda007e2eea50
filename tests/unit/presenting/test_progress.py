"""Progress: no conclusions from fewer than three attempts, and recommendations with true reasons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.progress import (
    Recommendation,
    RecommendReason,
    progress,
    progress_json,
    progress_lines,
    progress_rows,
    recommendation_words,
)
from roleplay.reading.contents import Contents, Entry
from roleplay.records.model import AttemptResult, AttemptSummary
from roleplay.scene.model import Criterion, Rubric
from roleplay.scene.text import Text
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs
from talk_scene import bundle

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
RUBRIC: Rubric = next(iter(bundle().rubrics.values()))
FIRST: Criterion = RUBRIC.criteria[0]
REF = f"{RUBRIC.id}.{FIRST.id}"


def entry(id: str, difficulty: int = 1, **more: Any) -> Entry:
    facts: dict[str, Any] = {
        "id": id, "path": f"{id}.yaml", "digest": "", "title": Text.of(id.title()), "summary": Text.of(id),
        "family": "team", "tags": (), "difficulty": difficulty, "minutes": 5, "released": True, "rubrics": (RUBRIC.id,),
        "languages": ("en",), "problem": None, **more,
    }  # fmt: skip
    return Entry(**facts)


def contents(*entries: Entry) -> Contents:
    return Contents(entries, {}, {}, {RUBRIC.id: RUBRIC}, (), ())


def played(*scores: float, scene: str = "a", passed: bool = False, first: int = 0) -> list[AttemptSummary]:
    return [
        AttemptSummary(
            f"{first + day}", scene, "practice", "en", DAY, DAY + timedelta(days=first + day),
            AttemptResult("end", "success", passed, {RUBRIC.id: score, REF: score}, RUBRIC.id, scoring=99),
        )
        for day, score in enumerate(scores)
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_said_about_fewer_than_three_attempts(language: str) -> None:
    words = catalogue(language)
    finished = played(10, 90)
    fact = progress(finished, contents(entry("a")), words)
    text = "\n".join([*progress_lines(fact, words), *(row.text for row in progress_rows(fact, words, glyphs(), 80))])
    assert words("progress.too_few", count=2) in text
    assert "90" not in text
    assert progress_json(fact, finished)["courses"][0]["enough"] is False


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [50, 60, 100])
def test_from_three_attempts_on_first_latest_and_marks_are_shown(language: str, width: int) -> None:
    words = catalogue(language)
    fact = progress(played(10, 30, 60, 90), contents(entry("a")), words)
    rows = progress_rows(fact, words, glyphs(), width)
    (row,) = [row.text for row in rows if FIRST.name.get(language)[:4] in row.text]
    assert "10 ➜ 90%" in row
    assert "⣀⣤⣶⣿" in row
    assert max(cell_len(row.text) for row in rows) <= width
    lines = progress_lines(fact, words)
    assert any("60%" in line and "10%" in line and "90%" in line for line in lines), "the mean of the last three"
    families = progress_rows(fact, words, glyphs(), width, by_family=True)
    assert any("10 ➜ 90%" in row.text for row in families)
    ascii_rows = progress_rows(fact, words, glyphs(ascii=True), width)
    assert any("0123" in row.text for row in ascii_rows)


def recommended(finished: list[AttemptSummary], *entries: Entry) -> Recommendation:
    recommendation = progress(finished, contents(*entries), catalogue("en")).recommendation
    assert recommendation is not None
    return recommendation


def test_a_newcomer_is_recommended_the_next_step() -> None:
    path = entry("one", newcomers=1), entry("two", newcomers=2), entry("zero")
    assert (recommended([], *path).entry.id, recommended([], *path).why) == ("one", RecommendReason.PATH)
    assert recommended(played(50, scene="one"), *path).entry.id == "two"
    assert recommended(played(50, scene="zero"), *path).why is RecommendReason.NEW, "who has left it is no newcomer"


def test_the_weakest_criterion_comes_before_unplayed_scenes() -> None:
    weak = entry("weak", 4, practised=(REF,))
    scenes = entry("a"), entry("b"), weak
    recommendation = recommended(played(90, 20, 30, 40), *scenes)
    assert (recommendation.entry, recommendation.why) == (weak, RecommendReason.WEAK_NEW)
    assert "averaged 30%" in recommendation_words(recommendation, catalogue("en"))
    again = recommended([*played(20, scene="weak"), *played(20, 30, 40, first=1)], *scenes)
    assert (again.entry, again.why) == (weak, RecommendReason.WEAK)
    assert recommended(played(20, 30), *scenes).why is RecommendReason.NEW, "two attempts cannot carry it"
    assert recommended(played(60, 60, 60), *scenes).why is RecommendReason.NEW, "level 2 is not weak"


def test_otherwise_unplayed_then_unpassed_then_longest_ago() -> None:
    scenes = entry("a"), entry("b", 3), entry("c", 2)
    assert recommended(played(90), *scenes).entry.id == "c", "the easiest of those not played"
    finished = [*played(90, passed=True), *played(90, scene="b", first=1), *played(90, scene="c", passed=True, first=2)]
    assert (recommended(finished, *scenes).entry.id, recommended(finished, *scenes).why) == (
        "b",
        RecommendReason.NOT_PASSED,
    )
    finished[1] = played(90, scene="b", passed=True, first=1)[0]
    assert (recommended(finished, *scenes).entry.id, recommended(finished, *scenes).why) == (
        "a",
        RecommendReason.LONG_AGO,
    )
    assert progress(finished, contents(), catalogue("en")).recommendation is None
    assert recommended(played(90), entry("a")).entry.id == "a", "there is no other"
    assert recommended(played(90), entry("a"), entry("draft", released=False)).entry.id == "a"
