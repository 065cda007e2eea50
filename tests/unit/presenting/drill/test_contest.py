"""Standings and gallery against numbers worked out by hand.

In the drilling scene the node ``one`` gives on hear: good +2, bad -2, name +1 (2 are due), on act nothing is at stake.
The node ``two`` gives on hear: good 0, bad 0, again +2 (2 are due), on act: good +2, bad -2, again 0 (2 are due).
The value of ``one`` and of ``two`` is -2 (good, good: 2 below the best on hear at ``two``), so regret is at ``one``:
good 0, bad 4, name 1; at ``two``: good 0, again 2, bad 14 (6 below the best there, 10 for the ending, less those 2).
"""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from drill_rooms import CONTEST, advance_to, apply_all, vote
from drill_rooms import room as room_of
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import apply
from roleplay.drill.plan import Form, Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill.contest import Standings, gallery, places, standings, standings_now
from roleplay.session.review import foresee
from strategies import quick

THREE = Plan(form=Form.CONTEST, teams=("red", "blue", "green"))
WORDS = catalogue("en")


def standings_of(room: Room) -> Standings:
    return standings(room, foresee(room.attempt))


def decide(room: Room, votes: dict[int, str], choice_id: str) -> None:
    """Let the tables vote as in ``votes``, and continue the road with ``said``."""
    advance_to(room, Phase.VOTE)
    for team, choice in votes.items():
        vote(room, choice, first=team)
    apply_all(room, f.Skip(), f.Take(choice_id))


def contest(*rounds: tuple[dict[int, str], str], plan: Plan = CONTEST) -> Room:
    room = room_of(plan, len(plan.teams))
    for votes, choice_id in rounds:
        decide(room, votes, choice_id)
    return room


def test_the_score_is_the_share_of_points_due_that_was_earned() -> None:
    room = contest(
        ({0: "good", 1: "bad"}, "good"),
        ({0: "again"}, "again"),
        ({0: "name", 1: "good"}, "good"),
        ({0: "good", 1: "again"}, "good"),
    )
    red, blue = standings_of(room).tables
    # red: hear 2 + 2 + 1 + 0 of 8, act 0 + 2 of 4; the mean of 62.5 % and 50 %
    assert (red.name, red.rank, red.score, red.votes) == ("red", 1, 0.5625, 4)
    # blue: hear -2 + 0 + 2 + 2 of 8 (not to vote is to do nothing), act 0 + 0 of 4; the mean of 25 % and 0 %
    assert (blue.name, blue.rank, blue.score, blue.votes) == ("blue", 2, 0.125, 3)
    # red: 0 + 2 + 1 + 0; blue: 4, the most that could be lost at two, 0, 2
    assert (red.regret, blue.regret) == (3, 4 + 14 + 0 + 2)
    assert standings_of(room).decisions == 4


def test_a_table_that_the_road_always_followed_has_the_score_of_the_road() -> None:
    road = ("bad", "again", "name", "single", "good")
    room = room_of(CONTEST, 2)
    for choice_id in road:
        if choice_id == "single":
            advance_to(room, Phase.PRESENT)
            apply_all(room, f.Next())
            advance_to(room, Phase.PATH)
            apply_all(room, f.Take(choice_id))
        else:
            decide(room, {0: choice_id}, choice_id)
    assert room.stage.choices == road
    red, blue = standings_of(room).tables
    assert red.score == room.attempt.scorecard().rubrics[0].score
    assert blue.score == 0.0


def test_a_tie_is_broken_by_regret_or_shared_if_that_is_unknown() -> None:
    # hear: 2 + 0 of 4 for both, and act was at stake only once, so it is not assessed
    room = contest(({0: "good", 1: "good"}, "good"), ({0: "bad", 1: "good"}, "good"))
    tables = standings_of(room).tables
    assert [(standing.name, standing.rank, standing.regret) for standing in tables] == [("blue", 1, 0), ("red", 2, 14)]
    assert tables[0].score == tables[1].score == 0.5
    unknown = standings(room, None)
    assert [(standing.name, standing.rank, standing.regret) for standing in unknown.tables] == [
        ("red", 1, None),
        ("blue", 1, None),
    ]
    assert unknown.shared
    assert not standings_of(room).shared


