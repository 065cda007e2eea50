"""How far a drill has come, compared with numbers worked out by hand."""

from __future__ import annotations

from functools import cache

import pytest

from builders import bundle, choice, ending, node, story_scene
from drill_rooms import HOT_SEAT, advance_to, apply_all
from drill_rooms import room as classroom
from roleplay.drill.clock import DrillClock
from roleplay.drill.events import facilitator as f
from roleplay.drill.plan import Form, Plan
from roleplay.drill.progress import (
    CLOSING_SECONDS,
    QUICK_ROUND_SECONDS,
    ROUND_SECONDS,
    RoundsAhead,
    schedule,
    seconds_to_come,
    tempo,
)
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.forecast import Forecast, compute_forecast
from roleplay.presenting.drill.pace_text import pace_text, reach_text, round_text
from roleplay.presenting.facts.debrief import TOO_MANY
from roleplay.scene.model import Bundle
from roleplay.scoring.value import Values

WORDS = catalogue("en")


@cache
def ladder() -> Bundle:
    """Five rounds on the best path, at least four; the third has a single line; most is at stake in the fourth."""
    act = {"good": ["act_now"], "bad": ["dodge"]}
    return bundle(
        story_scene(
            nodes={
                "one": node(choice("good", "two", act["good"]), choice("bad", "two", act["bad"])),
                "two": node(choice("good", "three"), choice("same", "three")),
                "three": node(choice("single", "four")),
                "four": node(choice("good", "five", act["good"]), choice("bad", "lost", act["bad"])),
                "five": node(choice("good", "end"), choice("same", "end")),
            },
            endings={"end": ending(), "lost": ending("failure")},
        )
    )


def forecast_of(room: Room) -> Forecast:
    """The forecast for a room."""
    forecast = Forecast(room)
    attempt = forecast.begin()
    assert attempt is not None
    assert forecast.finish(attempt, *compute_forecast(attempt))
    return forecast


def played(room: Room, clock: DrillClock, *seconds: int, full: bool = True) -> None:
    """Play rounds of the given durations, each along a best line, in full or quickly."""
    for time in seconds:
        advance_to(room, Phase.PRESENT)
        for _ in range(time):
            clock.tick(room.stage, None)
        if full:
            advance_to(room, Phase.COACHING)
        apply_all(room, f.Skip(), f.Take(room.best[0]))


def values_of(forecast: Forecast) -> Values:
    values = forecast.foresight
    assert isinstance(values, Values)
    return values


def test_what_follows_is_counted_from_the_lobby_to_the_last_round() -> None:
    room = Room(ladder(), Plan())
    forecast, clock, seen = forecast_of(room), DrillClock(), []
    for _ in range(5):
        seen.append(forecast.ahead)
        played(room, clock, 1)
    assert (room.phase, forecast.ahead) == (Phase.END, None)
    assert seen == [
        RoundsAhead(1, 3, 4, 4),
        RoundsAhead(2, 2, 3, 3),
        RoundsAhead(3, 1, 2, 2),
        RoundsAhead(4, 0, 1, 1),
        RoundsAhead(5, 0, 0, 0),
    ]
    assert [round_text(at, WORDS) for at in seen if at is not None] == [
        "round 1, about 4 to go",
        "round 2, about 3 to go",
        "round 3, about 2 to go",
        "round 4, about 1 to go",
        "round 5, the last",
    ]


def test_on_stage_a_round_continues_after_its_line() -> None:
    room = Room(ladder(), HOT_SEAT)
    forecast = forecast_of(room)
    advance_to(room, Phase.SEAT)
    before = forecast.ahead
    apply_all(room, f.Say("good"))
    assert forecast.ahead == before  # while the other side answers
    advance_to(room, Phase.REACTION)
    assert forecast.ahead == before
    apply_all(room, f.Next())
    assert forecast.ahead == RoundsAhead(2, 2, 3, 3)


def test_a_story_that_can_loop_for_ever_has_no_maximum() -> None:
    room = classroom()
    forecast = forecast_of(room)
    assert forecast.ahead is not None
    assert (forecast.ahead.fewest, forecast.ahead.most) == (1, None)
    assert "(2 or more)" in pace_text(room, DrillClock(), forecast, WORDS)


