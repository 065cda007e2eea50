"""A drill step by step: by hands and phones, with discussions, going back, skipping, and on stage."""

from __future__ import annotations

import pytest

from drill_rooms import CONTEST, HOT_SEAT, advance_to, apply_all, room, vote
from roleplay.drill.ballot import BallotId
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import Event, apply
from roleplay.drill.outcome import COUNT, NOTHING, Reason, Refused
from roleplay.drill.people import Person
from roleplay.drill.plan import MAX_LEARNERS, Form, Plan, Voting
from roleplay.drill.room import Room
from roleplay.drill.stage import ChosenBy, Phase, Tone


def refused(room: Room, event: object) -> Reason:
    answer = apply(room, event)  # type: ignore[arg-type]
    assert isinstance(answer, Refused), answer
    return answer.reason


def phase_of(room: Room) -> Phase:
    return room.phase


def test_a_round_by_hands() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    assert set(class_.choices) == {"good", "bad", "name"}
    apply_all(class_, f.Hands((1, 7, 3)))
    apply_all(class_, f.Next())
    if phase_of(class_) is Phase.DISCUSS:
        apply_all(class_, f.Next(), f.Hands((0, 9, 2)), f.Next())
    assert phase_of(class_) is Phase.REVEAL
    assert class_.stage.lead == class_.choices[1]
    for phase in (Phase.REACTION, Phase.COACHING, Phase.PATH, Phase.PRESENT):
        apply_all(class_, f.Next())
        assert phase_of(class_) is phase
    assert [step.by for step in class_.stage.road] == [ChosenBy.MAJORITY]


@pytest.mark.parametrize(
    ("best", "others", "discussed"),
    [(2, 8, False), (3, 7, True), (5, 5, True), (7, 3, True), (8, 2, False), (0, 4, False), (0, 0, False)],
)
def test_a_discussion_is_offered_when_30_to_70_per_cent_are_on_a_best_line(
    best: int, others: int, discussed: bool
) -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    counts = [0] * 3
    counts[class_.choices.index(class_.best[0])] = best
    counts[class_.choices.index("bad")] = others
    apply_all(class_, f.Hands(tuple(counts)), f.Next())
    assert phase_of(class_) is (Phase.DISCUSS if discussed else Phase.REVEAL)


def test_a_majority_can_be_called_without_counting_and_a_count_replaces_it() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Call("bad"))
    assert class_.majority == "bad"
    apply_all(class_, f.Hands(tuple(9 if choice == "name" else 1 for choice in class_.choices)))
    assert class_.majority == "name"


def test_clicks_count_one_each_and_the_last_can_be_undone() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Click("good"), f.Click("bad"), f.Click("bad"), f.Unclick())
    assert class_.final_ballot().tally().count("bad") == 1  # type: ignore[union-attr]
    assert class_.majority is None  # level
    apply_all(class_, f.Unclick())
    assert class_.majority == "good"


def test_hands_clicks_and_phones_add_up() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    apply_all(class_, f.Hands(tuple(2 if choice == "good" else 0 for choice in class_.choices)), f.Click("bad"))
    tally = class_.ballots[class_.open_ballot].tally()  # type: ignore[index]
    assert (tally.count("good"), tally.count("bad"), tally.total) == (3, 2, 5)


def test_a_vote_can_be_changed_until_it_is_locked() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    ballot = class_.open_ballot
    assert ballot is not None
    vote(class_, "good")
    vote(class_, "bad")
    apply_all(class_, f.Next())
    assert refused(class_, l.Vote("v0", tuple(ballot), "good")) is Reason.LOCKED  # type: ignore[arg-type]
    assert class_.ballots[ballot].tally().count("bad") == 1


def test_a_vote_for_another_ballot_than_the_open_one_is_refused() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.REVOTE)
    assert class_.open_ballot == (1, 2)
    for ballot in ((1, 1), (2, 2), (0, 0), (1, 3)):
        assert refused(class_, l.Vote("v0", ballot, "good")) is Reason.LOCKED
    assert class_.ballots[class_.open_ballot].total == 0


def test_the_second_vote_counts_if_anybody_voted() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "good")
    apply_all(class_, f.Discuss(), f.Next())
    assert class_.majority == "good"
    vote(class_, "bad")
    apply_all(class_, f.Next())
    assert class_.stage.lead == "bad"
    first, second = class_.tally(1), class_.tally(2)
    assert first is not None
    assert second is not None
    assert (first.count("good"), second.count("bad"), second.total) == (2, 1, 1)