def test_level_tables_share_a_rank_and_the_next_rank_is_skipped() -> None:
    room = contest(
        ({0: "bad", 1: "good", 2: "good"}, "good"), ({0: "good", 1: "again", 2: "again"}, "good"), plan=THREE
    )
    assert [(standing.name, standing.rank) for standing in standings_of(room).tables] == [
        ("blue", 1),
        ("green", 1),
        ("red", 3),
    ]


def test_only_the_vote_after_the_discussion_counts() -> None:
    room = room_of(THREE, 3)
    advance_to(room, Phase.VOTE)
    vote(room, "bad", "good", "good")
    apply_all(room, f.Discuss(), f.Next())
    vote(room, "good", "bad")  # green did not vote again
    apply_all(room, f.Next(), f.Lead("good"))
    advance_to(room, Phase.PRESENT)
    decide(room, {0: "good", 1: "good", 2: "good"}, "good")
    table = {standing.name: standing for standing in standings_of(room).tables}
    # hear 2 + 0, -2 + 0 and 0 + 0 of 4, never below nothing; green loses the most that could be lost
    assert {name: standing.score for name, standing in table.items()} == {"red": 0.5, "blue": 0, "green": 0}
    assert {name: standing.regret for name, standing in table.items()} == {"red": 0, "blue": 4, "green": 4}
    assert table["green"].votes == 1


def test_undone_rounds_and_rounds_without_votes_do_not_count() -> None:
    room = room_of(CONTEST, 2)
    decide(room, {0: "bad", 1: "good"}, "bad")
    decide(room, {0: "again", 1: "bad"}, "again")
    while room.stage.road or room.phase is not Phase.PRESENT:
        apply_all(room, f.Back())
    assert standings_of(room).decisions == 0
    assert {standing.rank for standing in standings_of(room).tables} == {1}
    decide(room, {}, "good")
    decide(room, {0: "again", 1: "good"}, "good")
    # the first decision is the one they voted on before, and those votes still count; the one after "bad" is undone
    table = standings_of(room)
    assert table.decisions == 2
    # hear: 2 + 0 of 4, -2 + 2 of 4
    assert [(standing.name, standing.score) for standing in table.tables] == [("blue", 0.5), ("red", 0)]
    other = contest(({}, "good"), ({0: "again", 1: "good"}, "again"), ({0: "good", 1: "good"}, "good"))
    table = standings_of(other)
    assert table.decisions == 2
    # hear: 2 + 2 of 4, 0 + 2 of 4; nothing for the first decision, where nobody voted
    assert [standing.score for standing in table.tables] == [1.0, 0.5]


def test_ended_before_the_rubric_can_assess_the_standings_are_interim() -> None:
    table = standings_of(contest(({0: "good", 1: "bad"}, "good")))
    assert table.so_far
    # hear, which was at stake once: 2 of 2 and -2 of 2
    assert [(standing.name, standing.rank, standing.score) for standing in table.tables] == [
        ("red", 1, 1.0),
        ("blue", 2, 0.0),
    ]
    assert places(table) == ("1", "2")
    level = standings_of(contest(({0: "good", 1: "good"}, "good")))
    assert places(level) == ("=", "=")


def test_nobody_leads_if_nothing_was_at_stake() -> None:
    table = standings_of(room_of(CONTEST, 2))
    assert [(standing.rank, standing.score) for standing in table.tables] == [(1, None), (1, None)]
    assert places(table) == ("=", "=")


def test_standings_appear_after_each_scored_round_and_not_before_it_is_closed() -> None:
    room = room_of(CONTEST, 2)
    advance_to(room, Phase.VOTE)
    vote(room, "good", "bad")
    for phase in (Phase.VOTE, Phase.DISCUSS, Phase.REVOTE, Phase.REVEAL, Phase.REACTION, Phase.COACHING):
        advance_to(room, phase)
        if phase is Phase.REVEAL:
            apply_all(room, f.Lead("good"))
        assert standings_now(room, WORDS) == ()
    apply_all(room, f.Next())
    assert [standing[1:] for standing in standings_now(room, WORDS)] == [("1", "red", "100.0%"), ("2", "blue", "0.0%")]
    apply_all(room, f.Take("good"))
    assert standings_now(room, WORDS) == ()
    here = room.stage
    apply_all(room, f.Skip())
    assert standings_now(room, WORDS) == ()  # nobody voted on this one
    apply_all(room, f.Back())
    assert room.stage == here
    advance_to(room, Phase.VOTE)
    vote(room, "bad", "good")
    apply_all(room, f.End())  # in the middle of a vote, which counts for nothing
    assert standings_of(room).decisions == 1


