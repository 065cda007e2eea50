"""The phones in a room, identified for the facilitator by number in order of joining, table and name."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.drill.room import Room
from roleplay.locales import Catalogue


class Device(NamedTuple):
    """A phone in the room."""

    #: number of its learner (`Person`), from 0
    number: int
    #: index in the plan of the table it speaks for; ``None`` for none
    team: int | None
    name: str
    #: the description to show
    text: str


def devices(room: Room, words: Catalogue, *, private: bool = False) -> tuple[Device, ...]:
    """The phones of the people present, in order of joining.

    Names are included if the plan allows names, and always with ``private``, on the facilitator's own screen.
    """
    plan = room.plan
    shown: list[Device] = []
    for person in room.people.present.values():
        team = plan.teams[person.team] if person.team is not None and plan.teams else ""
        name = person.name if plan.names or private else ""
        parts = (words("drill.devices.phone", number=person.number + 1), team, name)
        shown.append(Device(person.number, person.team if plan.teams else None, name, "  ".join(filter(None, parts))))
    return tuple(shown)
