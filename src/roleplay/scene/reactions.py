"""The reactions of a persona including inherited ones, and the personas that a scene offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product

from roleplay.scene.conditions import PersonaTest, walk
from roleplay.scene.model import Persona, Scenario


def reactions_of(persona: str, personas: Mapping[str, Persona]) -> Mapping[str, Mapping[str, int]]:
    """move -> meter -> change, including inherited reactions; the definition nearest to the persona wins.

    A cycle of ``extends`` is cut where it closes; the check of names reports it.
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


def personas_offered(scenario: Scenario, member: str, personas: Mapping[str, Persona]) -> tuple[str, ...]:
    """The existing personas that a member of the cast (an id) can be played as, their own first.

    These are the ones the scene names; if it has no ``personas`` at all, those that move every meter their own moves.
    """
    own = scenario.cast[member].persona
    if scenario.personas is not None:
        listed = [persona for persona in scenario.personas.get(member, ()) if persona in personas]
        return tuple(dict.fromkeys((own, *listed)))

    def moved(persona: str) -> set[str]:
        changes = reactions_of(persona, personas).values()
        return {meter for change in changes for meter in change} & set(scenario.meters)

    own_meters = moved(own)
    return (own, *(persona for persona in personas if persona != own and own_meters and own_meters <= moved(persona)))


def casts_offered(
    scenario: Scenario, personas: Mapping[str, Persona], members: Collection[str]
) -> list[dict[str, str]]:
    """Every combination of personas for these ``members``, as overrides (cast id -> persona); the own one first."""
    offered = [personas_offered(scenario, member, personas) for member in members]
    return [
        {
            member: persona
            for member, persona in zip(members, chosen, strict=True)
            if persona != scenario.cast[member].persona
        }
        for chosen in product(*offered)
    ]


def distinguishable_casts(scenario: Scenario, personas: Mapping[str, Persona]) -> list[dict[str, str]]:
    """The casts offered that the conditions of the story can distinguish, in the form of `casts_offered`."""
    tests = (test for condition in scenario.conditions() for test in walk(condition))
    members = dict.fromkeys(test.member for test in tests if isinstance(test, PersonaTest))
    return casts_offered(scenario, personas, tuple(members))