def test_a_round_whose_votes_were_shown_counts_even_if_the_drill_ends_there() -> None:
    room = contest(({0: "good", 1: "bad"}, "good"))
    advance_to(room, Phase.VOTE)
    vote(room, "bad", "good")
    apply_all(room, f.Skip())
    before = standings_now(room, WORDS)
    apply_all(room, f.End())
    table = standings_of(room)
    assert table.decisions == 2
    assert [standing.team for standing in table.tables] == [standing.team for standing in before]


#: For each decision: the final vote of each table, as the index of a line.
CASTS = st.lists(st.dictionaries(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=4)


def contest_with(casts: list[dict[int, int]], chance: Random | None) -> Room:
    """A contest of three tables; with ``chance`` they vote in random order, changing their minds first."""
    room = room_of(THREE, 3)
    for number, votes in enumerate(casts):
        advance_to(room, Phase.VOTE)
        ballot = room.open_ballot
        assert ballot is not None
        ballots = list(votes.items())
        if chance is not None:
            chance.shuffle(ballots)
            ballots = [(team, chance.randrange(3)) for team, _ in ballots] + ballots
        for team, index in ballots:
            apply(room, l.Vote(f"v{team}", tuple(ballot), room.choices[index]))  # type: ignore[arg-type]
        apply_all(room, f.Skip(), f.Take("again" if number % 2 else "good"))
    return room


@given(CASTS, st.randoms())
@quick
def test_standings_do_not_depend_on_when_votes_came_in(casts: list[dict[int, int]], chance: Random) -> None:
    assert standings_of(contest_with(casts, None)) == standings_of(contest_with(casts, chance))


@given(CASTS, st.permutations([0, 1, 2]))
@quick
def test_standings_do_not_depend_on_the_order_of_tables(casts: list[dict[int, int]], seats: list[int]) -> None:
    permuted = [{seats[team]: index for team, index in votes.items()} for votes in casts]
    before = {
        standing.team: standing._replace(team=0, name="") for standing in standings_of(contest_with(casts, None)).tables
    }
    after = {
        standing.team: standing._replace(team=0, name="")
        for standing in standings_of(contest_with(permuted, None)).tables
    }
    assert {seats[team]: standing for team, standing in before.items()} == after


# -- the gallery -------------------------------------------------------------------


def test_the_gallery_shows_the_best_lines_that_tables_voted_for() -> None:
    room = contest(({0: "name", 1: "bad", 2: "name"}, "good"), ({0: "again", 1: "good"}, "good"), plan=THREE)
    first, second = gallery(room, WORDS)
    # at one the best line (good) got no vote; the best of those voted for is name, +1 on hear
    assert [(shown.line.id, shown.tables, shown.best) for shown in first.lines] == [("name", ("red", "green"), False)]
    assert first.lines[0].moves[0].points == "hear +1"
    assert first.lines[0].why == "because of name"
    # at two good and again both earn 2
    assert {(shown.line.id, shown.tables, shown.best) for shown in second.lines} == {
        ("again", ("red",), True),
        ("good", ("blue",), True),
    }


def test_the_gallery_shows_lines_in_the_tables_own_words() -> None:
    room = room_of(CONTEST._replace(own_words=True), 2)
    advance_to(room, Phase.OWN_WORDS)
    apply_all(room, l.OwnWords("v1", room.stage.round, "I am with you"), l.OwnWords("v0", room.stage.round, "oh"))
    apply_all(room, f.ShowWords(True), f.DropWords(1), f.Next(), f.Skip(), f.Take("good"))
    (exhibit,) = gallery(room, WORDS)
    assert exhibit.lines == ()
    assert [(own.table, own.text) for own in exhibit.own] == [("blue", "I am with you")]


def test_a_decision_without_votes_or_words_is_not_in_the_gallery() -> None:
    assert gallery(contest(({}, "good"), ({}, "good")), WORDS) == ()
