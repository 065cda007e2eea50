"""The phones in a room, as the facilitator tells them apart: by the number of their coming, by table, by name."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.room import Room
from roleplay.locales import Catalogue


class Device(NamedTuple):
    """A phone in the room."""

    #: of its learner (`Person`), from 0
    number: int
    #: the table it speaks for, a place in the plan; ``None``: none
    team: int | None
    name: str
    #: all of this in words
    text: str


def devices(room: Room, words: Catalogue, *, private: bool = False) -> tuple[Device, ...]:
    """Those who can be counted on, in the order of coming.

    Names stand in it where they stand on the wall as well; with ``private``, on a screen of the facilitator's own,
    always.
    """
    plan = room.plan
    shown: list[Device] = []
    for person in room.people.here.values():
        team = plan.teams[person.team] if person.team is not None and plan.teams else ""
        name = person.name if plan.names or private else ""
        parts = (words("drill.devices.phone", number=person.number + 1), team, name)
        shown.append(Device(person.number, person.team if plan.teams else None, name, "  ".join(filter(None, parts))))
    return tuple(shown)
