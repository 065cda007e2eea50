"""Where a story stands: all that its future depends on."""

from __future__ import annotations

import json
from typing import NamedTuple

from roleplay.engine.checks import Meters
from roleplay.engine.story import Passage, Story
from roleplay.scene.model import Choice


class State(NamedTuple):
    """Where a story stands. Immutable; two equal states have the same future."""

    story: Story
    passage: Passage
    #: in the order of the scenario's ``meters``
    meters: Meters
    #: a bit for each flag of the scenario
    flags: int
    #: a bit for each choice that can be said only once and has been
    taken: int
    #: how often each node was entered whose visits any condition asks for
    visits: tuple[int, ...]
    #: the dealt value of each fact
    facts: tuple[str, ...]
    #: decisions taken
    turn: int

    @property
    def over(self) -> bool:
        """Whether an ending has been reached."""
        return self.passage.ending is not None

    def meter(self, name: str) -> int:
        """The value of a meter, 0 to 100."""
        return self.meters[self.story.slots.meters[name]]

    def flag(self, name: str) -> bool:
        """Whether a flag is set."""
        return bool(self.flags & self.story.slots.flags[name])

    def fact(self, name: str) -> str:
        """The dealt value of a fact."""
        return self.facts[self.story.slots.facts[name]]

    def choice(self, name: str) -> Choice:
        """The choice of that id, whether or not it may be made in this state. Raises `KeyError`."""
        return self.passage.choice(name)

    def to_bytes(self) -> bytes:
        """The state in canonical form: equal states give equal bytes, in every process and version."""
        story = self.story
        form = {
            "at": self.passage.id,
            "facts": dict(zip(story.facts, self.facts, strict=True)),
            "flags": [name for name in story.flags if self.flag(name)],
            "meters": dict(zip(story.meters, self.meters, strict=True)),
            "taken": self.taken,
            "turn": self.turn,
            "visits": dict(zip(story.slots.visits, self.visits, strict=True)),
        }
        return json.dumps(form, sort_keys=True, separators=(",", ":")).encode()