def test_a_tie_waits_for_the_facilitator() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "bad")
    apply_all(class_, f.Next())
    if phase_of(class_) is Phase.DISCUSS:
        apply_all(class_, f.Next(), f.Next())
    assert phase_of(class_) is Phase.REVEAL
    assert refused(class_, f.Next()) is Reason.NO_LEAD
    apply_all(class_, f.Lead("bad"), f.Next())
    assert phase_of(class_) is Phase.REACTION


def test_the_road_can_continue_with_the_best_line_or_any_other() -> None:
    for choice, by in (("bad", ChosenBy.MAJORITY), ("good", ChosenBy.BEST), ("name", ChosenBy.FACILITATOR)):
        class_ = room(learners=1)
        advance_to(class_, Phase.VOTE)
        vote(class_, "bad")
        advance_to(class_, Phase.PATH)
        assert class_.best == ("good",)
        apply_all(class_, f.Take(choice))
        assert class_.stage.road[0].by is by


def test_a_contrast_shows_another_line_and_comes_back() -> None:
    class_ = room()
    advance_to(class_, Phase.PATH)
    before = class_.stage.road
    apply_all(class_, f.Contrast("name"))
    assert (class_.phase, class_.stage.contrast) == (Phase.CONTRAST, "name")
    apply_all(class_, f.Next())
    assert (class_.phase, class_.stage.contrast, class_.stage.road) == (Phase.PATH, None, before)


def test_going_back_reopens_the_vote_hidden_and_with_its_votes() -> None:
    class_ = room(learners=2)
    advance_to(class_, Phase.VOTE)
    vote(class_, "bad", "bad")
    apply_all(class_, f.Next(), f.Back())
    assert phase_of(class_) is Phase.VOTE
    assert class_.tally(1) is None
    vote(class_, "good")
    apply_all(class_, f.Next())
    if phase_of(class_) is Phase.DISCUSS:
        apply_all(class_, f.Next(), f.Next())
    tally = class_.tally(1)
    assert tally is not None
    assert (tally.count("good"), tally.count("bad")) == (1, 1)


def test_equal_roads_share_a_round_and_different_roads_do_not() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.PATH)
    apply_all(class_, f.Take("good"), f.Next())
    vote(class_, "good")
    assert class_.stage.round == 2
    apply_all(class_, f.Back(), f.Back(), f.Take("bad"), f.Next())
    assert (class_.stage.round, class_.ballots[class_.open_ballot].total) == (3, 0)  # type: ignore[index]
    apply_all(class_, f.Back(), f.Back(), f.Take("good"), f.Next())
    assert (class_.stage.round, class_.ballots[class_.open_ballot].total) == (2, 1)  # type: ignore[index]


def test_a_single_line_is_said_without_a_vote() -> None:
    class_ = room()
    advance_to(class_, Phase.PATH)
    apply_all(class_, f.Take("name"), f.Next())
    assert (class_.phase, class_.stage.lead) == (Phase.REACTION, "single")
    advance_to(class_, Phase.PATH)
    apply_all(class_, f.Next())
    assert class_.stage.road[-1].by is ChosenBy.ONLY


def test_a_line_that_is_locked_cannot_be_voted_for_or_taken() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.PATH)
    apply_all(class_, f.Take("good"), f.Next())
    assert "shut" not in class_.choices
    assert refused(class_, l.Vote("v0", (2, 1), "shut")) is Reason.UNKNOWN
    advance_to(class_, Phase.PATH)
    assert refused(class_, f.Take("shut")) is Reason.UNKNOWN


def test_skipping_leaves_only_the_decision_and_shows_no_votes() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    vote(class_, "bad")
    apply_all(class_, f.Skip())
    assert (class_.phase, class_.stage.lead, class_.tally(1)) == (Phase.PATH, "bad", None)
    apply_all(class_, f.Skip())
    assert class_.stage.choices == ("bad",)
    apply_all(class_, f.Skip())
    assert refused(class_, f.Skip()) is Reason.NO_LEAD  # nobody voted, so the facilitator decides what is said
    apply_all(class_, f.Take("good"))
    advance_to(class_, Phase.END)
    apply_all(class_, f.Skip())
    assert phase_of(class_) is Phase.DEBRIEF