def test_the_pace_comes_from_the_rounds_played_or_else_from_the_averages() -> None:
    room = Room(ladder(), Plan())
    clock = DrillClock()
    assert tempo(room, clock) == (ROUND_SECONDS, ROUND_SECONDS, QUICK_ROUND_SECONDS)
    played(room, clock, 100, 200)
    for _ in range(60):
        clock.tick(room.stage, None)
    assert tempo(room, clock) == (150, 150, QUICK_ROUND_SECONDS)
    assert seconds_to_come(room, clock, RoundsAhead(3, 2, 2, 2)) == (150 - 60) + 2 * 150
    apply_all(room, f.Cover(f.Veil.NONE))
    played(room, clock, 30, full=False)
    assert tempo(room, clock) == (
        (100 + 200 + 90) / 3,
        150,
        QUICK_ROUND_SECONDS,
    )  # rounds played quickly do not count as full


def test_an_undone_round_still_takes_its_time() -> None:
    room = Room(ladder(), Plan())
    clock = DrillClock()
    played(room, clock, 100)
    advance_to(room, Phase.PRESENT)
    for _ in range(50):
        clock.tick(room.stage, None)
    apply_all(room, f.Back(), f.Take("good"))
    assert clock.total == 150


def test_rounds_with_least_at_stake_are_played_quickly_when_time_is_short() -> None:
    needed = ROUND_SECONDS * 4 + QUICK_ROUND_SECONDS  # the third has one line
    for spare, stop, quick in (
        (0, None, ()),
        (-60, 4, (5,)),
        (-140, 3, (2, 5)),
        (-220, 3, (1, 2, 5)),
    ):
        minutes = (needed + spare + CLOSING_SECONDS) / 60
        room = Room(ladder(), Plan(minutes=minutes))  # type: ignore[arg-type]
        forecast = forecast_of(room)
        assert forecast.ahead is not None
        reach = schedule(room, DrillClock(), values_of(forecast), forecast.ahead)
        assert (reach.last_round, reach.quick) == (stop, quick), spare


def test_if_even_quick_rounds_take_too_long_only_the_last_round_is_reported() -> None:
    room = Room(ladder(), Plan(minutes=6))
    forecast, clock = forecast_of(room), DrillClock()
    assert reach_text(room, clock, forecast, WORDS).startswith("Your 6 minutes are enough for this round only")
    played(room, clock, 100, 100, 45, 100)
    assert reach_text(room, clock, forecast, WORDS) == ""  # the last round is played, whatever the time


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forecast_is_shown_in_words(language: str) -> None:
    words = catalogue(language)
    room = Room(ladder(), Plan(minutes=12))
    forecast, clock = forecast_of(room), DrillClock()
    pace = pace_text(room, clock, forecast, words)
    assert ("5" in pace, "10" in pace, "12" in pace, "2:00" in pace) == (True, True, True, True)
    advance_to(room, Phase.PRESENT)
    short = reach_text(room, clock, forecast, words, short=True)
    assert "y" in short
    assert len(short) < len(reach_text(room, clock, forecast, words))
    room = Room(ladder(), Plan(minutes=30))
    assert words("drill.reach.all", minutes=30) in pace_text(room, clock, forecast_of(room), words)


def test_an_unknown_forecast_is_reported_as_such() -> None:
    room = classroom()
    forecast = Forecast(room)
    assert pace_text(room, DrillClock(), forecast, WORDS) == "How many rounds are left is still being worked out."
    attempt = forecast.begin()
    assert attempt is not None
    forecast.finish(attempt, TOO_MANY, None)
    assert "too many states" in pace_text(room, DrillClock(), forecast, WORDS)
    assert (forecast.ahead, reach_text(room, DrillClock(), forecast, WORDS)) == (None, "")


def test_every_form_counts_the_same() -> None:
    for form in Form:
        assert forecast_of(Room(ladder(), Plan(form=form))).ahead == RoundsAhead(1, 3, 4, 4)
