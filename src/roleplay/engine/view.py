"""What a state shows: the texts whose conditions fit it, and its choices."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.engine.machine import chance, legal
from roleplay.engine.state import State
from roleplay.engine.story import Line
from roleplay.scene.model import Choice, Variant
from roleplay.scene.text import Text


def pick(variants: tuple[Variant, ...], state: State) -> Text | None:
    """The first variant that fits the state; ``None`` if there are none, or if no stage direction fits."""
    return next((variant.text for variant in variants if _fits(variant, state)), None)


def matching_texts(variants: tuple[Variant, ...], state: State) -> tuple[Text, ...]:
    """Every variant that fits the state, in the order of the file; `pick` returns the first."""
    return tuple(variant.text for variant in variants if _fits(variant, state))


def _fits(variant: Variant, state: State) -> bool:
    return not variant.when or state.story.check(variant.when)(state)


def says(state: State) -> Text | None:
    """What the speaker of this node says in this state; ``None`` at an ending."""
    return pick(state.passage.node.says, state) if state.passage.node else None


def direction(state: State) -> Text | None:
    """The stage direction of this node in this state; ``None`` if no direction fits, and at an ending."""
    return pick(state.passage.node.scene, state) if state.passage.node else None


def ending_text(state: State) -> Text | None:
    """The text of this ending that fits how the story went; ``None`` at a node."""
    return pick(state.passage.ending.text, state) if state.passage.ending else None


def reply(choice: Choice, after: State) -> Text | None:
    """The immediate answer to ``choice``, picked on the state that it led to; ``None`` if it has no reply."""
    return pick(choice.reply, after)


def why_of(before: State, choice: Choice) -> Text | None:
    """The explanation of ``choice``, picked on the state in which it was made; ``None`` if none is written."""
    return pick(choice.why, before)


class Offer(NamedTuple):
    """A choice as it is shown: either available, or locked with the reason (``locked``)."""

    line: Line
    locked: Text | None

    @property
    def id(self) -> str:
        """The choice's id."""
        return self.line.id


def offers(state: State, seed: int) -> tuple[Offer, ...]:
    """The choices on screen, locked ones last. The seed and the number of decisions so far determine the order."""
    available = set(legal(state))
    shown = [Offer(line, None) for line in state.passage.lines if line.id in available]
    locked = [
        Offer(line, line.choice.locked)
        for line in state.passage.lines
        if line.id not in available and line.choice.locked is not None and not line.bit & state.taken
    ]
    return (*_shuffled(shown, state, seed), *_shuffled(locked, state, seed))


def _shuffled(offered: list[Offer], state: State, seed: int) -> list[Offer]:
    scenario, node, turn = state.story.scenario.id, state.passage.id, str(state.turn)
    return sorted(offered, key=lambda offer: chance(seed, scenario, node, turn, offer.id))
