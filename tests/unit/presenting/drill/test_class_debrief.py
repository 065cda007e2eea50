"""The class debrief against numbers worked out by hand."""

from __future__ import annotations

import pytest

from builders import bundle, scene
from drill_rooms import CONTEST, HOT_SEAT, advance_to, apply_all, vote
from drill_rooms import room as room_of
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.observed import observed_criteria
from roleplay.drill.plan import Form, Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import ChosenBy, Phase
from roleplay.locales import LANGUAGES, catalogue
from roleplay.presenting.drill.board import latest_exchange
from roleplay.presenting.drill.class_debrief import class_debrief
from roleplay.presenting.facts.debrief import TOO_MANY, debrief_facts, foresight
from roleplay.session import UtteranceKind

WORDS = catalogue("en")


def class_after_votes(first: str, second: str = "", room: Room | None = None) -> Room:
    """A class that has voted; ``first`` and ``second`` have one letter per vote: g(ood), b(ad), n(ame), a(gain)."""
    names = {"g": "good", "b": "bad", "n": "name", "a": "again"}
    room = room or room_of(learners=len(first))
    advance_to(room, Phase.VOTE)
    vote(room, *(names[letter] for letter in first))
    if second:
        apply_all(room, f.Discuss(), f.Next())
        vote(room, *(names[letter] for letter in second))
    return room


# -- rounds ------------------------------------------------------------------------


def test_a_round_has_its_votes_its_line_and_who_chose_it() -> None:
    room = class_after_votes("ggbbbn", "gggggb")
    apply_all(room, f.Next())
    advance_to(room, Phase.PRESENT)
    class_after_votes("gga", room=room)
    apply_all(room, f.Next(), f.Lead("bad"))
    advance_to(room, Phase.PATH)
    apply_all(room, f.Next())
    debrief = class_debrief(room, WORDS)
    first, second = debrief.rounds
    counts = {line.line.id: (line.first, line.second, line.leads) for line in first.votes.lines}
    assert counts == {"good": (2, 5, True), "bad": (3, 1, False), "name": (1, 0, False)}
    assert (first.votes.first, first.votes.second) == (6, 6)
    assert [line.line.letter for line in first.votes.lines] == ["A", "B", "C"]
    assert (first.number, first.node, first.heard_from, first.heard) == (1, "one", "Ann", "Well?")
    assert (first.said, first.by, first.by_text) == ("say good", ChosenBy.MAJORITY, "the majority's line")
    assert first.letter == next(line.line.letter for line in first.votes.lines if line.line.id == "good")
    assert first.best == (first.letter,)
    assert (second.said, second.by) == ("say bad", ChosenBy.FACILITATOR)
    assert (second.votes.first, second.votes.second, second.discussed, second.shift, second.points) == (
        3,
        None,
        False,
        "",
        None,
    )
    # good earns 2 on act, again 2 on hear: neither is better than the other
    assert len(second.best) == 2
    # locked lines cannot be voted for
    assert {line.line.id for line in second.votes.lines} == {"good", "bad", "again"}
    assert (debrief.learners, debrief.votes) == (6, 6 + 6 + 3)
    assert debrief.turnout == "Learners: 6. Decisions: 2. Times voted: 3. Votes in all: 15."


def test_the_shift_is_the_change_of_the_best_lines_in_percentage_points() -> None:
    room = class_after_votes("ggbbbn", "gggggb")  # 2 of 6, then 5 of 6
    apply_all(room, f.Skip(), f.Take("good"))
    class_after_votes("gaab", "bbbb", room=room)  # 3 of 4 on good or again, then none
    apply_all(room, f.Skip(), f.Take("bad"))
    first, second = class_debrief(room, WORDS).rounds
    assert (first.points, second.points) == (83 - 33, 0 - 75)
    assert first.shift == "The discussion took the best line from 33% to 83%: 50 points up."
    assert second.shift == "The discussion took the best line from 75% to 0%: 75 points down."
    assert class_debrief(room, WORDS).largest_shift == (
        "The discussion moved most in round 2, and in the wrong direction: the best line went from 75% to 0%."
    )


