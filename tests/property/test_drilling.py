"""Invariants of a drill, whatever the order and the senders of events."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import example, given, settings

from drill_rooms import CONTEST, classroom_bundle, fold, snapshot
from drill_strategies import Drawn, event_at, events, plans, thorough
from roleplay.drill.codec import event_from_json, event_to_json
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import Event, apply
from roleplay.drill.outcome import Change, Refused
from roleplay.drill.phases import accepts
from roleplay.drill.plan import Form, Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import VOTING, Phase
from roleplay.locales import catalogue
from roleplay.presenting.drill import board
from roleplay.presenting.drill.phone_view import phone_view
from roleplay.text.glyphs import glyphs

WORDS, GLYPHS = catalogue("en"), glyphs()


def play(plan: Plan, draws: list[Drawn]) -> tuple[Room, list[Event]]:
    """A room after these events, and the events accepted."""
    room: Room = Room(classroom_bundle(), plan)
    taken: list[Event] = []
    for drawn in draws:
        event = event_at(room, drawn)
        answer = apply(room, event)
        if not isinstance(answer, Refused) and answer:
            taken.append(event)
    return room, taken


#: A contest of two tables in its first vote.
_IN_A_VOTE: list[Drawn] = [(0, 0, 0, f.Next()), (0, 0, 0, f.Next())]


@given(plans, events)
@example(CONTEST, [*_IN_A_VOTE, (15, 0, 0, f.Tables((None, None)))])
@thorough
def test_an_event_is_applied_completely_or_changes_nothing(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    for drawn in draws:
        event = event_at(room, drawn)
        before = snapshot(room)
        answer = apply(room, event)
        changed = snapshot(room) != before
        assert changed == (not isinstance(answer, Refused) and bool(answer)), event


@given(plans, events)
@thorough
def test_learners_change_nothing_but_their_own_votes_lines_and_notes(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    for drawn in draws:
        event = event_at(room, drawn)
        before = (room.stage, tuple(room.past), room.veil, room.plan, room.people.door_open, room.words_shown)
        others = {id: dict(ballot.votes) for id, ballot in room.ballots.items()}
        answer = apply(room, event)
        if isinstance(event, l.Join | l.Return | l.Vote | l.OwnWords | l.Mark | l.Grade):
            after = (room.stage, tuple(room.past), room.veil, room.plan, room.people.door_open, room.words_shown)
            assert after == before
            assert isinstance(answer, Refused) or Change.STAGE not in answer
            key = room.people.vote_key(event.voter, room.plan)
            for id, votes in others.items():
                now = room.ballots[id].votes
                assert {k: v for k, v in now.items() if k != key} == {k: v for k, v in votes.items() if k != key}


@given(plans, events)
@thorough
def test_a_vote_is_counted_once_and_the_last_one_wins(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    last: dict[tuple[object, str], str] = {}
    for drawn in draws:
        event = event_at(room, drawn)
        answer = apply(room, event)
        if isinstance(answer, Refused):
            continue
        if isinstance(event, l.Vote):
            key = room.people.vote_key(event.voter, room.plan)
            assert key is not None
            assert room.open_ballot == event.ballot
            last[event.ballot, key] = event.choice
        elif isinstance(event, f.Tables):
            assert room.open_ballot is not None
            for team, choice in enumerate(event.choices):
                if choice is not None:
                    last[tuple(room.open_ballot), f"table-{team}"] = choice
    for id, ballot in room.ballots.items():
        cast = [choice for (ballot_id, _), choice in last.items() if ballot_id == tuple(id)]
        expected = (
            Counter(cast) + Counter(ballot.clicks) + Counter(dict(zip(ballot.choices, ballot.hands, strict=True)))
        )
        tally = ballot.tally()
        assert {choice: tally.count(choice) for choice in ballot.choices if tally.count(choice)} == dict(expected)
        assert tally.total == ballot.total


@given(plans, events)
@thorough
def test_no_tally_is_seen_before_the_reveal(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    revealed: set[int] = set()
    for drawn in draws:
        event = event_at(room, drawn)
        apply(room, event)
        if room.phase is Phase.REVEAL:
            revealed.add(room.stage.round)
        shown = board.tallies(room, WORDS)
        if shown is not None:
            assert room.stage.round in revealed
        talked_over = room.phase is Phase.DISCUSS and room.stage.revealed  # votes already shown stay visible
        if not talked_over and room.phase in (*VOTING, Phase.PRESENT, Phase.OWN_WORDS, Phase.DISCUSS, Phase.LOBBY):
            assert shown is None
            assert room.tally(1) is None
            assert room.tally(2) is None
        for voter in (None, *room.people.by_voter):
            phone = phone_view(room, voter, WORDS, GLYPHS)
            assert phone.tallies is None or room.phase is Phase.REVEAL or talked_over
            assert not phone.why or room.phase is Phase.COACHING


def is_over(room: Room) -> bool:
    return room.phase is Phase.DEBRIEF


@given(plans, events)
@thorough
def test_the_facilitator_always_has_a_working_key_and_a_way_to_the_debrief(plan: Plan, draws: list[Drawn]) -> None:
    room, taken = play(plan, draws)
    if is_over(room):
        assert room.past  # so Back works
        return
    lines: list[Event] = [kind(choice) for kind in (f.Lead, f.Take, f.Say) for choice in room.choices]
    onwards = [event for event in (f.Next(), f.Skip(), *lines) if accepts(room, type(event))]
    answers = [apply(fold(Room(classroom_bundle(), plan), taken), event) for event in onwards]
    few = room.phase is Phase.LOBBY and room.plan.form is Form.CONTEST and len(room.plan.teams) < 2
    assert few or any(not isinstance(answer, Refused) and answer for answer in answers), room.stage
    assert not isinstance(apply(room, f.End()), Refused)
    if room.phase is Phase.SHEETS:  # on stage, observers grade first
        assert not isinstance(apply(room, f.End()), Refused)
    assert is_over(room)


@given(plans, events)
@thorough
def test_the_next_step_repeated_always_reaches_the_debrief(plan: Plan, draws: list[Drawn]) -> None:
    room, _ = play(plan, draws)
    if room.plan.form is Form.CONTEST and len(room.plan.teams) < 2 and room.phase is Phase.LOBBY:
        assert isinstance(apply(room, f.Next()), Refused)
        apply(room, f.Arrange(Plan(form=Form.CONTEST, teams=("a", "b"))))
    for _step in range(200):
        if room.phase is Phase.DEBRIEF:
            return
        if isinstance(apply(room, f.Next()), Refused):
            best = room.best[0]
            assert not all(
                isinstance(apply(room, event), Refused) for event in (f.Lead(best), f.Take(best), f.Say(best))
            )
    raise AssertionError(f"went round and round: {room.stage}")


@given(plans, events)
@thorough
def test_back_undoes_every_step_of_the_facilitator(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    for drawn in draws:
        event = event_at(room, drawn)
        before, depth = room.stage, len(room.past)
        apply(room, event)
        if len(room.past) > depth:
            after = room.stage
            apply(room, f.Back())
            assert room.stage == before
            assert len(room.past) == depth
            apply(room, event)
            assert room.stage == after


@given(plans, events)
@thorough
def test_the_journal_is_the_drill(plan: Plan, draws: list[Drawn]) -> None:
    room, taken = play(plan, draws)
    lines = [json.dumps(event_to_json(event)) for event in taken]
    again = fold(Room(classroom_bundle(), plan), [event_from_json(json.loads(line)) for line in lines])
    assert snapshot(again) == snapshot(room)


@given(plans, events)
@thorough
def test_a_round_ends_once_and_the_road_can_be_walked(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    for drawn in draws:
        event = event_at(room, drawn)
        before = room.stage.road
        apply(room, event)
        after = room.stage.road
        if not isinstance(event, f.Back):
            assert len(after) <= len(before) + 1
            assert after[: len(before)] == before or room.phase in (Phase.ANSWER, Phase.REACTION)
        numbers = [step.round for step in after]
        assert len(set(numbers)) == len(numbers)
        assert room.attempt.state == room.state  # replayed from the first word; an illegal road would raise
    for id, ballot in room.ballots.items():
        assert id.number in (1, 2)
        assert set(ballot.votes.values()) <= set(ballot.choices)


def test_the_random_drills_get_far_enough() -> None:
    """The properties above mean something only if the random drills reach every phase."""
    seen: Counter[Phase] = Counter()

    @given(plans, events)
    @settings(thorough, derandomize=True, max_examples=100)
    def look(plan: Plan, draws: list[Drawn]) -> None:
        room = Room(classroom_bundle(), plan)
        for drawn in draws:
            apply(room, event_at(room, drawn))
            seen[room.phase] += 1

    look()
    assert all(seen[phase] for phase in Phase), seen
