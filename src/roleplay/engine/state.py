"""The state of a story: everything that its future depends on."""

from __future__ import annotations

import json
from typing import NamedTuple

from roleplay.engine.checks import Meters
from roleplay.engine.story import Passage, Story
from roleplay.scene.model import Choice


class State(NamedTuple):
    """The state of a story. Immutable; two equal states have the same future."""

    story: Story
    passage: Passage
    #: in the order of the scenario's ``meters``
    meters: Meters
    #: a bit mask of the flags that are set
    flags: int
    #: a bit mask of the ``once`` choices that have been made
    taken: int
    #: how often each counted node was entered: those whose visits some condition tests
    visits: tuple[int, ...]
    #: the dealt value of each fact
    facts: tuple[str, ...]
    #: number of decisions taken
    turn: int

    @property
    def over(self) -> bool:
        """Whether an ending has been reached."""
        return self.passage.ending is not None

    def meter(self, name: str) -> int:
        """The value of a meter, 0 to 100."""
        return self.meters[self.story.slots.meters[name]]

    def flag(self, name: str) -> bool:
        """Whether a flag is set. Raises `KeyError` if there is no such flag."""
        return bool(self.flags & self.story.slots.flags[name])

    def fact(self, name: str) -> str:
        """The dealt value of a fact."""
        return self.facts[self.story.slots.facts[name]]

    def choice(self, name: str) -> Choice:
        """The choice with that id, whether or not it may be made now. Raises `KeyError`."""
        return self.passage.choice(name)

    def to_bytes(self) -> bytes:
        """The state in canonical form: equal states give equal bytes, in every process and every version."""
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
