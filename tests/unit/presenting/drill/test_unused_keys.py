"""The explanation for a key that does nothing."""

from __future__ import annotations

import pytest

from drill_rooms import HOT_SEAT, advance_to, apply_all, room
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.plan import Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.display import DrillDisplay
from roleplay.presenting.drill.unused_keys import why_unused
from roleplay.tui.drill import keys

WORDS = catalogue("en")


def explanation(class_: Room, key: str) -> str:
    return why_unused(DrillDisplay(class_, "K7QM", None), keys.action_of(key), WORDS)


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("j", "no door to close"), ("i", "No phone is waiting"), 
        ("plus", "No timer is running"),
        ("x", "at the debrief"), ("v", "decided before"), ("z", "does nothing at this step"), ("g", "at this step"),
        ("w", "at this step"), ("minus", "at this step"), ("9", "at this step"),
    ],
)  # fmt: skip
def test_an_unused_key_says_why(key: str, what: str) -> None:
    class_ = room()
    advance_to(class_, Phase.PRESENT)
    assert what in explanation(class_, key)


def test_a_specific_reason_is_given_if_there_is_one() -> None:
    class_ = room()
    assert explanation(class_, "u") == "There is nothing to go back to."
    advance_to(class_, Phase.PATH)
    apply_all(class_, f.Take(class_.best[0]))
    advance_to(class_, Phase.REVEAL)
    assert (
        explanation(class_, "9") == f"There is nothing with that number here: they go from 1 to {len(class_.choices)}."
    )
    apply_all(class_, f.Lead(class_.best[0]))
    advance_to(class_, Phase.PATH)
    assert explanation(class_, "g") == "The best line is already the one the story continues with."
    for veil, what in ((f.Veil.BLANK, "blank: b"), (f.Veil.PAUSE, "pause: p")):
        apply_all(class_, f.Cover(veil))
        assert what in explanation(class_, "enter")
    apply_all(class_, f.Cover(f.Veil.NONE), f.End())
    assert explanation(class_, "enter").startswith("That was the last page")


def warnings(class_: Room) -> list[str]:
    """The warnings at two presses of Enter in a row, and after going on and back at the next one."""
    view = DrillDisplay(class_, "K7QM", None)
    return [view.take_warning(), view.take_warning()]


def test_the_next_step_needs_confirmation_if_nobody_has_voted_written_or_graded() -> None:
    class_ = room(own_words=True, voting=Voting.PHONES, learners=1)
    advance_to(class_, Phase.OWN_WORDS)
    assert warnings(class_) == ["lines", ""]
    apply_all(class_, l.OwnWords("v0", 1, "Well."))
    assert warnings(class_) == ["", ""]
    apply_all(class_, f.Next())
    assert warnings(class_) == ["votes", ""]
    stage = room(HOT_SEAT)
    advance_to(stage, Phase.SHEETS)
    assert warnings(stage) == ["sheets", ""]
    apply_all(stage, f.Sheet(stage.sheets.criteria[0], (0, 0, 0, 0)))
    assert warnings(stage) == ["sheets", ""]
    apply_all(stage, f.Sheet(stage.sheets.criteria[0], (0, 1, 0, 0)))
    assert warnings(stage) == ["", ""]
    hands = room(own_words=True)
    advance_to(hands, Phase.OWN_WORDS)
    assert warnings(hands) == ["", ""]  # without phones the lines are only spoken
