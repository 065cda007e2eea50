"""Days of practice towards 66: each counts once, and gaps do no harm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.practice_days import HABIT_DAYS, practice_bar, practice_days, practice_json, practice_line
from roleplay.text.glyphs import glyphs

from .test_ladder import START, attempt_on


def test_a_day_counts_once() -> None:
    days = practice_days(
        [attempt_on(0, "a"), attempt_on(0.1, "b"), attempt_on(3, "a")], [START, START + timedelta(days=9)]
    )
    assert days.days == ("2026-03-02", "2026-03-05", "2026-03-11")
    assert practice_json(days) == {"days": list(days.days), "count": 3, "towards": HABIT_DAYS}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_count_promises_nothing(language: str) -> None:
    words = catalogue(language)
    assert practice_line(practice_days([]), words) == words("days.none", all=66)
    assert "2026-03-02" in practice_line(practice_days([attempt_on(0, "a")]), words)
    later = practice_line(practice_days([attempt_on(0, "a"), attempt_on(300, "a")]), words)
    assert "2" in later
    assert "66" in later
    assert "18" in words("days.about")
    assert "254" in words("days.about")


def test_the_bar_is_full_from_66_days_on() -> None:
    many = practice_days([attempt_on(day, "a") for day in range(80)])
    assert practice_line(many, catalogue("en")) == "80 days; the 66 were complete on 2026-05-06."
    assert practice_bar(many, glyphs(ascii=True)) == "#" * 22
    assert practice_bar(practice_days([attempt_on(0, "a")]), glyphs(ascii=True)).startswith("#-")
