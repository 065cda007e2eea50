"""The suggestion before a scene: watch, fill in, or play; it follows from the record, and its reason is true."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.example_advice import (
    AdvisedStep,
    ExamplePast,
    advice,
    event_data,
    example_past,
    first_opened,
    mastered_criteria,
)
from roleplay.reading.contents import Entry
from roleplay.records.model import AttemptResult, AttemptSummary
from roleplay.records.practice import PracticeEvent
from roleplay.scene.text import Text

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENTRY = Entry(
    id="desk", path="desk.yaml", digest="", title=Text.of("Desk"), summary=Text.of("Desk"), family="team", tags=(),
    difficulty=1, minutes=5, released=True, rubrics=("r",), languages=("en",), problem=None, practised=("r.a", "r.b"),
)  # fmt: skip


def event(
    about: str = "watch", day: int = 0, scene: str = "desk", data: Mapping[str, object] | None = None
) -> PracticeEvent:
    event_values = event_data(done=False) if data is None else data
    return PracticeEvent(f"{about}{day}", "example", about, scene, DAY + timedelta(days=day), event_values)


def played(day: int, scene: str = "other", *, passed: bool = False, **scores: float) -> AttemptSummary:
    result = AttemptResult("end", "success", passed, {f"r.{name}": score for name, score in scores.items()}, "r", 99)
    at = DAY + timedelta(days=day)
    return AttemptSummary(f"{day}", scene, "practice", "en", at, at + timedelta(minutes=9), result)


def test_the_past_is_read_from_the_events() -> None:
    assert example_past([], "desk") == ExamplePast()
    opened = example_past([event(day=1), event(scene="other", data=event_data(done=True))], "desk")
    assert opened == ExamplePast(opened=DAY + timedelta(days=1))
    watched = example_past([event(), event(day=1, data=event_data(done=True))], "desk")
    assert watched == ExamplePast(opened=DAY, watched=True)
    filled = event_data(done=True, filled=3, found=2)
    past = example_past([event("gaps", day=2, data=filled)], "desk")
    assert past == ExamplePast(DAY + timedelta(days=2), True, DAY + timedelta(days=2), 3, 2)


@pytest.mark.parametrize(
    "data", [{"filled": "3", "found": 2}, {"filled": 2, "found": 3}, {"filled": 0, "found": 0}, {}]
)
def test_implausible_figures_are_ignored(data: dict[str, Any]) -> None:
    past = example_past([event("gaps", data={"done": True, **data})], "desk")
    assert (past.watched, past.filled_at, past.filled) == (True, None, 0)


def test_a_criterion_is_mastered_after_three_good_assessments_in_any_scene() -> None:
    finished = [played(0, a=20, b=90), played(1, a=67, b=66), played(2, a=70, b=90), played(3, b=90), played(4, a=100)]
    assert mastered_criteria(("r.a", "r.b", "r.c"), finished) == ["r.a"]
    assert mastered_criteria(("r.a",), finished[:3]) == [], "each of the last three must be good"


FEW, MANY = ExamplePast(DAY, True, DAY, 4, 2), ExamplePast(DAY, True, DAY, 4, 3)
GOOD = [played(day, a=80, b=80) for day in range(3)]
HALF = [played(day, a=80, b=20) for day in range(3)]


@pytest.mark.parametrize(
    ("finished", "past", "advised", "why"),
    [
        ([], ExamplePast(), AdvisedStep.WATCH, "none"),
        ([played(0, "desk")], ExamplePast(DAY), AdvisedStep.WATCH, "not_passed"),
        (HALF, ExamplePast(), AdvisedStep.GAPS, "half"),
        ([], ExamplePast(DAY, True), AdvisedStep.GAPS, "watched"),
        ([], FEW, AdvisedStep.GAPS, "found_few"),
        ([], MANY, AdvisedStep.PLAY, "filled"),
        ([played(2, "desk")], MANY, AdvisedStep.GAPS, "since"),
        (GOOD, ExamplePast(), AdvisedStep.PLAY, "in_hand"),
        ([played(0, "desk", passed=True)], ExamplePast(DAY, True), AdvisedStep.PLAY, "passed"),
    ],
)
def test_support_fades_as_criteria_are_mastered(
    finished: list[AttemptSummary], past: ExamplePast, advised: AdvisedStep, why: str
) -> None:
    given_advice = advice(ENTRY, finished, past)
    assert (given_advice.step, given_advice.why) == (advised, why)
    for language in LANGUAGES:
        words = catalogue(language)
        sentence = given_advice.sentence(words, words("example.how.key"))
        assert "{" not in sentence
        assert (words("example.how.key") in sentence) == (advised is not AdvisedStep.PLAY)


def test_a_tutorial_is_always_played() -> None:
    assert advice(ENTRY, [], ExamplePast(), tutorial=True).why == "tutorial"


def test_a_third_is_fewer_than_half() -> None:
    given_advice = advice(ENTRY._replace(practised=("r.a", "r.b", "r.c")), HALF, ExamplePast())
    assert (given_advice.step, given_advice.why, given_advice.criteria, given_advice.mastered) == (
        AdvisedStep.WATCH,
        "few",
        3,
        1,
    )


def test_an_example_counts_from_when_it_was_first_opened() -> None:
    events = [event(day=1), event(day=2), event(day=0, scene="other")]
    assert first_opened(events) == {"desk": DAY + timedelta(days=1), "other": DAY}
