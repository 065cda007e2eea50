"""The seams of a scene in words: what a proof-reader needs to read a line, its reply and what follows in context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.engine import State
from roleplay.exploration.covering import CoveringWalk
from roleplay.exploration.seams import Seam, Seams
from roleplay.locales import Catalogue
from roleplay.presenting.facts import MeterFact, TranscriptLine
from roleplay.presenting.facts.play import line_in_state, meter_fact
from roleplay.scene.model import Scenario, Variant
from roleplay.session import UtteranceKind, readings, utterances_at, utterances_of_step
from roleplay.text.glyphs import Glyphs


class SeamFact(NamedTuple):
    """A seam in one language. The utterances and their order are the same in every language."""

    #: its number among the seams of the scene, from 1
    number: int
    #: the number and the total, as text
    label: str
    #: node, line and what follows, by their ids in the file, and which of several variants is shown
    place: str
    #: the ids of the lines leading to it; empty at an ordinary start of the story
    route: str
    #: the meters, including hidden ones, after the line was said
    meters: tuple[MeterFact, ...]
    #: what the line answers
    heard: tuple[TranscriptLine, ...]
    #: the line, its reply, and what follows
    talk: tuple[TranscriptLine, ...]
    #: other texts that the same line answers and that no other seam shows
    elsewhere: tuple[tuple[TranscriptLine, ...], ...]


class StepFact(NamedTuple):
    """One decision of a walk, or its start, in one language."""

    #: the seam, and whether it has been passed before
    label: str
    #: whether this is the first time it is read
    new: bool
    talk: tuple[TranscriptLine, ...]


class WalkFact(NamedTuple):
    """A whole walk in one language."""

    label: str
    #: the ids of its lines
    route: str
    steps: tuple[StepFact, ...]


class SeamReader:
    """Puts the seams of a scene into words, possibly in a language that only the scene has (`Catalogue.beside`)."""

    def __init__(self, seams: Seams, words: Catalogue, glyphs: Glyphs) -> None:
        self.seams = seams
        self.words = words
        self.glyphs = glyphs

    def seam(self, index: int) -> SeamFact:
        """The seam with this index."""
        seam, words = self.seams.seams[index], self.words
        before, after = seam.before, seam.after
        current = readings(before or after, after)
        return SeamFact(
            number=index + 1,
            label=self.label(index),
            place=self.place(seam),
            route=self.route(seam),
            meters=tuple(meter_fact(reading, words, self.glyphs) for reading in current),
            heard=() if before is None else self.at(before),
            talk=self.step(before, seam.key.choice, after),
            elsewhere=tuple(map(self.at, seam.elsewhere)),
        )

    def label(self, index: int) -> str:
        """``[12 of 116]``."""
        return self.words("read.number", number=index + 1, count=len(self.seams.seams))

    def route(self, seam: Seam) -> str:
        """Personas other than the scene's own, what was dealt, and the ids of the lines before this one."""
        cast, route = _cast(seam.after), seam.route
        if cast or route.choices or route.deal:
            return f"{cast}{route}"
        return "" if seam.before is None else self.words("read.way_none")

    def at(self, state: State) -> tuple[TranscriptLine, ...]:
        """The stage direction and what is said in a state."""
        return tuple(line_in_state(utterance, state, self.words) for utterance in utterances_at(state, state.turn))

    def step(self, before: State | None, choice: str | None, after: State) -> tuple[TranscriptLine, ...]:
        """The line, its reply, and what follows."""
        if before is None or choice is None:
            return self.at(after)
        step = utterances_of_step(before, choice, after, after.turn)
        states = {UtteranceKind.YOU: before}  # the line belongs to the state before it, the reply to the one after
        talk = (line_in_state(utterance, states.get(utterance.kind, after), self.words) for utterance in step)
        return (*talk, *self.at(after))

    def place(self, seam: Seam) -> str:
        """``open | greet (reply 2 of 3) → listen (words 1 of 2)``."""
        key, target = seam.key, seam.after.passage
        follows = f"{self.glyphs.arrow} {key.target}"
        if target.node is not None:
            follows += self._variant_note("scene", key.scene, target.node.scene)
            follows += self._variant_note("says", key.says, target.node.says)
        if target.ending is not None:
            follows += self._variant_note("text", key.says, target.ending.text)
            follows += self.words("read.outcome", outcome=self.words(f"outcome.{target.ending.outcome.value}"))
        if seam.choice is None:
            return f"{self.words('read.begins')} {follows}"
        reply = self._variant_note("reply", key.reply, seam.choice.reply)
        return f"{key.node} {self.glyphs.separator} {key.choice}{reply} {follows}"

    def _variant_note(self, what: str, picked: int | None, variants: tuple[Variant, ...]) -> str:
        """Which of several variants was picked; empty if there is only one."""
        if picked is None or len(variants) < 2:
            return ""
        return self.words(f"read.{what}_of", number=picked + 1, count=len(variants))

    def walk(self, walk: CoveringWalk, number: int, count: int) -> WalkFact:
        """A whole walk, the ``number``-th (from 1) of ``count``."""
        steps: list[StepFact] = []
        seen: set[int] = set()
        for turn, (index, state) in enumerate(zip(walk.seams, walk.states, strict=True)):
            before = walk.states[turn - 1] if turn else None
            new = index in walk.new and index not in seen
            seen.add(index)
            label = self.label(index) + ("" if new else f" {self.words('read.passed')}")
            talk = self.step(before, walk.route.choices[turn - 1] if turn else None, state)
            steps.append(StepFact(label, new, talk))
        label = self.words("read.walk", number=number, count=count, new=len(walk.new))
        return WalkFact(label, f"{_cast(walk.states[0])}{walk.route}", tuple(steps))


def _cast(state: State) -> str:
    """The cast members played as other personas than the scene's, in the format `Route` uses for dealt values."""
    cast = state.story.scenario.cast
    return "".join(f"{who} = {what}; " for who, what in state.story.personas.items() if what != cast[who].persona)


class Selection(NamedTuple):
    """Which seams to read, and why only these."""

    #: indices of `Seams.seams`
    indices: tuple[int, ...]
    #: the node or ending they lead to or come from
    node: str = ""
    #: the version compared to which they have changed
    since: str = ""


def at_passage(seams: Seams, indices: Sequence[int], passage: str) -> list[int]:
    """The given indices of seams that lead to a node or ending, or whose line is said there."""
    keys = {index: seams.seams[index].key for index in indices}
    return [index for index, key in keys.items() if passage in (key.node, key.target)]


def heading(scenario: Scenario, seams: Seams, selection: Selection, words: Catalogue) -> list[str]:
    """The title, and what to know before reading."""
    title = words("read.title", title=scenario.title.get(words.language), scene=scenario.id)
    shown, count = len(selection.indices), len(seams.seams)
    lines = [
        title,
        words("read.count", count=count) if shown == count else words("read.some", shown=shown, count=count),
    ]
    if selection.node:
        lines.append(words("read.at_node", node=selection.node))
    if selection.since:
        lines.append(words("read.since" if shown else "read.since_none", since=selection.since))
    if seams.cut:
        states = max(len(label.graph) for label in seams.labels)
        lines.append(words("read.cut", states=f"{states:,}"))
    return lines