def test_a_discussion_without_effect_and_one_without_two_counts() -> None:
    room = class_after_votes("gb", "bg")
    apply_all(room, f.Skip(), f.Take("good"))
    (first,) = class_debrief(room, WORDS).rounds
    assert (first.points, first.shift) == (0, "Before and after the discussion 50% chose the best line.")
    assert class_debrief(room, WORDS).largest_shift == "No discussion changed how many chose the best line."
    advance_to(room, Phase.VOTE)
    apply_all(room, f.Discuss(), f.Skip(), f.Take("again"))
    second = class_debrief(room, WORDS).rounds[1]
    assert (second.discussed, second.points, second.shift) == (
        True,
        None,
        "Discussed, but without two counts to compare.",
    )


def test_a_majority_called_without_a_count() -> None:
    room = room_of(voting=Voting.HANDS)
    advance_to(room, Phase.VOTE)
    apply_all(room, f.Call("bad"))
    advance_to(room, Phase.PATH)
    apply_all(room, f.Next())
    debrief = class_debrief(room, WORDS)
    (first,) = debrief.rounds
    assert [(line.line.id, line.first) for line in first.votes.lines if line.called] == [("bad", None)]
    assert (first.by, first.votes.first) == (ChosenBy.MAJORITY, None)
    assert debrief.turnout == "Decisions: 1. Times voted: 0. Votes in all: 0."


def test_hands_and_keypads_count_like_other_votes() -> None:
    room = room_of()
    advance_to(room, Phase.VOTE)
    apply_all(room, f.Hands((4, 1, 2)), f.Click(room.choices[0]), f.Skip(), f.Take("good"))
    debrief = class_debrief(room, WORDS)
    assert [line.first for line in debrief.rounds[0].votes.lines] == [5, 1, 2]
    assert debrief.votes == 8


def test_the_only_line_available_was_not_chosen_by_anyone() -> None:
    room = class_after_votes("n")
    advance_to(room, Phase.PATH)
    apply_all(room, f.Next())
    apply_all(room, f.Next())
    advance_to(room, Phase.PATH)
    apply_all(room, f.Next())
    first, second = class_debrief(room, WORDS).rounds
    assert (second.by, second.by_text, second.votes.first) == (ChosenBy.ONLY, "there was no other line", None)
    assert (first.best, second.best) == (
        (next(x.line.letter for x in first.votes.lines if x.line.id == "good"),),
        ("A",),
    )


