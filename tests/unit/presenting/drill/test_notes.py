"""The facilitator's own notes: everything that is hidden from the class."""

from __future__ import annotations

import pytest

from drill_rooms import HOT_SEAT, advance_to, apply_all, room, vote
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.devices import devices
from roleplay.presenting.drill.notes import notes
from roleplay.presenting.drill.rows.speaker import notes_rows
from roleplay.presenting.facts.must_know import must_know, whole_brief
from roleplay.text.glyphs import glyphs

WORDS = catalogue("en")


def test_notes_show_votes_as_they_come_in() -> None:
    class_ = room(learners=3)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    shown = notes(class_, WORDS)
    assert {note.line.id: note.first for note in shown.lines} == {"good": 1, "bad": 1, "name": 0}
    assert [note.line.id for note in shown.lines if note.best] == ["good"]
    assert shown.turnout == "2 of 3 phones in"
    assert all(note.second is None for note in shown.lines)


@pytest.mark.parametrize(("best", "expected"), [(1, "10%"), (5, "50%"), (9, "90%")])
def test_notes_say_whether_a_discussion_is_worthwhile(best: int, expected: str) -> None:
    class_ = room(learners=10)
    advance_to(class_, Phase.VOTE)
    assert notes(class_, WORDS).advice == WORDS("speaker.no_votes")
    vote(class_, *["good"] * best, *["bad"] * (10 - best))
    advice = notes(class_, WORDS).advice
    assert expected in advice
    assert ("vote again" in advice) == (best == 5)


def test_the_second_vote_is_compared_with_the_first() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    apply_all(class_, f.Discuss(), f.Next())
    vote(class_, "good", "good")
    shown = notes(class_, WORDS)
    assert shown.advice == WORDS("speaker.shift", before=50, now=100)
    assert {note.line.id: (note.first, note.second) for note in shown.lines}["good"] == (1, 2)


def test_every_phase_of_every_form_has_notes() -> None:
    for plan in (None, HOT_SEAT):
        class_ = room(plan, learners=2)
        for _ in range(40):
            shown = notes(class_, WORDS)
            assert shown.phase is class_.phase
            if class_.phase is Phase.DEBRIEF:
                break
            if class_.phase is Phase.REVEAL:
                apply_all(class_, f.Lead(class_.best[0]))
            apply_all(class_, f.Say(class_.best[0]) if class_.phase is Phase.SEAT else f.Next())
        else:
            raise AssertionError(class_.stage)


def test_notes_have_the_whole_brief_before_the_talk_and_the_essentials_during_it() -> None:
    class_ = room()
    assert notes(class_, WORDS).known == whole_brief(class_.bundle, WORDS)
    advance_to(class_, Phase.VOTE)
    assert notes(class_, WORDS).known == must_know(class_.bundle, WORDS)
    advance_to(class_, Phase.DEBRIEF)
    assert notes(class_, WORDS).known == ()


def test_own_lines_are_numbered_in_the_notes_before_the_class_sees_them() -> None:
    class_ = room(learners=2, own_words=True)
    advance_to(class_, Phase.OWN_WORDS)
    apply_all(class_, l.OwnWords("v0", 1, "Tell me more."), f.ShowWords(True), l.OwnWords("v1", 1, "Calm down."))
    assert [line[:3] for line in notes(class_, WORDS).own] == [(1, "Tell me more.", True), (2, "Calm down.", False)]
    shown = [row.text for row in notes_rows(class_, notes(class_, WORDS), WORDS, glyphs(), 80)]
    assert [row for row in shown if row.startswith((" 1 ", " 2 "))] == [
        " 1  Tell me more.  | on the projector",
        " 2  Calm down.",
    ]


def test_phones_are_named_in_the_notes_even_if_the_class_sees_no_names() -> None:
    class_ = room(names=True)
    apply_all(
        class_, l.Join("v0", None, "Anna"), l.Join("v1", None, "Anna"), f.Arrange(class_.plan._replace(names=False))
    )
    shown = [row.text for row in notes_rows(class_, notes(class_, WORDS), WORDS, glyphs(), 80)]
    assert "Phone 1  Anna    Phone 2  Anna 2" in shown
    assert [device.text for device in devices(class_, WORDS)] == ["Phone 1", "Phone 2"]
