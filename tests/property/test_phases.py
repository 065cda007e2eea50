"""The table of phases, compared with the machine and with the keys the screen offers."""

from __future__ import annotations

from copy import deepcopy
from typing import get_args

from hypothesis import given

from drill_rooms import classroom_bundle
from drill_strategies import Drawn, event_at, events, plans, thorough
from roleplay.drill import phases
from roleplay.drill.events import facilitator as f
from roleplay.drill.machine import apply
from roleplay.drill.outcome import Reason, Refused
from roleplay.drill.plan import Form, Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.presenting.drill.controls import digit_count, event_of_digit, is_available, next_step

#: The keys that cause one event, and those events.
ACTIONS: dict[str, type[f.FacilitatorEvent]] = {
    "undo": f.Back, "skip": f.Skip, "end": f.End, "discuss": f.Discuss, "show_words": f.ShowWords,
    "arrange": f.Arrange, "door": f.Door, "contrast": f.Contrast,
}  # fmt: skip


def fitting(room: Room, kind: type[f.FacilitatorEvent]) -> f.FacilitatorEvent:
    """An event of this kind whose values fit the room."""
    choice = room.choices[-1] if room.choices else ""
    teams = [person.team for person in room.people.present.values() if person.team is not None]
    number = next((person.number for person in room.people.by_voter.values()), 0)
    events_by_kind: dict[type[f.FacilitatorEvent], f.FacilitatorEvent] = {
        f.Arrange: f.Arrange(room.plan._replace(timer=room.plan.timer + 30)),
        f.Door: f.Door(not room.people.door_open),
        f.FreeTeam: f.FreeTeam(teams[0] if teams else 0),
        f.Cover: f.Cover(f.Veil.PAUSE),
        f.Hands: f.Hands((1,) * len(room.choices)),
        f.Tables: f.Tables((choice,) * len(room.plan.teams)),
        f.Answer: f.Answer(0),
        f.Sheet: f.Sheet(room.sheets.criteria[0], (1, 2, 3, 4)),
        f.ShowWords: f.ShowWords(not room.words_shown),
        f.DropWords: f.DropWords(0),
        f.Improvise: f.Improvise("Well."),
        f.Group: f.Group("Night shift"),
        **{kind: kind(choice) for kind in (f.Call, f.Click, f.Lead, f.Contrast, f.Take, f.Say)},
        f.Remove: f.Remove(number),
        f.Rename: f.Rename(number, "Ann"),
        **{kind: kind() for kind in (f.Next, f.Back, f.Skip, f.End, f.Discuss, f.Unclick, f.Gather)},
    }
    return events_by_kind[kind]


def copied(room: Room) -> Room:
    """A copy of the room, with the same story."""
    same = (room.bundle, room.origin, room._attempt)
    return deepcopy(room, {id(part): part for part in same})


@given(plans, events)
@thorough
def test_an_event_is_accepted_and_leads_exactly_as_the_table_says(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    seen: set[tuple[Phase, bool]] = set()
    for drawn in draws:
        key = room.phase, room.stage.lead is None
        for kind in get_args(f.FacilitatorEvent) if key not in seen else ():
            reason, transition, after = phases.refusal(room, kind), phases.transition(room, kind), copied(room)
            outcome = apply(after, fitting(room, kind))
            assert (outcome.reason if isinstance(outcome, Refused) else None) == reason, (room.stage, kind)
            if transition is not None:
                assert after.phase in transition.to, (room.stage, kind)
            elif kind is not f.Back:
                assert after.phase is room.phase, (room.stage, kind)
        seen.add(key)
        apply(room, event_at(room, drawn))


@given(plans, events)
@thorough
def test_a_key_is_offered_exactly_where_its_event_is_accepted(plan: Plan, draws: list[Drawn]) -> None:
    room = Room(classroom_bundle(), plan)
    for drawn in draws:
        for action, kind in ACTIONS.items():
            assert is_available(room, action) == phases.accepts(room, kind), (room.stage, action)
        assert phases.accepts(room, f.Take) or not is_available(room, "take_best")
        assert bool(next_step(room)) == (phases.accepts(room, f.Next) or room.phase is Phase.DEBRIEF), room.stage
        for number in range(1, digit_count(room, 0) + 1):
            event = event_of_digit(room, number)
            assert event is not None
            assert phases.accepts(room, type(event)), (room.stage, event)
        apply(room, event_at(room, drawn))


def test_every_rule_has_a_default_transition_and_every_phase_is_reachable() -> None:
    rules = [rule for rules in phases.TABLE.values() for rule in rules.values() if rule.transitions]
    assert all(
        rule.transitions[-1].when is None and all(transition.when for transition in rule.transitions[:-1])
        for rule in rules
    )
    assert {phase for rule in rules for transition in rule.transitions for phase in transition.to} == set(Phase) - {
        Phase.LOBBY
    }


def test_a_contest_without_tables_cannot_be_begun() -> None:
    room = Room(classroom_bundle(), Plan(form=Form.CONTEST))
    assert phases.refusal(room, f.Next) is Reason.FEW_TEAMS
