"""Due cards: by criterion, by the level last reached, at explicit times, in another scene."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.due import due, due_json, due_lines
from roleplay.presenting.due_cards import cards
from roleplay.records.model import AttemptResult, AttemptSummary

from .test_progress import FIRST, REF, RUBRIC, contents, entry

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def attempt_on(day: float, score: float, scene: str = "a", ref: str = REF) -> AttemptSummary:
    at = START + timedelta(days=day)
    return AttemptSummary(
        f"{day}", scene, "practice", "en", at, at, AttemptResult("end", "success", True, {ref: score}, "", scoring=99)
    )


def days_until_due(*reviews: AttemptSummary) -> float:
    (card,) = cards(reviews)
    return (card.due - reviews[-1].ended_at) / timedelta(days=1)


def test_a_better_result_makes_a_card_due_later() -> None:
    waits = [days_until_due(attempt_on(0, score)) for score in (0, 30, 60, 90)]
    assert waits == sorted(waits)
    assert waits[0] >= 1, "not on the same day"
    assert waits[0] < waits[-1]
    again = days_until_due(attempt_on(0, 90), attempt_on(10, 90))
    assert again > waits[-1], "two good results make it due even later"
    assert days_until_due(attempt_on(0, 90), attempt_on(10, 0)) < again


def test_a_day_is_one_review_and_its_last_attempt_counts() -> None:
    (card,) = cards([attempt_on(0, 0), attempt_on(0.1, 90)])
    assert (card.review_count, card.latest.percent) == (1, 90)
    assert card.due == cards([attempt_on(0.1, 90)])[0].due
    assert cards([attempt_on(0, 90, ref=RUBRIC.id)]) == [], "a rubric is not a card"


def test_due_dates_do_not_depend_on_the_current_time() -> None:
    reviews = [attempt_on(0, 30), attempt_on(3, 60)]
    assert cards(reviews) == cards(reviews)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_due_card_suggests_another_scene(language: str) -> None:
    words = catalogue(language)
    library = contents(entry("a", practised=(REF,)), entry("b", practised=(REF,)), entry("c"))
    reviews = [attempt_on(0, 0)]
    assert due(reviews, library, START + timedelta(hours=1), words) == []
    assert due_lines([], START, words) == [words("due.nothing")]
    later = START + timedelta(days=9)
    (fact,) = due(reviews, library, later, words)
    assert fact.entry is not None
    assert fact.entry.id == "b"
    count, line = due_lines([fact], later, words)
    assert "1" in count
    for text in (FIRST.name.get(language), RUBRIC.name.get(language), "0%", "(b)" if language == "en" else "（b）"):
        assert text in line
    assert due_json([fact])[0]["scene"] == "b"
    assert due_lines([fact] * 3, later, words, limit=1)[-1] == words("due.more", count=2)
    (only,) = due(reviews, contents(entry("a", practised=(REF,))), later, words)
    assert only.entry is not None
    assert only.entry.id == "a", "there is no other scene"
    (nowhere,) = due(reviews, contents(entry("a")), later, words)
    assert nowhere.entry is None
    assert due([attempt_on(0, 0, ref="gone.by")], library, later, words) == []
