"""What a persona inherits."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.scene.model import Persona


def reactions_of(persona: str, personas: Mapping[str, Persona]) -> Mapping[str, Mapping[str, int]]:
    """move -> meter -> change, with what is inherited; for a move and meter the nearer definition wins.

    A ring of ``extends`` is cut where it closes; the check of names reports it.
    """
    chain: list[Persona] = []
    name: str | None = persona
    while name is not None and name in personas and personas[name] not in chain:
        chain.append(personas[name])
        name = personas[name].extends
    merged: dict[str, dict[str, int]] = {}
    for ancestor in reversed(chain):
        for move, changes in ancestor.reactions.items():
            merged.setdefault(move, {}).update(changes)
    return merged
