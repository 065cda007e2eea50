"""The ladder of ten steps: two successes on different days each, and no step that the library cannot offer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.ladder import COLD_DAYS, RUNGS, LadderFact, ladder, ladder_json, ladder_lines
from roleplay.reading.contents import Contents
from roleplay.records.model import AttemptResult, AttemptSummary

from .test_progress import contents, entry

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
SCENES = contents(
    entry("easy", 1, newcomers=1),
    entry("middle", 3, family="team"),
    entry("other", 3, family="crisis"),
    entry("hard", 4, family="team"),
    entry("harder", 4, family="crisis"),
)


def attempt_on(day: float, scene: str, mode: str = "practice", *, passed: bool = True) -> AttemptSummary:
    at = START + timedelta(days=day)
    return AttemptSummary(
        f"{day}", scene, mode, "en", at, at, AttemptResult("end", "success", passed, {}, "", scoring=99)
    )


def after(*attempts: AttemptSummary, library: Contents = SCENES, days: float = 400) -> LadderFact:
    return ladder(attempts, library, START + timedelta(days=days))


def test_a_step_takes_two_successes_on_two_days() -> None:
    assert after(attempt_on(0, "easy", "guided"), attempt_on(0.1, "easy", "guided")).climbed == 0, "one day"
    assert after(attempt_on(0, "easy", "guided"), attempt_on(1, "easy", "guided", passed=False)).climbed == 0, (
        "one success"
    )
    ladder_fact = after(attempt_on(0, "easy", "guided"), attempt_on(1, "easy", "guided"))
    assert (ladder_fact.climbed, ladder_fact.days, ladder_fact.successes) == (1, ("2026-03-03",), ())
    assert (
        after(
            attempt_on(0, "easy", "guided"), attempt_on(1, "easy", "guided"), attempt_on(2, "easy", "guided")
        ).successes
        == ()
    ), "too easy now"


def test_harder_attempts_count_and_each_counts_once() -> None:
    exams = [attempt_on(day, "hard", "exam") for day in range(4)]
    assert after(*exams).climbed == 2
    assert after(attempt_on(0, "gone")).successes == (), "nothing is known about a missing scene"


def test_a_cold_scene_has_not_been_played_for_long() -> None:
    four = [attempt_on(day, "middle") for day in range(8)]
    assert after(*four).climbed == 4
    asks = after(*four).next_rung
    assert asks is not None
    assert asks.cold
    again = [*four, attempt_on(8, "middle"), attempt_on(9, "other"), attempt_on(10, "other")]
    assert [success.scene for success in after(*again).successes] == ["other"], "a scene counts when it is new"
    assert after(*again, attempt_on(8 + COLD_DAYS, "middle")).climbed == 5, "or was not played for long"


def test_a_step_with_two_families_takes_two() -> None:
    five = [attempt_on(40 * day, "middle") for day in range(10)]
    assert after(*five).climbed == 5
    same = [*five, attempt_on(500, "middle"), attempt_on(501, "hard")]
    assert after(*same).climbed == 5, "both are of one family"
    assert after(*same, attempt_on(502, "other")).climbed == 6


def test_the_top_can_be_reached_and_is_reported() -> None:
    attempts = [
        attempt_on(40 * n, "hard" if n % 2 else "harder", "exam" if n > 11 else "practice")
        for n in range(2 * len(RUNGS))
    ]
    ladder_fact = after(*attempts)
    assert (ladder_fact.climbed, ladder_fact.next_rung, ladder_fact.scene) == (len(RUNGS), None, None)
    words = catalogue("en")
    assert ladder_lines(ladder_fact, words) == [words("ladder.top", top=10, rank="expert", day=ladder_fact.days[-1])]
    assert ladder_json(ladder_fact)["next"] is None


def test_no_step_demands_what_the_library_lacks() -> None:
    small = contents(entry("only", 2), entry("draft", 5, released=False))
    attempts = [attempt_on(40 * n, "only", "exam") for n in range(2 * len(RUNGS))]
    assert after(*attempts, library=small).climbed == len(RUNGS)
    assert after(library=contents()).scene is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_next_step_is_described_with_a_scene_for_it(language: str) -> None:
    words = catalogue(language)
    nothing = ladder_lines(after(), words)
    assert words("ladder.none", top=10) in nothing
    assert any("(easy)" in line or "（easy）" in line for line in nothing)
    four = [attempt_on(day, "middle") for day in range(8)]
    ladder_fact = after(*four, attempt_on(9, "other"), days=10)
    lines = ladder_lines(ladder_fact, words)
    assert words("ladder.towards", done=1, all=2, day="2026-03-11") in lines
    assert ladder_fact.scene is not None
    assert ladder_fact.scene.id == "hard", "the easiest cold scene"
    assert ladder_json(ladder_fact)["next"]["successes"][0]["scene"] == "other"
