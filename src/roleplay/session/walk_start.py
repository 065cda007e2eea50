"""Start an attempt in the middle of one of a scene's walks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.engine import IllegalChoice, compile_story, replay, start
from roleplay.scene.model import Bundle
from roleplay.session.attempt import Mode, Setup
from roleplay.session.deal import seed_that_deals
from roleplay.text.numbers import parse_bounded_int


class NoStartReason(StrEnum):
    """Why an attempt cannot begin there. After each reason: the keys of `NoStart.values`."""

    #: the scene has no walks: ``scene``
    NO_WALKS = "no_walks"
    #: the argument is not ``WALK:TURN``: ``walk``, the name of an existing one
    FORM = "form"
    #: no walk has this name: ``walk``
    UNKNOWN = "unknown"
    #: the walk has no such turn: ``walk``, ``turn`` as written, ``turns``
    TURN = "turn"
    #: an exam always begins at the start
    EXAM = "exam"
    #: the walk cannot be replayed that far: ``walk``, and the ``choice`` that is illegal at ``node``
    BROKEN = "broken"
    #: the requested seed, or every seed tried, deals differently from the walk: ``walk``, ``seed``
    SEED = "seed"


class NoStart(NamedTuple):
    """An attempt cannot begin there."""

    reason: NoStartReason
    values: Mapping[str, str]


def start_in_walk(setup: Setup, bundle: Bundle, walk_turn: str, *, seed_given: bool) -> Setup | NoStart:
    """``setup`` with the decisions before a turn of a walk (``WALK:TURN``, turns from 1) and a matching seed.

    Characters keep the personas that the walk gives them, unless ``setup`` says otherwise. The seed is that of
    ``setup`` if ``seed_given`` says it was requested, else the first one from it on that deals as the walk does.
    """
    walks = bundle.scenario.walks
    name, sign, number = walk_turn.rpartition(":")
    if not walks:
        return NoStart(NoStartReason.NO_WALKS, {"scene": bundle.scenario.id})
    if not sign or not number.isdecimal():
        return NoStart(NoStartReason.FORM, {"walk": next(iter(walks))})
    walk = walks.get(name)
    if walk is None:
        return NoStart(NoStartReason.UNKNOWN, {"walk": name})
    turns = len(walk.choices)
    turn = parse_bounded_int(number, 1, turns)
    if turn is None:
        return NoStart(NoStartReason.TURN, {"walk": name, "turn": number, "turns": str(turns)})
    if setup.mode is Mode.EXAM:
        return NoStart(NoStartReason.EXAM, {})
    personas = {**walk.personas, **dict(setup.personas)}
    story = compile_story(bundle, personas)
    beginning = start(story, walk.seed, walk.deal)
    opening = walk.choices[: turn - 1]
    try:
        replay(beginning, opening)
    except IllegalChoice as error:
        return NoStart(NoStartReason.BROKEN, {"walk": name, "choice": error.choice, "node": error.at})
    seed = seed_that_deals(story, dict(zip(story.facts, beginning.facts, strict=True)), setup.seed)
    if seed is None or (seed_given and seed != setup.seed):
        return NoStart(NoStartReason.SEED, {"walk": name, "seed": str(setup.seed)})
    return setup._replace(seed=seed, opening=opening, personas=tuple(personas.items()))