def test_ending_early_can_be_undone() -> None:
    class_ = room()
    advance_to(class_, Phase.COACHING)
    apply_all(class_, f.End())
    assert phase_of(class_) is Phase.DEBRIEF
    assert refused(class_, f.End()) is Reason.NOT_NOW
    apply_all(class_, f.Back())
    assert phase_of(class_) is Phase.COACHING


def test_pause_and_blank_cover_everything_while_votes_still_arrive() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    for veil in (f.Veil.PAUSE, f.Veil.BLANK):
        apply_all(class_, f.Cover(veil))
        assert (class_.veil, class_.phase) == (veil, Phase.VOTE)
    vote(class_, "good")
    apply_all(class_, f.Cover(f.Veil.NONE))
    assert class_.final_ballot().total == 1  # type: ignore[union-attr]


def test_late_learners_can_vote_at_once() -> None:
    class_ = room(learners=1)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good")
    apply_all(class_, l.Join("late"), l.Vote("late", (1, 1), "bad"))
    assert class_.voter_count == 2
    assert class_.final_ballot().total == 2  # type: ignore[union-attr]


def test_a_stranger_cannot_vote_and_a_closed_door_admits_nobody() -> None:
    class_ = room(learners=1, voting=Voting.PHONES)
    apply_all(class_, f.Door(False))
    assert refused(class_, l.Join("v9")) is Reason.DOOR_SHUT
    assert apply(class_, l.Join("v0")) == frozenset()  # those in the room stay in
    advance_to(class_, Phase.VOTE)
    assert refused(class_, l.Vote("v9", (1, 1), "good")) is Reason.STRANGER


def test_a_room_has_a_maximum_number_of_learners() -> None:
    class_ = room(learners=MAX_LEARNERS)
    assert refused(class_, l.Join("one more")) is Reason.FULL


# -- tables --------------------------------------------------------------------


def test_a_table_has_one_device_and_one_vote() -> None:
    class_ = room(CONTEST)
    apply_all(class_, l.Join("a", 0), l.Join("b", 1))
    assert refused(class_, l.Join("c", 0)) is Reason.TEAM_TAKEN
    assert refused(class_, l.Join("c")) is Reason.NO_TEAM
    assert refused(class_, l.Join("c", 7)) is Reason.NO_TEAM
    apply_all(class_, f.Next(), f.Next(), l.Vote("a", (1, 1), "good"))
    apply_all(
        class_, f.FreeTeam(0), l.Join("c", 0), l.Vote("c", (1, 1), "bad")
    )  # its device died; another one takes over
    assert refused(class_, l.Vote("a", (1, 1), "good")) is Reason.STRANGER
    assert class_.ballots[class_.open_ballot].votes == {"table-0": "bad"}  # type: ignore[index]


def test_a_device_stays_at_its_table() -> None:
    class_ = room(CONTEST)
    apply_all(class_, l.Join("a", 0))
    assert apply(class_, l.Join("a", 1)) == frozenset()
    assert class_.people.by_voter["a"].team == 0


def test_tables_can_call_out_their_votes() -> None:
    class_ = room(CONTEST)
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Tables(("good", None)), f.Tables((None, "bad")))
    assert class_.ballots[class_.open_ballot].votes == {"table-0": "good", "table-1": "bad"}  # type: ignore[index]
    assert refused(class_, f.Tables(("good",))) is Reason.COUNT
    assert refused(class_, f.Tables(("shut", None))) is Reason.UNKNOWN
    assert refused(class_, f.Hands((1, 1, 1))) is Reason.COUNT  # a hand has no table


@pytest.mark.parametrize(
    ("plan", "phase", "event", "other"),
    [
        (Plan(), Phase.VOTE, f.Hands((1, 7, 3)), f.Hands((1, 7, 4))),
        (Plan(), Phase.VOTE, f.Call("bad"), f.Call("good")),
        (CONTEST, Phase.VOTE, f.Tables(("good", None)), f.Tables(("good", "bad"))),
        (HOT_SEAT, Phase.SHEETS, f.Sheet("main.hear", (0, 0, 2, 0)), f.Sheet("main.hear", (0, 0, 2, 1))),
    ],
)
def test_the_same_counts_again_change_nothing(plan: Plan, phase: Phase, event: Event, other: Event) -> None:
    class_ = room(plan)
    advance_to(class_, phase)
    apply_all(class_, event)
    assert apply(class_, event) == NOTHING
    assert apply(class_, other) == COUNT


