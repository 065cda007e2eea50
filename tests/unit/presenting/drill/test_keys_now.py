"""Which of the facilitator's keys do something, and their names."""

from __future__ import annotations

from typing import Any

import pytest

from drill_rooms import advance_to, apply_all, room
from roleplay.drill.events import facilitator as f
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.keys_now import key_now, offered
from roleplay.presenting.rows.keys import DEFAULT_KEY, KeyState

EN = catalogue("en")


def display_at(phase: Phase, **plan: Any) -> DrillDisplay:
    class_ = room(**plan)
    advance_to(class_, phase)
    return DrillDisplay(class_, "K7QM", None)


@pytest.mark.parametrize("veil", [f.Veil.PAUSE, f.Veil.BLANK])
def test_under_a_cover_only_keys_that_remove_it_work(veil: f.Veil) -> None:
    view = display_at(Phase.VOTE)
    apply_all(view.room, f.Cover(veil))
    actions = ("next", "digit", "undo", "end", "pause", "blank", "uncover", "leave", "address")
    assert [action for action in actions if offered(view, action)] == ["pause", "blank", "uncover", "leave"]
    assert key_now(view, "drill_pause", EN) == KeyState(EN("drill.pause.on"))


def test_settings_of_the_plan_can_be_changed_only_before_the_drill_begins() -> None:
    view = display_at(Phase.LOBBY)
    assert offered(view, "arrange", "voting")
    assert not offered(view, "arrange", "none_such")
    advance_to(view.room, Phase.PRESENT)
    assert not offered(view, "arrange", "voting")


def test_keys_without_anything_to_act_on_are_not_offered() -> None:
    view = display_at(Phase.VOTE)
    assert [offered(view, action) for action in ("let_in", "more_time", "uncover")] == [False] * 3
    view.countdown.begin(30)
    view.typed.type("3")
    assert [offered(view, action) for action in ("let_in", "more_time", "uncover")] == [False, True, True]


def test_the_next_key_is_named_by_its_effect_and_typed_counts_come_first() -> None:
    view = display_at(Phase.VOTE)
    assert key_now(view, "drill_next", EN) == KeyState("Close the vote")
    view.typed.type("3")
    assert key_now(view, "drill_next", EN) == KeyState(EN("drill.next.typed"))


def test_digits_match_the_lines_and_are_hidden_when_not_needed() -> None:
    view = display_at(Phase.REVEAL)
    lines = key_now(view, "drill_pick", EN)
    assert (lines.words, lines.shown, lines.name) == (EN("drill.digits.lead"), None, f"1-{len(view.room.choices)}")
    assert key_now(display_at(Phase.PRESENT), "drill_pick", EN).shown is False
    assert key_now(view, "drill_back", EN) is DEFAULT_KEY
