"""What is sent to a phone, and above all what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from drill_rooms import CONTEST, HOT_SEAT, advance_to, apply_all, room, vote
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.notes import notes
from roleplay.presenting.drill.phone_view import PhoneView, phone_view
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.presenting.drill.rows.coaching import path_rows
from roleplay.scene.model import Paper
from roleplay.scene.text import Text
from roleplay.text.glyphs import glyphs

WORDS, GLYPHS = catalogue("en"), glyphs()
BEFORE = (Phase.LOBBY, Phase.PRESENT, Phase.OWN_WORDS, Phase.VOTE, Phase.DISCUSS, Phase.REVOTE)


def phone(room: Room, voter: str | None = "v0") -> PhoneView:
    return phone_view(room, voter, WORDS, GLYPHS)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)


def test_papers_go_to_everyone_who_has_joined() -> None:
    class_ = room(learners=1)
    brief = class_.bundle.scenario.brief
    slip = (Paper(Text.of("Slip"), Text.of("9:40\n9:41")),)
    class_.bundle = class_.bundle._replace(scenario=class_.bundle.scenario._replace(brief=brief._replace(papers=slip)))
    assert phone(class_).papers == (("Slip", "9:40\n9:41"),)
    assert phone(class_, None).papers == ()


@pytest.mark.parametrize("phase", BEFORE)
def test_before_the_reveal_no_move_point_reason_or_target_is_sent(phase: Phase) -> None:
    class_ = room(learners=2, own_words=True)
    advance_to(class_, phase)
    if class_.open_ballot is not None:
        vote(class_, "bad", "good")
    sent = list(strings(phone(class_)))
    node = class_.state.passage.node
    assert node is not None
    moves = class_.bundle.moves
    reasons = {choice.why[0].text.get("en") for choice in node.choices}
    hidden = {*reasons, "two", *moves, *(move.name.get("en") for move in moves.values())}
    assert not hidden & set(sent)
    assert phone(class_).tallies is None


def test_a_phone_has_only_its_own_vote() -> None:
    class_ = room(learners=3)
    advance_to(class_, Phase.VOTE)
    vote(class_, "bad", "good")
    assert [phone(class_, voter).own_vote for voter in ("v0", "v1", "v2", None)] == ["bad", "good", None, None]
    apply_all(class_, f.Discuss())
    assert phone(class_).own_vote == "bad"
    apply_all(class_, f.Next())
    assert phone(class_).own_vote is None  # asked again
    assert phone(class_).ballot == (1, 2)


def test_a_phone_that_has_not_joined_sees_the_title_but_not_the_talk() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    stranger = phone(class_, "stranger")
    assert not stranger.joined
    assert (stranger.talk, stranger.lines, stranger.ballot) == ((), (), None)
    assert stranger.title == "Small"


def test_the_tallies_come_with_the_reveal_and_the_reason_with_the_coaching() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good")
    advance_to(class_, Phase.REVEAL)
    assert phone(class_).tallies is not None
    advance_to(class_, Phase.REACTION)
    assert [line.text for line in phone(class_).talk][:2] == ["say good", "Hm."]
    assert phone(class_).why == ""
    advance_to(class_, Phase.COACHING)
    assert phone(class_).why == "because of good"


def test_an_observer_gets_a_criterion_and_never_a_line_to_vote_on() -> None:
    stage = room(HOT_SEAT, learners=2)
    advance_to(stage, Phase.SEAT)
    assert phone(stage).lines == ()
    assert phone(stage).watched is not None
    assert phone(stage).marking is None
    apply_all(stage, f.Say("good"), l.Mark("v0", 1, 1))
    assert (phone(stage).marking, phone(stage).marked) == (1, 1)
    advance_to(stage, Phase.SHEETS)
    apply_all(stage, l.Grade("v0", 2))
    assert (phone(stage).grading, phone(stage).grade) == (True, 2)


def test_a_phone_shows_which_tables_are_free() -> None:
    class_ = room(teams=("red", "blue"))
    apply_all(class_, l.Join("v0", 1))
    assert phone(class_, None).teams == ((0, "red", True), (1, "blue", False))
    assert phone(class_).teams == ((0, "red", True), (1, "blue", True))
    assert phone(class_).team == "blue"


def test_a_table_sees_only_its_own_standing_after_a_round() -> None:
    class_ = room(CONTEST, 2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    assert phone(class_).standing == ""
    apply_all(class_, f.Skip())
    assert phone(class_).standing == "Your table so far: place 1 of 2, 100.0%"
    assert phone(class_, "v1").standing == "Your table so far: place 2 of 2, 0.0%"
    assert phone(class_, None).standing == ""
    shown = "\n".join(row.text for row in path_rows(class_, Canvas(WORDS, GLYPHS, 78, 18)))
    assert "So far:   1 red 100.0%   2 blue 0.0%" in shown
    assert notes(class_, WORDS).standings == ("1 red 100.0%", "2 blue 0.0%")