@pytest.mark.parametrize(("plan", "event"), [(Plan(), f.Hands((0, 0, 0))), (CONTEST, f.Tables((None, None)))])
def test_no_votes_change_nothing(plan: Plan, event: Event) -> None:
    class_ = room(plan)
    advance_to(class_, Phase.VOTE)
    assert apply(class_, event) == NOTHING


def test_a_count_of_zero_takes_back_a_called_majority() -> None:
    class_ = room()
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Call("bad"), f.Hands((0, 0, 0)))
    assert class_.majority is None


def test_a_contest_needs_two_tables() -> None:
    class_ = room(form=Form.CONTEST, teams=("alone",))
    assert refused(class_, f.Next()) is Reason.FEW_TEAMS
    apply_all(class_, f.Arrange(CONTEST), f.Next())


def test_the_plan_is_fixed_once_the_first_word_is_said() -> None:
    class_ = room()
    apply_all(class_, f.Arrange(Plan(seed=5)), f.Next())
    assert refused(class_, f.Arrange(Plan(seed=6))) is Reason.NOT_NOW


# -- the room's own lines --------------------------------------------------------


def test_own_lines_are_cleaned_replaced_and_dropped() -> None:
    class_ = room(learners=2, own_words=True)
    advance_to(class_, Phase.OWN_WORDS)
    apply_all(class_, l.OwnWords("v0", 1, "\x1b[31mhello\u202e  there"), l.OwnWords("v1", 1, "second"))
    assert class_.lines() == ("hello there", "second")
    apply_all(class_, l.OwnWords("v0", 1, "other"))
    assert class_.lines() == ("other", "second")
    apply_all(class_, f.ShowWords(True), f.DropWords(0), l.OwnWords("v1", 1, "  "))
    assert class_.lines() == ()
    apply_all(class_, f.Next())
    assert refused(class_, l.OwnWords("v0", 1, "late")) is Reason.LOCKED


def test_only_lines_present_when_shown_are_displayed() -> None:
    class_ = room(learners=3, own_words=True)
    advance_to(class_, Phase.OWN_WORDS)
    apply_all(class_, l.OwnWords("v0", 1, "one"), l.OwnWords("v1", 1, "two"), f.ShowWords(True))
    apply_all(class_, l.OwnWords("v1", 1, "rude"), l.OwnWords("v2", 1, "three"))
    assert class_.shown_lines() == ((1, "one"), (2, "two"))
    assert class_.unshown_lines == 2
    apply_all(class_, f.DropWords(1))  # it disappears from the screen as well
    assert class_.shown_lines() == ((1, "one"),)
    apply_all(class_, f.ShowWords(True))
    assert class_.shown_lines() == ((1, "one"), (2, "three"))
    assert class_.unshown_lines == 0
    apply_all(class_, l.OwnWords("v0", 1, ""))  # withdrawn by its author
    assert class_.shown_lines() == ((1, "three"),)
    advance_to(class_, Phase.VOTE)
    apply_all(class_, f.Skip(), f.Take("good"))
    advance_to(class_, Phase.OWN_WORDS)
    apply_all(class_, l.OwnWords("v0", class_.stage.round, "not yet"))
    assert not class_.words_shown  # the lines of another round are only shown on request


def test_a_line_can_be_dropped_before_it_is_displayed() -> None:
    class_ = room(learners=1, own_words=True)
    advance_to(class_, Phase.OWN_WORDS)
    assert refused(class_, f.DropWords(0)) is Reason.UNKNOWN
    apply_all(class_, l.OwnWords("v0", 1, "rude"), f.DropWords(0))
    assert class_.lines() == ()


# -- who is there ------------------------------------------------------------------


def named(class_: Room) -> list[str]:
    return [person.name for person in class_.people.present.values()]


def test_equal_names_get_numbers() -> None:
    class_ = room(names=True)
    names = ["Anna", "anna", "Anna", "小王", "小王"]
    apply_all(class_, *(l.Join(f"v{number}", None, name) for number, name in enumerate(names)))
    assert named(class_) == ["Anna", "anna 2", "Anna 3", "小王", "小王 2"]
    apply_all(class_, l.Join("v5", None, "a" * 16), l.Join("v6", None, "a" * 16))
    assert named(class_)[-2:] == ["a" * 16, "a" * 14 + " 2"]
    assert apply(class_, l.Join("v1", None, "anna")) == NOTHING  # that is her name already, with her number


