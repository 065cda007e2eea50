"""The seams of a scene in words: what a proof-reader needs to read a line, its reply and what follows in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.engine import State
from roleplay.exploration.covering import CoveringWalk
from roleplay.exploration.seams import Seam, Seams
from roleplay.locales import Catalogue
from roleplay.presenting.facts import Gauge, Said
from roleplay.presenting.facts.play import gauge, said_in
from roleplay.scene.model import Scenario, Variant
from roleplay.session import UtteranceKind, readings, utterances_at, utterances_of_step
from roleplay.text.glyphs import Glyphs


class SeamFact(NamedTuple):
    """A seam in one language. Every language has the same utterances in the same order."""

    #: its number among all seams of the scene, from 1
    number: int
    #: the number with how many there are
    label: str
    #: node, line and what follows, by the ids of the file, and which of several texts these are
    place: str
    #: how one comes to the line: by the ids of the lines before it; empty where the story begins as it always does
    way: str
    #: the meters, the hidden ones too, once the line was said
    gauges: tuple[Gauge, ...]
    #: what is answered by the line
    heard: tuple[Said, ...]
    #: the line, its reply, and what follows
    talk: tuple[Said, ...]
    #: other words that the same line answers, and that stand before no other seam of it
    elsewhere: tuple[tuple[Said, ...], ...]


class StepFact(NamedTuple):
    """A decision of a whole walk, or its beginning, in one language."""

    #: the seam that is passed, and whether a walk before has passed it
    label: str
    #: whether it is read here for the first time
    new: bool
    talk: tuple[Said, ...]


class WalkFact(NamedTuple):
    """A whole walk in one language."""

    label: str
    #: by the ids of its lines
    way: str
    steps: tuple[StepFact, ...]


class SeamReader:
    """Tells the seams of one scene in one language, which may be one that only the scene has (`Catalogue.beside`)."""

    def __init__(self, seams: Seams, words: Catalogue, glyphs: Glyphs) -> None:
        self.seams = seams
        self.words = words
        self.glyphs = glyphs

    def seam(self, index: int) -> SeamFact:
        """The seam of that index."""
        seam, words = self.seams.seams[index], self.words
        before, after = seam.before, seam.after
        gauges = readings(before or after, after)
        return SeamFact(
            number=index + 1,
            label=self.label(index),
            place=self.place(seam),
            way=self.way(seam),
            gauges=tuple(gauge(reading, words, self.glyphs) for reading in gauges),
            heard=() if before is None else self.at(before),
            talk=self.step(before, seam.key.choice, after),
            elsewhere=tuple(map(self.at, seam.elsewhere)),
        )

    def label(self, index: int) -> str:
        """``[12 of 116]``."""
        return self.words("read.number", number=index + 1, count=len(self.seams.seams))

    def way(self, seam: Seam) -> str:
        """Who is played as another than in the file, what was dealt, and the lines before this one."""
        cast, route = _cast(seam.after), seam.route
        if cast or route.choices or route.deal:
            return f"{cast}{route}"
        return "" if seam.before is None else self.words("read.way_none")

    def at(self, state: State) -> tuple[Said, ...]:
        """What is shown and said in a state."""
        return tuple(said_in(utterance, state, self.words) for utterance in utterances_at(state, state.turn))

    def step(self, before: State | None, choice: str | None, after: State) -> tuple[Said, ...]:
        """The line, its reply, and what follows."""
        if before is None or choice is None:
            return self.at(after)
        step = utterances_of_step(before, choice, after, after.turn)
        states = {UtteranceKind.YOU: before}  # the line is said in the state before, its answer in that after it
        talk = (said_in(utterance, states.get(utterance.kind, after), self.words) for utterance in step)
        return (*talk, *self.at(after))

    def place(self, seam: Seam) -> str:
        """``open | greet (reply 2 of 3) → listen (words 1 of 2)``."""
        key, target = seam.key, seam.after.passage
        follows = f"{self.glyphs.arrow} {key.target}"
        if target.node is not None:
            follows += self.which("scene", key.scene, target.node.scene)
            follows += self.which("says", key.says, target.node.says)
        if target.ending is not None:
            follows += self.which("text", key.says, target.ending.text)
            follows += self.words("read.outcome", outcome=self.words(f"outcome.{target.ending.outcome.value}"))
        if seam.choice is None:
            return f"{self.words('read.begins')} {follows}"
        reply = self.which("reply", key.reply, seam.choice.reply)
        return f"{key.node} {self.glyphs.separator} {key.choice}{reply} {follows}"

    def which(self, what: str, picked: int | None, variants: tuple[Variant, ...]) -> str:
        """Which of several variants it is; nothing where there is no other."""
        if picked is None or len(variants) < 2:
            return ""
        return self.words(f"read.{what}_of", number=picked + 1, count=len(variants))

    def walk(self, walk: CoveringWalk, number: int, count: int) -> WalkFact:
        """A whole walk, the ``number``-th (from 1) of ``count``."""
        steps: list[StepFact] = []
        told: set[int] = set()
        for turn, (index, state) in enumerate(zip(walk.seams, walk.states, strict=True)):
            before = walk.states[turn - 1] if turn else None
            new = index in walk.new and index not in told
            told.add(index)
            label = self.label(index) + ("" if new else f" {self.words('read.passed')}")
            talk = self.step(before, walk.route.choices[turn - 1] if turn else None, state)
            steps.append(StepFact(label, new, talk))
        label = self.words("read.walk", number=number, count=count, new=len(walk.new))
        return WalkFact(label, f"{_cast(walk.states[0])}{walk.route}", tuple(steps))


def _cast(state: State) -> str:
    """Those who are played as other personas than their own, as `Route` has what is dealt."""
    cast = state.story.scenario.cast
    return "".join(f"{who} = {what}; " for who, what in state.story.personas.items() if what != cast[who].persona)


class Selection(NamedTuple):
    """Which seams are read, and why only these."""

    #: indices of `Seams.seams`
    indices: tuple[int, ...]
    #: a node or an ending that they lead to or come from
    node: str = ""
    #: what they have changed against
    since: str = ""


def at_passage(seams: Seams, indices: Sequence[int], passage: str) -> list[int]:
    """Those of the seams (indices) that lead to a node or ending, or whose line is said there."""
    keys = {index: seams.seams[index].key for index in indices}
    return [index for index, key in keys.items() if passage in (key.node, key.target)]


def heading(scenario: Scenario, seams: Seams, selection: Selection, words: Catalogue) -> list[str]:
    """The title, and what there is to know before one reads."""
    title = words("read.title", title=scenario.title.get(words.language), scene=scenario.id)
    shown, count = len(selection.indices), len(seams.seams)
    told = [title, words("read.count", count=count) if shown == count else words("read.some", shown=shown, count=count)]
    if selection.node:
        told.append(words("read.at_node", node=selection.node))
    if selection.since:
        told.append(words("read.since" if shown else "read.since_none", since=selection.since))
    if seams.cut:
        states = max(len(label.graph) for label in seams.labels)
        told.append(words("read.cut", states=f"{states:,}"))
    return told
