"""Discussing votes already shown, and voting once more."""

from __future__ import annotations

import pytest

from drill_rooms import advance_to, apply_all, room, vote
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import apply
from roleplay.drill.outcome import Reason, Refused
from roleplay.drill.road import road
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.class_debrief import class_debrief
from roleplay.presenting.drill.controls import Digits, digits
from roleplay.presenting.drill.notes import notes
from roleplay.presenting.drill.phone_view import phone_view
from roleplay.presenting.drill.rows import phases
from roleplay.presenting.drill.rows.canvas import Canvas
from roleplay.text.cells import cell_len
from roleplay.text.glyphs import glyphs

WORDS = catalogue("en")


def shown(first: str = "good", second: str = "bad") -> Room:
    """Two learners, with the votes of two rounds of voting on the screen."""
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, first, first)
    apply_all(class_, f.Discuss(), f.Next())
    vote(class_, second, second)
    apply_all(class_, f.Next())
    return class_


def counts(class_: Room, choice: str) -> list[int | None]:
    tallies = [class_.tally(number) for number in (1, 2, 3)]
    return [None if tally is None else tally.count(choice) for tally in tallies]


def test_the_votes_stay_visible_during_the_discussion_and_enter_continues() -> None:
    class_ = shown()
    apply_all(class_, f.Discuss())
    assert (class_.phase, class_.stage.revealed, counts(class_, "bad")) == (Phase.DISCUSS, True, [0, 2, None])
    apply_all(class_, f.Next())
    assert (class_.phase, class_.stage.lead) == (Phase.REACTION, "bad")


def test_the_third_vote_is_hidden_until_it_is_shown_and_then_counts() -> None:
    class_ = shown()
    apply_all(class_, f.Discuss(), f.Discuss())
    assert (class_.phase, class_.open_ballot, class_.stage.lead) == (Phase.REVOTE, (1, 3), None)
    assert counts(class_, "bad") == [None, None, None]
    vote(class_, "good", "good")
    assert class_.ballots[class_.open_ballot].total == 2  # type: ignore[index]
    apply_all(class_, f.Next())
    assert (class_.stage.lead, counts(class_, "good")) == ("good", [2, 0, 2])
    apply_all(class_, f.Discuss())
    assert apply(class_, f.Discuss()) == Refused(Reason.NOT_NOW)  # three is the maximum
    apply_all(class_, f.Skip(), f.Next())
    (first,) = road(class_)
    assert (first.third is first.final, first.discussed) == (True, True)
    assert [line.counts for line in class_debrief(class_, WORDS).rounds[0].votes.lines if line.leads] == [(2, 0, 2)]


def test_going_back_undoes_the_third_vote_and_it_returns_with_its_votes() -> None:
    class_ = shown()
    apply_all(class_, f.Discuss(), f.Discuss())
    vote(class_, "good", "good")
    apply_all(class_, f.Next(), f.Back(), f.Back(), f.Back())
    assert (class_.phase, class_.majority, counts(class_, "good")) == (Phase.REVEAL, "bad", [2, 0, None])
    apply_all(class_, f.Discuss(), f.Discuss(), f.Next())
    assert counts(class_, "good") == [2, 0, 2]


def test_after_a_vote_shown_at_once_the_next_is_the_second() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "good")
    apply_all(class_, f.Next(), f.Discuss(), f.Discuss())
    assert class_.open_ballot == (1, 2)
    assert phases.phase_name(class_, WORDS) == "Second vote"


def test_a_tie_can_be_settled_during_the_discussion() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    apply_all(class_, f.Discuss())
    assert digits(class_) is Digits.NOTHING
    assert apply(class_, f.Lead("good")) == Refused(Reason.NOT_NOW)  # the votes are not known yet
    apply_all(class_, f.Next(), f.Next(), f.Discuss())
    assert class_.majority is None
    assert digits(class_) is Digits.LEAD
    assert apply(class_, f.Next()) == Refused(Reason.NO_LEAD)
    apply_all(class_, f.Lead("good"), f.Next())
    assert class_.phase is Phase.REACTION


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [78, 110, 150])
def test_three_votes_appear_side_by_side_wherever_they_are_shown(language: str, width: int) -> None:
    class_, words = shown(), catalogue(language)
    apply_all(class_, f.Discuss(), f.Discuss())
    vote(class_, "good", "bad")
    apply_all(class_, f.Next(), f.Discuss())
    rows = phases.BOARDS[Phase.DISCUSS](class_, Canvas(words, glyphs(), width, 19))
    shown_rows = "\n".join(row.text for row in rows)
    assert words("drill.discuss.ask_shown")[:12] in shown_rows
    assert shown_rows.count(words("drill.reveal.again")) == 3
    assert max(cell_len(row.text) for row in rows) <= width


def test_phones_and_the_speaker_see_the_third_vote() -> None:
    class_ = shown()
    apply_all(class_, f.Discuss())
    phone = phone_view(class_, "v0", WORDS, glyphs())
    assert (phone.tallies is not None, phone.own_vote) == (True, "bad")
    apply_all(class_, f.Discuss(), l.Vote("v0", (1, 3), "good"))
    phone = phone_view(class_, "v0", WORDS, glyphs())
    assert (phone.tallies, phone.ballot, phone.own_vote) == (None, (1, 3), "good")
    assert phases.phase_name(class_, WORDS) == "Third vote"
    assert {note.line.id: note.third for note in notes(class_, WORDS).lines} == {"good": 1, "bad": 0, "name": 0}