def test_a_device_is_removed_with_its_vote_and_returns_without_a_name() -> None:
    class_ = room(names=True, own_words=True, voting=Voting.PHONES)
    apply_all(class_, l.Join("v0", None, "rude"), l.Join("v1", None, "Ann"))
    advance_to(class_, Phase.OWN_WORDS)
    apply_all(class_, l.OwnWords("v0", 1, "rude"), l.OwnWords("v1", 1, "kind"), f.ShowWords(True))
    apply_all(class_, f.Remove(0))
    assert (named(class_), class_.lines(), class_.shown_lines()) == (["Ann"], ("kind",), ((1, "kind"),))
    assert refused(class_, l.OwnWords("v0", 1, "rude")) is Reason.STRANGER
    apply_all(class_, l.Join("v0", None, "ruder"))
    assert class_.people.by_voter["v0"] == Person(2, name_fixed=True)
    advance_to(class_, Phase.VOTE)
    apply_all(class_, l.Vote("v0", (1, 1), "good"), f.Remove(2))
    assert (class_.voter_count, class_.ballots[BallotId(1, 1)].total) == (1, 0)
    apply_all(class_, f.Door(False))
    assert refused(class_, l.Join("v0")) is Reason.DOOR_SHUT
    assert refused(class_, f.Remove(7)) is Reason.STRANGER


def test_a_name_set_by_the_facilitator_stays() -> None:
    class_ = room(names=True)
    apply_all(class_, l.Join("v0", None, "rude"), l.Join("v1", None, "Ben"), f.Rename(0, "Ben"))
    assert named(class_) == ["Ben 2", "Ben"]
    apply(class_, l.Join("v0", None, "rude again"))
    assert named(class_) == ["Ben 2", "Ben"]
    apply_all(class_, f.Rename(0, ""))
    assert named(class_) == ["", "Ben"]


def test_after_a_move_nobody_counts_twice_and_no_vote_is_lost() -> None:
    class_ = room(learners=3)
    advance_to(class_, Phase.VOTE)
    vote(class_, "good", "good", "bad")
    apply_all(class_, f.Gather())
    assert (class_.voter_count, class_.ballots[BallotId(1, 1)].total) == (0, 0)
    assert refused(class_, l.Vote("v0", (1, 1), "good")) is Reason.STRANGER
    apply_all(class_, l.Join("new"), l.Vote("new", (1, 1), "name"), l.Return("v0"))
    assert (class_.voter_count, class_.ballots[BallotId(1, 1)].votes) == (2, {"new": "name", "v0": "good"})
    advance_to(class_, Phase.REVEAL)
    apply_all(class_, f.Back())
    assert class_.ballots[BallotId(1, 1)].total == 2
    apply_all(class_, f.Gather())
    assert apply(class_, f.Gather()) == NOTHING


def test_after_a_move_a_table_can_have_another_device() -> None:
    class_ = room(CONTEST, learners=2)
    advance_to(class_, Phase.VOTE)
    apply_all(class_, l.Vote("v0", (1, 1), "good"), f.Gather(), l.Join("new", 0), l.Vote("new", (1, 1), "bad"))
    assert class_.ballots[BallotId(1, 1)].votes == {"table-0": "bad"}
    apply_all(class_, l.Return("v0"), l.Return("v1"))
    assert [person.team for person in class_.people.present.values()] == [None, 1, 0]


# -- on stage ----------------------------------------------------------------------


def test_on_stage_the_other_side_picks_from_what_the_state_allows() -> None:
    stage = room(HOT_SEAT)
    advance_to(stage, Phase.SEAT)
    apply_all(stage, f.Say("good"))
    assert (stage.phase, stage.stage.picking) == (Phase.ANSWER, "reply")
    assert [text.get("en") for text in stage.answers()] == ["Hm.", "So.", "Well."]
    assert refused(stage, f.Answer(3)) is Reason.UNKNOWN
    apply_all(stage, f.Answer(2))
    assert (stage.phase, stage.stage.picking) == (Phase.ANSWER, "says")
    apply_all(stage, f.Answer(1))
    assert phase_of(stage) is Phase.REACTION
    assert [(step.choice, step.by, step.reply, step.says) for step in stage.stage.road] == [
        ("good", ChosenBy.SEAT, 2, 1)
    ]
    apply_all(stage, f.Next())
    assert (stage.phase, stage.stage.round) == (Phase.PRESENT, 2)


