"""What is said about a key that does nothing."""

from __future__ import annotations

import pytest

from drill_rooms import HOT_SEAT, room, take, to
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


def told(class_: Room, key: str) -> str:
    return why_unused(DrillDisplay(class_, "K7QM", None), keys.action_of(key), WORDS)


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("j", "no door to shut"), ("i", "No phone is waiting"), 
        ("plus", "No time is being counted"),
        ("x", "at the debrief"), ("v", "settled before"), ("z", "does nothing at this step"), ("g", "at this step"),
        ("w", "at this step"), ("minus", "at this step"), ("9", "at this step"),
    ],
)  # fmt: skip
def test_a_key_without_a_use_says_why(key: str, what: str) -> None:
    class_ = room()
    to(class_, Phase.PRESENT)
    assert what in told(class_, key)


def test_more_is_said_where_more_is_known() -> None:
    class_ = room()
    assert told(class_, "u") == "There is nothing to go back to."
    to(class_, Phase.PATH)
    take(class_, f.Take(class_.best[0]))
    to(class_, Phase.REVEAL)
    assert told(class_, "9") == f"There is nothing of that number here: they go from 1 to {len(class_.choices)}."
    take(class_, f.Lead(class_.best[0]))
    to(class_, Phase.PATH)
    assert told(class_, "g") == "The best line is the one that goes on already."
    for veil, what in ((f.Veil.BLANK, "blank: b"), (f.Veil.PAUSE, "pause: p")):
        take(class_, f.Cover(veil))
        assert what in told(class_, "enter")
    take(class_, f.Cover(f.Veil.NONE), f.End())
    assert told(class_, "enter").startswith("That was the last page")


def asked(class_: Room) -> list[str]:
    """What is asked at two presses of Enter one after the other, and after going on and back at the next."""
    view = DrillDisplay(class_, "K7QM", None)
    return [view.pending_warning(), view.pending_warning()]


def test_going_on_is_asked_about_twice_where_nobody_has_voted_written_or_graded() -> None:
    class_ = room(own_words=True, voting=Voting.PHONES, learners=1)
    to(class_, Phase.OWN_WORDS)
    assert asked(class_) == ["lines", ""]
    take(class_, l.OwnWords("v0", 1, "Well."))
    assert asked(class_) == ["", ""]
    take(class_, f.Next())
    assert asked(class_) == ["votes", ""]
    stage = room(HOT_SEAT)
    to(stage, Phase.SHEETS)
    assert asked(stage) == ["sheets", ""]
    take(stage, f.Sheet(stage.sheets.criteria[0], (0, 0, 0, 0)))
    assert asked(stage) == ["sheets", ""]
    take(stage, f.Sheet(stage.sheets.criteria[0], (0, 1, 0, 0)))
    assert asked(stage) == ["", ""]
    hands = room(own_words=True)
    to(hands, Phase.OWN_WORDS)
    assert asked(hands) == ["", ""]  # they say it to one another
