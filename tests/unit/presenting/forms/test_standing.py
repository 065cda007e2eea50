"""A learner's progress with a form: a fold over events, whatever their timestamps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from roleplay.locales import catalogue
from roleplay.presenting.forms.pages import reminder_lines, state_words
from roleplay.presenting.forms.standing import (
    FormState,
    begin_data,
    end_data,
    form_sittings,
    form_standing,
    standing_json,
)
from roleplay.records.practice import PracticeEvent
from roleplay.scene.forms import FormItem, FormTime, ParallelForm
from roleplay.scene.text import Text

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ITEM = FormItem("desk", 1, {"wang": "soft"})
FORM = ParallelForm(
    id="both",
    version=2,
    title=Text.of("Both"),
    purpose=Text.of("p"),
    released=True,
    source=Text.of("s"),
    rubric="main",
    sets={"a": (ITEM,), "b": (FormItem("desk", 2, {}),)},
    times=tuple(
        FormTime(name, Text.of(f"the {name}"), day, set_)
        for name, day, set_ in (("before", 0, "a"), ("after", 14, "b"), ("late", 44, "a"))
    ),
)


def event(id: str, data: Mapping[str, Any], days: float = 0) -> PracticeEvent:
    return PracticeEvent(id, "sitting", "both", None, NOON + timedelta(days=days), data)


def sitting_events(name: str, time: int, begin: float, end: float) -> list[PracticeEvent]:
    first = event(name, begin_data(FORM.times[time], FORM, "d"), begin)
    (sitting,) = form_sittings([first])
    return [first, event(f"{name}-end", end_data(sitting, ["one"], NOON + timedelta(days=end)), end + 5)]


def at(days: float) -> datetime:
    return NOON + timedelta(days=days)


def test_a_sitting_is_restored_from_its_events() -> None:
    first, last = sitting_events("x", 0, 0, 1)
    (sitting,) = form_sittings([first, last])
    assert (sitting.id, sitting.time, sitting.version, sitting.items) == ("x", "before", 2, (ITEM,))
    assert (sitting.ended_at, sitting.attempts, sitting.over) == (at(1), ("one",), True)
    assert (sitting.mark(0), sitting.mark(1)) == ("x 0", "x 1")
    assert form_sittings([last, first]) == [sitting], "a clock may be set back"


@pytest.mark.parametrize(
    "data", [{}, {"step": "begun"}, {"step": "begun", "time": "before", "items": [1]}, {"step": "ended"}, {"x": 1}]
)
def test_events_that_are_not_of_a_form_are_skipped(data: Mapping[str, Any]) -> None:
    assert form_sittings([event("odd", data)]) == []
    assert form_standing(FORM, [event("odd", data)], NOON).state is FormState.OPEN


def test_the_times_come_one_after_another() -> None:
    stands = form_standing(FORM, [], NOON)
    assert (stands.state, stands.time, stands.due, stands.needs_attention) == (
        FormState.OPEN,
        FORM.times[0],
        None,
        False,
    )
    first = sitting_events("x", 0, 0, 0)
    stands = form_standing(FORM, first[:1], at(3))
    assert (stands.state, stands.time) == (FormState.UNDER_WAY, FORM.times[0])
    assert stands.under_way is not None
    stands = form_standing(FORM, first, at(3))
    assert (stands.state, stands.time, stands.due) == (FormState.WAITING, FORM.times[1], at(14))
    assert stands.under_way is None
    assert form_standing(FORM, first, at(13.9)).state is FormState.DUE, "from the morning of the day on"
    later = [*first, *sitting_events("y", 1, 20, 21)]
    stands = form_standing(FORM, later, at(30))
    assert (stands.state, stands.due) == (FormState.WAITING, at(21 + 30)), "the interval is kept, not the date"
    stands = form_standing(FORM, [*later, *sitting_events("z", 2, 60, 60)], at(99))
    assert (stands.state, stands.time, stands.needs_attention) == (FormState.OVER, None, False)


def test_the_first_of_two_sittings_counts_and_a_removed_time_does_not() -> None:
    first, again = sitting_events("x", 0, 0, 0), sitting_events("y", 0, 1, 2)
    stands = form_standing(FORM, [*first, *again], at(3))
    assert (stands.sittings["before"].id, stands.due) == ("x", at(14))
    shortened = FORM._replace(times=FORM.times[1:])
    assert form_standing(shortened, first, at(3)).state is FormState.OPEN


def test_the_status_is_given_in_words_and_as_json() -> None:
    first = sitting_events("x", 0, 0, 0)
    for days, state, text in ((3, "waiting", "the after: from 2026-03-16 on"), (14, "due", "due: the after")):
        stands = form_standing(FORM, first, at(days))
        assert state_words(stands, catalogue("en")) == text
        as_json = standing_json(stands)
        assert (as_json["state"], as_json["next"], as_json["times"][0]["ended"]) == (state, "after", at(0).isoformat())
        assert state_words(stands, catalogue("zh"))
    (line,) = reminder_lines([form_standing(FORM, first, at(14))], catalogue("en"))
    assert line == "The test “Both” is due (the after): roleplay form both"