def test_only_the_road_counts_and_not_rounds_that_were_undone() -> None:
    room = class_after_votes("gg")
    apply_all(room, f.Skip(), f.Take("good"))
    class_after_votes("b", room=room)
    apply_all(room, f.Skip(), f.Take("bad"))
    while room.phase is not Phase.PRESENT or len(room.stage.road) > 1:
        apply_all(room, f.Back())
    debrief = class_debrief(room, WORDS)
    assert (len(debrief.rounds), debrief.votes) == (1, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", list(Form))
def test_a_room_can_be_debriefed_at_any_time(form: Form, language: str) -> None:
    room = room_of(Plan(form=form, teams=("red", "blue") if form is Form.CONTEST else ()), 3)
    words = catalogue(language)
    assert class_debrief(room, words).rounds == ()
    for _ in range(60):
        if room.phase is Phase.DEBRIEF:
            break
        advance_to(room, Phase.PRESENT if room.phase is Phase.LOBBY else _next_phase(room))
        debrief = class_debrief(room, words, foresight(room.attempt))
        assert len(debrief.rounds) == len(debrief.debrief.turns) == len(room.stage.road)
        assert debrief.rounds == class_debrief(room, words, TOO_MANY).rounds
    assert room.phase is Phase.DEBRIEF
    assert debrief.last[-1].kind is UtteranceKind.ENDING


def _next_phase(room: Room) -> Phase:
    """The next phase."""
    if room.phase is Phase.REVEAL and room.stage.lead is None:
        apply_all(room, f.Lead(room.choices[-1]))
    if room.phase is Phase.SEAT:
        apply_all(room, f.Say(room.choices[-1]))
    else:
        apply_all(room, f.Next())
    return room.phase


def test_the_debrief_matches_the_road() -> None:
    room = class_after_votes("g")
    apply_all(room, f.Skip(), f.Take("good"))
    values = foresight(room.attempt)
    assert class_debrief(room, WORDS, values).debrief == debrief_facts(room.attempt, WORDS, values)


# -- on stage ----------------------------------------------------------------------


def on_stage(learners: int) -> Room:
    """One: good (+2 on hear); two: bad (0 on hear, -2 on act). Main has two criteria: observers take turns."""
    room = room_of(HOT_SEAT, learners)
    advance_to(room, Phase.SEAT)
    apply_all(room, f.Say("good"))
    return room


def mark(room: Room, *marks: int | None) -> None:
    for number, given in enumerate(marks):
        if given is not None and room.marked_round is not None:
            apply_all(room, l.Mark(f"v{number}", room.marked_round, given))


def test_sheets_are_merged_by_criterion_and_compared_with_the_rubric() -> None:
    room = on_stage(5)  # v0, v2, v4 watch hear; v1, v3 watch act
    mark(room, 1, 0, 0, -1, 1)
    advance_to(room, Phase.SEAT)
    apply_all(room, f.Say("bad"))
    mark(room, 0, -1, None, 1, -1)
    advance_to(room, Phase.SHEETS)
    apply_all(room, *(l.Grade(f"v{n}", level) for n, level in enumerate((3, 0, 2, 1, 2))))
    apply_all(room, f.Sheet("main.hear", (0, 1, 0, 2)))
    hear, act = class_debrief(room, WORDS).sheets
    assert (hear.observers, act.observers) == (3, 2)
    assert [line[2:] for line in hear.lines] == [
        # one: +2 of -2..2, so for it; against, unseen, for
        (0, 1, 2, 1, "for it"),
        # two: 0 of 0..2 (again would have listened), so "not seen"
        (1, 1, 0, 0, "not observable"),
    ]
    assert [line[2:] for line in act.lines] == [
        (1, 1, 0, None, "not at stake"),
        (1, 0, 1, -1, "against it"),
    ]
    # hear: 2 of 3 and 1 of 2; act: at stake in the second line only, 1 of 2
    assert (hear.agreed, act.agreed) == (3 / 5, 1 / 2)
    assert hear.agreement == "Marks that agree with the rubric: 3 of 5 (60%)."
    # hear: v0 3, v2 2, v4 2, and on paper 1, 3, 3
    assert [grade.given for grade in hear.grades] == [0, 1, 2, 3]
    assert [grade.given for grade in act.grades] == [1, 1, 0, 0]
    # the rubric on hear: 2 + 0 of 4 is 50 %, level 1; act only once at stake
    assert [grade.rubric for grade in hear.grades] == [False, True, False, False]
    assert hear.rubric == "by the rubric 50%, level 1 of 3"
    assert act.rubric == "the rubric: not assessed"
    assert [grade.anchor for grade in hear.grades] == ["a", "b", "c", "d"]


def test_sheets_without_marks_or_observers() -> None:
    room = on_stage(1)
    hear, *others = class_debrief(room, WORDS).sheets
    assert not others
    assert (hear.observers, hear.agreed, hear.agreement) == (1, None, "There is no mark to compare with the rubric.")
    assert class_debrief(on_stage(0), WORDS).sheets == ()
    assert observed_criteria(class_after_votes("g")) == ()


def test_the_answer_picked_on_stage_is_the_one_heard() -> None:
    room = on_stage(0)
    assert room.phase is Phase.ANSWER
    apply_all(room, f.Answer(2), f.Answer(1))
    advance_to(room, Phase.SEAT)
    apply_all(room, f.Say("good"))
    debrief = class_debrief(room, WORDS)
    assert [utterance.text for utterance in debrief.rounds[1].talk] == ["Well.", "So."]
    assert debrief.rounds[1].heard == debrief.debrief.turns[1].coach.heard == "So."
    assert debrief_facts(room.attempt, WORDS).turns[1].coach.heard == "Hm."


def test_a_tone_and_an_improvised_line_are_heard_before_the_scripted_text() -> None:
    room = room_of(HOT_SEAT)
    advance_to(room, Phase.SEAT)
    apply_all(room, f.Say("name"), f.Improvise("Listen {ann}."), f.Answer(2), f.Next())
    heard = [utterance.text for utterance in latest_exchange(room, WORDS)]
    assert heard == ["say name", "(in their own words) Listen {ann}.", "(sharply) Well?"]
    advance_to(room, Phase.SEAT)
    apply_all(room, f.Say("single"), f.Answer(0), f.Next(), f.Next(), f.Say("good"), f.Answer(3))
    assert room.state.over  # the other side says nothing there, and that in a tone
    assert [utterance.text for utterance in latest_exchange(room, WORDS)] == ["say good", "(wearily) …", "It is over."]
    debrief = class_debrief(room, WORDS)
    assert [utterance.text for utterance in debrief.last] == ["(wearily) …", "It is over."]
    assert debrief.rounds[1].heard == "(sharply) Well?"
    assert "(in their own words) Listen {ann}." in [utterance.text for utterance in debrief.rounds[1].talk]


# -- tables ------------------------------------------------------------------------


def test_only_a_contest_has_standings_and_a_gallery() -> None:
    room = room_of(CONTEST, 2)
    class_after_votes("gb", room=room)
    apply_all(room, f.Skip(), f.Take("good"))
    class_after_votes("ab", room=room)
    apply_all(room, f.Skip(), f.Take("good"))
    debrief = class_debrief(room, WORDS, foresight(room.attempt))
    assert debrief.standings is not None
    # hear: 4 + 2 of 6 and nothing of 6; what it cost: 2 for again, 4 + 14
    assert [standing[:2] + standing[3:] for standing in debrief.standings.tables] == [
        ("1", "red", "100.0%", "2", "2/2"),
        ("2", "blue", "0.0%", "18", "2/2"),
    ]
    assert debrief.turnout == "Tables: 2. Decisions: 2. Times voted: 2. Votes in all: 4."
    assert [exhibit.number for exhibit in debrief.gallery] == [1, 2]
    same = class_debrief(class_after_votes("g"), WORDS)
    assert (same.standings, same.gallery) == (None, ())


def test_the_standings_explain_how_they_were_computed() -> None:
    room = room_of(CONTEST, 2)

    def notes(values: object) -> tuple[str, ...]:
        standings = class_debrief(room, WORDS, values).standings  # type: ignore[arg-type]
        assert standings is not None
        return tuple(note.split()[0] + " " + note.split()[-1] for note in standings.notes)

    assert notes(None) == ("No voted.",)
    class_after_votes("gb", room=room)
    apply_all(room, f.Skip(), f.Take("good"))
    early = ("Ended 1.", "The far.")
    assert notes(None) == (*early, "Points count.", "What now.")
    class_after_votes("gb", room=room)
    apply_all(room, f.Skip(), f.Take("good"))
    assert room.state.over
    assert notes(foresight(room.attempt)) == ("Points count.", "Tables rank.", "Cost: up.")
    assert notes(TOO_MANY) == ("Points count.", "This rank.")
    assert notes(None) == ("Points count.", "What now.")


def test_each_line_has_the_tables_that_voted_for_it_in_each_vote_and_in_the_final_one() -> None:
    room = class_after_votes("gb", "gg", room=room_of(CONTEST, 2))
    apply_all(room, f.Skip(), f.Take("good"))
    class_after_votes("ag", room=room)
    apply_all(room, f.Skip(), f.Take("good"))
    tables_by_line = [
        {line.line.id: tuple(tables) for line, tables in zip(fact.votes.lines, fact.tables, strict=True) if any(tables)}
        for fact in class_debrief(room, WORDS).rounds
    ]
    assert tables_by_line == [
        {"good": (("red",), ("red", "blue"), (), ("red", "blue")), "bad": (("blue",), (), (), ())},
        {"again": (("red",), (), (), ("red",)), "good": (("blue",), (), (), ("blue",))},
    ]
    (alone,) = class_debrief(_decided(class_after_votes("gb")), WORDS).rounds
    assert {name for tables in alone.tables for names in tables for name in names} == set()


def _decided(room: Room) -> Room:
    apply_all(room, f.Skip(), f.Take("good"))
    return room


# -- anonymity ---------------------------------------------------------------------


def test_no_learner_can_be_identified() -> None:
    def debrief_of(voters: list[str], names: list[str]) -> object:
        room = room_of(names=True, own_words=True)
        apply_all(room, *(l.Join(voter, None, name) for voter, name in zip(voters, names, strict=True)))
        advance_to(room, Phase.OWN_WORDS)
        apply_all(room, *(l.OwnWords(voter, room.stage.round, f"says {voter}") for voter in voters))
        advance_to(room, Phase.VOTE)
        ballot = room.open_ballot
        assert ballot is not None
        apply_all(room, *(l.Vote(voter, tuple(ballot), "good") for voter in voters))  # type: ignore[arg-type]
        apply_all(room, f.Skip(), f.Take("good"))
        return class_debrief(room, WORDS)

    assert debrief_of(["a1", "b2"], ["Anna", "Bo"]) == debrief_of(["c3", "d4"], ["Cy", "Di"])


def test_the_discussion_questions_are_those_of_the_scene() -> None:
    room = Room(bundle(scene(discussion=["Why so soon, {ann}?", "And then?"])), Plan())
    assert class_debrief(room, WORDS).discussion == ("Why so soon, Ann?", "And then?")
