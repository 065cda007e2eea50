"""Drills for tests: a scene with variants, rooms of every form, and a snapshot of a room's whole state."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from builders import bundle, choice, ending, node, story_scene
from roleplay.drill.events import facilitator as f
from roleplay.drill.events import learner as l
from roleplay.drill.machine import Event, apply
from roleplay.drill.plan import Form, Plan
from roleplay.drill.room import Room
from roleplay.drill.stage import Phase
from roleplay.scene.model import Bundle

ANSWERS = [{"when": {"anger": ">= 1"}, "text": "Hm."}, {"when": {"anger": ">= 2"}, "text": "So."}, {"text": "Well."}]


@cache
def classroom_bundle() -> Bundle:
    """At most four decisions: a fork, a single choice, replies to pick from, a loop and two endings."""
    return bundle(
        story_scene(
            nodes={
                "one": node(
                    choice("good", "two", reply=ANSWERS),
                    choice("bad", "two", ["cut_in"]),
                    choice("name", "only", ["name_it"]),
                ),
                "only": node(choice("single", "two")),
                "two": node(
                    choice("good", "end", ["act_now"]),
                    choice("bad", "lost", ["dodge"], reply=ANSWERS),
                    choice("again", "one", ["listen"]),
                    choice("shut", "end", when={"trust": ">= 99"}, locked="not yet"),
                    says=ANSWERS,
                ),
            },
            endings={"end": ending(), "lost": ending("failure")},
        )
    )


def room(plan: Plan | None = None, learners: int = 0, **more: Any) -> Room:
    """A room in the lobby with ``learners`` learners (``v0``, ``v1`` ...); ``more`` are fields of the plan."""
    class_ = Room(classroom_bundle(), plan or Plan(**more))
    for number in range(learners):
        apply(class_, l.Join(f"v{number}", number if class_.plan.teams else None))
    return class_


def apply_all(room: Room, *events: Event) -> None:
    """Apply events, each of which must be accepted."""
    for event in events:
        answer = apply(room, event)
        assert isinstance(answer, frozenset), (event, answer)


def advance_to(room: Room, phase: Phase) -> None:
    """Advance by the facilitator's events until ``phase``; where a line must be picked, take the first."""
    for _ in range(60):
        if room.phase is phase:
            return
        match room.phase:
            case Phase.REVEAL if room.stage.lead is None:
                apply_all(room, f.Lead(room.choices[0]))
            case Phase.SEAT:
                apply_all(room, f.Say(room.choices[0]))
            case Phase.VOTE if phase in (Phase.DISCUSS, Phase.REVOTE):
                apply_all(room, f.Discuss())
            case Phase.PATH if phase is Phase.CONTRAST:
                apply_all(room, f.Contrast(room.choices[-1]))
            case _:
                apply_all(room, f.Next())
    raise AssertionError(f"never reached {phase}")


def vote(room: Room, *choices: str, first: int = 0) -> None:
    """Cast these votes in the open ballot, one per voter, starting with ``v<first>``."""
    ballot = room.open_ballot
    assert ballot is not None
    apply_all(room, *(l.Vote(f"v{first + n}", tuple(ballot), choice) for n, choice in enumerate(choices)))  # type: ignore[arg-type]


def snapshot(room: Room) -> tuple[Any, ...]:
    """The whole state of a room, for comparison."""
    return (
        room.stage,
        tuple(room.past),
        room.veil,
        room.plan,
        room.people.door_open,
        tuple(room.people.by_voter.items()),
        frozenset(room.people.removed),
        tuple(
            (id, tuple(b.votes.items()), tuple(b.aside.items()), b.hands, tuple(b.clicks), b.called, b.choices)
            for id, b in room.ballots.items()
        ),
        tuple((number, tuple(lines.items())) for number, lines in room.words.items() if lines),
        room.words_shown,
        tuple((number, tuple(lines.items())) for number, lines in room.displayed_words.items() if lines),
        room.group,
        tuple((number, tuple(marks.items())) for number, marks in room.sheets.marks.items() if marks),
        tuple(room.sheets.grades.items()),
        tuple(room.sheets.paper.items()),
    )


CONTEST = Plan(form=Form.CONTEST, teams=("red", "blue"))
HOT_SEAT = Plan(form=Form.HOT_SEAT)


def fold(room: Room, events: Iterable[Event]) -> Room:
    """Apply events, each of which must be accepted, and return the room."""
    apply_all(room, *events)
    return room