def test_the_other_side_has_something_to_pick_in_every_round() -> None:
    for old in (False, True):
        stage = room(HOT_SEAT._replace(tones=not old))
        picking: list[str] = []
        for said in ("name", "single", "good"):
            advance_to(stage, Phase.SEAT)
            apply_all(stage, f.Say(said))
            picking.append(stage.stage.picking if stage.phase is Phase.ANSWER else "")
            while stage.phase is Phase.ANSWER:
                assert stage.option_count > 1
                apply_all(stage, f.Answer(1))
        # "single" leads to a node where the other side has several lines; plans from before tones have none
        assert picking == (["", "says", ""] if old else ["tone", "says", "tone"])
    assert [step.tone for step in stage.stage.road] == [Tone.PLAIN] * 3


def test_tones_and_improvised_lines_are_recorded_but_not_part_of_the_state() -> None:
    plain, stage = room(HOT_SEAT), room(HOT_SEAT)
    for class_ in (plain, stage):
        advance_to(class_, Phase.SEAT)
        apply_all(class_, f.Say("name"))
    assert refused(stage, f.Answer(len(Tone))) is Reason.UNKNOWN
    apply_all(stage, f.Improvise("  Oh\u202e, come on! "), f.Answer(2))
    apply_all(plain, f.Next())
    assert phase_of(stage) is phase_of(plain) is Phase.REACTION
    assert (stage.stage.road[-1].own, stage.stage.road[-1].tone) == ("Oh, come on!", Tone.SHARP)
    assert stage.state.to_bytes() == plain.state.to_bytes()
    for class_ in (plain, stage):
        apply_all(class_, f.Next())
    assert stage.stage.round == plain.stage.round
    apply_all(stage, f.Back(), f.Back(), f.Answer(1), f.Next())
    assert stage.stage.round == plain.stage.round  # how it was answered does not make another round
    apply_all(stage, f.Back(), f.Back(), f.Improvise(""))
    assert stage.stage.road[-1].own == ""
    assert refused(plain, f.Improvise("now?")) is Reason.NOT_NOW


def test_picks_change_words_but_not_the_state() -> None:
    states = []
    for index in (0, 2):
        stage = room(HOT_SEAT)
        advance_to(stage, Phase.SEAT)
        apply_all(stage, f.Say("good"), f.Answer(index), f.Answer(index))
        states.append(stage.state.to_bytes())
    assert states[0] == states[1]


def test_each_observer_watches_a_criterion_marks_lines_and_grades_the_whole() -> None:
    stage = room(HOT_SEAT, learners=3)
    assert [stage.sheets.watched_by(person.number) for person in stage.people.by_voter.values()] == [
        "main.hear",
        "main.act",
        "main.hear",
    ]
    advance_to(stage, Phase.SEAT)
    assert refused(stage, l.Mark("v0", 1, 1)) is Reason.LOCKED  # nothing has been said yet
    apply_all(stage, f.Say("bad"))
    apply_all(stage, l.Mark("v0", 1, 1), l.Mark("v0", 1, -1), l.Mark("v2", 1, 0))
    assert stage.sheets.marks_of(1, ["v0", "v2"]) == (1, 1, 0)
    assert refused(stage, l.Mark("v0", 1, 2)) is Reason.COUNT
    assert refused(stage, l.Grade("v0", 3)) is Reason.LOCKED
    assert refused(stage, l.Vote("v0", (1, 1), "good")) is Reason.LOCKED
    advance_to(stage, Phase.SHEETS)
    apply_all(stage, l.Grade("v0", 3), l.Grade("v2", 1), f.Sheet("main.hear", (0, 0, 2, 0)))
    assert stage.sheets.grades_of("main.hear", ["v0", "v2"]) == (0, 1, 2, 1)
    assert refused(stage, l.Grade("v0", 4)) is Reason.COUNT
    assert refused(stage, f.Sheet("side.tone", (0, 0, 0, 0))) is Reason.COUNT


def test_observers_still_grade_a_stage_that_was_ended_early() -> None:
    stage = room(HOT_SEAT, learners=1)
    advance_to(stage, Phase.SEAT)
    apply_all(stage, f.Back(), f.End())
    assert phase_of(stage) is Phase.DEBRIEF  # nothing was said
    apply_all(stage, f.Back(), f.Next(), f.Say("good"), f.End())
    assert phase_of(stage) is Phase.SHEETS
    apply_all(stage, f.End())
    assert phase_of(stage) is Phase.DEBRIEF
