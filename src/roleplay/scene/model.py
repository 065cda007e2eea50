"""The meaning of a file, once read: immutable, complete, independent of how it was written.

These classes contain no rules of the game and need neither YAML nor pydantic, so a scene that was read once can be
cached and played again at no cost. `shapes` defines how the same things are written; `build` converts those to these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from roleplay.scene.conditions import Condition
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.kpi import Kpi, KpiProfile
from roleplay.scene.text import VALUE, Text


class MoveKind(StrEnum):
    """Whether a move generally helps; each scene decides whether it helps there."""

    GOOD = "good"
    POOR = "poor"


class Outcome(StrEnum):
    """How a story ends, for the other person and for the learner's task."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"


#: The most lines on screen at once: one for each of the keys 1 to 9. A conditional line counts where its condition
#: holds.
MAX_OFFERED = 9
#: The most lines of one node, whatever their conditions: one for each letter to vote by.
MAX_LINES = 26

#: The default worth of an ending, 0 to 1; `roleplay.scoring.value` uses it for the value of a state.
WORTH: Mapping[Outcome, float] = {Outcome.SUCCESS: 1.0, Outcome.PARTIAL: 0.5, Outcome.FAILURE: 0.0}


# -- the vocabulary ----------------------------------------------------------


class Move(NamedTuple):
    """A dialogue move: something that a line does."""

    id: str
    name: Text
    about: Text
    kind: MoveKind
    #: of a poor move: the good moves to make instead, the most helpful first
    instead: tuple[str, ...] = ()
    #: language -> phrases that give this move away
    phrases: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: language -> patterns of what people say when they make it; see `roleplay.scene.patterns`
    patterns: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: of a poor move: the moment at which a person can notice it ("am about to quote the rule")
    moment: Text | None = None
    #: of a good move: what to do, in a few plain words ("say where they are right")
    act: Text | None = None


class Vocabulary(NamedTuple):
    """One file of moves."""

    moves: Mapping[str, Move]
    #: language -> clichés of the trade
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()


# -- personas ----------------------------------------------------------------


class Persona(NamedTuple):
    """How a kind of person reacts: move -> meter -> change."""

    id: str
    name: Text
    about: Text
    extends: str | None
    reactions: Mapping[str, Mapping[str, int]]


# -- rubrics -----------------------------------------------------------------


class Criterion(NamedTuple):
    """One criterion of a rubric. ``points`` maps moves to points; ``levels`` are the anchors 0 to 3."""

    id: str
    name: Text
    about: Text
    weight: float
    points: Mapping[str, int]
    levels: tuple[Text, Text, Text, Text]


class Rubric(NamedTuple):
    """Criteria, an intended order of steps (may be empty), and the moves that fail an attempt."""

    id: str
    name: Text
    about: Text
    source: Text
    order: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    critical: frozenset[str]
    #: least number of decisions at stake for a criterion to be assessed
    minimum: int = 2

    def criterion(self, name: str) -> Criterion | None:
        """The criterion with that id, if any."""
        return next((c for c in self.criteria if c.id == name), None)


# -- scenarios ---------------------------------------------------------------


class Paper(NamedTuple):
    """A document the learner has at hand: a transcript, a page of a file, a log."""

    title: Text
    #: its content; may have several lines
    text: Text


class Brief(NamedTuple):
    """What the learner knows before the first word."""

    role: Text
    situation: Text
    authority: Text
    channel: Text
    goal: Text
    papers: tuple[Paper, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that the learner has read before the first word."""
        papers = (text for paper in self.papers for text in paper)
        return (self.role, self.situation, self.authority, self.channel, self.goal, *papers)


class CastMember(NamedTuple):
    """A person in the scene, and the persona they react with."""

    id: str
    name: Text
    persona: str


class Meter(NamedTuple):
    """A quantity of the story, 0 to 100. ``better`` says which end is good."""

    id: str
    name: Text
    start: int
    better_low: bool
    shown: bool


class Variant(NamedTuple):
    """A text that applies if its condition holds; the last of a list has no condition."""

    when: Condition
    text: Text


class StageDirection(Variant):
    """A stage direction, shown if its condition holds. The last of a list may have one too, so possibly none fits."""

    __slots__ = ()


class Question(NamedTuple):
    """A discussion question for after the scene, omitted if its condition does not hold for the walk played."""

    when: Condition
    text: Text


class Target(NamedTuple):
    """Where a choice leads if the condition holds; the last of a list has no condition."""

    when: Condition
    to: str


class MoveUse(NamedTuple):
    """A move that a choice makes, perhaps only under a condition."""

    move: str
    when: Condition = ()


class Choice(NamedTuple):
    """A line the learner may say."""

    id: str
    say: Text
    moves: tuple[MoveUse, ...]
    effects: Mapping[str, int]
    set: tuple[str, ...]
    clear: tuple[str, ...]
    when: Condition
    locked: Text | None
    once: bool
    to: str | None
    reply: tuple[Variant, ...]
    #: what it does and why, chosen on the state in which it is said
    why: tuple[Variant, ...]
    goto: tuple[Target, ...]


class Silence(NamedTuple):
    """In timed practice: the choice made by saying nothing for ``after`` seconds."""

    after: int
    choice: str


class Node(NamedTuple):
    """A moment at which somebody has spoken and the learner must answer."""

    id: str
    scene: tuple[StageDirection, ...]
    speaker: str
    says: tuple[Variant, ...]
    #: criteria due here, as ``rubric.criterion``; all of them if ``None``
    assess: tuple[str, ...] | None
    choices: tuple[Choice, ...]
    silence: Silence | None

    @property
    def always_shown(self) -> int:
        """The number of its lines that are on screen in every state, locked or not."""
        return sum((not choice.when or choice.locked is not None) and not choice.once for choice in self.choices)

    @property
    def is_sketch(self) -> bool:
        """Whether it is still a sketch: no line makes any move."""
        return not any(choice.moves for choice in self.choices)


class Ending(NamedTuple):
    """How the story may end. ``worth`` is 0 to 1; ``kpi`` is what a business would have measured, if given."""

    id: str
    title: Text
    #: what happens, chosen on the state in which the story ends
    text: tuple[Variant, ...]
    outcome: Outcome
    worth: float
    kpi: Kpi | None


class PassMark(NamedTuple):
    """What an attempt must reach: least percentages by rubric or ``rubric.criterion``, and one of the endings."""

    thresholds: Mapping[str, int]
    endings: tuple[str, ...]


class Walk(NamedTuple):
    """A test that a scene carries: these choices lead to this ending, with scores in these ranges."""

    id: str
    choices: tuple[str, ...]
    ending: str
    seed: int
    deal: Mapping[str, str]
    #: cast id -> persona, where it differs from the one in ``cast``
    personas: Mapping[str, str]
    #: rubric or ``rubric.criterion`` -> (lowest, highest) percentage
    expect: Mapping[str, tuple[float, float]]


class Tag(NamedTuple):
    """A word to find a scene by: the same in every language (``id``), or one for each (``name``)."""

    id: str
    name: Text | None = None

    def get(self, language: str) -> str:
        """The word in ``language``, else in the first language it has."""
        return self.id if self.name is None else self.name.get(language)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The word in each of its languages, or its id."""
        return (self.id,) if self.name is None else tuple(text for _, text in self.name.values)


class Scenario(NamedTuple):
    """A whole scene."""

    id: str
    language: str
    title: Text
    summary: Text
    family: str
    tags: tuple[Tag, ...]
    difficulty: int
    minutes: int
    released: bool
    #: whether it only teaches the keys, so that anybody may pass it
    tutorial: bool
    #: whether it recounts a real event: attempts at it are exported only together with the learner's own words
    private: bool
    #: its position on the path for newcomers, 1 to 9; ``None`` if not on it
    newcomers: int | None
    #: where on the service journey it takes place: a touchpoint of `roleplay.scene.journey`
    touchpoint: str | None
    #: what comes from a course, and what from the author
    source: Text | None
    #: the day on which all of it was last reviewed and found correct, as ``2026-05-04``
    reviewed: str | None
    rubrics: tuple[str, ...]
    brief: Brief
    cast: Mapping[str, CastMember]
    #: cast id -> the personas offered besides their own; all that fit if ``None``
    personas: Mapping[str, tuple[str, ...]] | None
    meters: Mapping[str, Meter]
    flags: tuple[str, ...]
    deal: Mapping[str, tuple[str, ...]]
    start: str
    nodes: Mapping[str, Node]
    endings: Mapping[str, Ending]
    pass_mark: PassMark
    discussion: tuple[Question, ...]
    walks: Mapping[str, Walk]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the scene can be played: those of its title."""
        return self.title.languages

    @property
    def has_silence(self) -> bool:
        """Whether saying nothing is an answer somewhere in timed practice."""
        return any(node.silence is not None for node in self.nodes.values())

    @property
    def shows_meters(self) -> bool:
        """Whether any meter is shown."""
        return any(meter.shown for meter in self.meters.values())

    def conditions(self) -> Iterator[Condition]:
        """Every condition of the story that is not empty; those of discussion questions are not part of the story."""
        for node in self.nodes.values():
            conditions = [variant.when for variant in (*node.scene, *node.says)]
            for choice in node.choices:
                conditions.append(choice.when)
                conditions += [variant.when for variant in (*choice.reply, *choice.why)]
                conditions += [use.when for use in choice.moves]
                conditions += [target.when for target in choice.goto]
            yield from filter(None, conditions)
        for ending in self.endings.values():
            yield from filter(None, (variant.when for variant in ending.text))

    def names(self) -> Mapping[str, Text]:
        """The placeholders of the scene's texts -> the texts to fill in; a member of the cast wins over a meter.

        ``{lin}`` is a name. ``{anger}`` and ``{anger.value}`` are the step and the value of a meter, which exist only
        in a state; without one, as on a map, they are filled with the name of the meter in brackets.
        """
        meters = {meter.id: meter.name.bracketed() for meter in self.meters.values() if meter.id not in self.cast}
        values = {f"{name}{VALUE}": text for name, text in meters.items()}
        return {**meters, **values, **{member.id: member.name for member in self.cast.values()}}


class Shared(NamedTuple):
    """What the scenes of a library share: vocabulary, personas and rubrics, each by id."""

    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    #: language -> clichés of the trade, from all vocabularies
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: how the figures of endings are read; ``None`` if no library defines it
    kpi: KpiProfile | None = None


class Bundle(NamedTuple):
    """A scenario with everything it refers to: all that is needed to play, judge and replay it."""

    scenario: Scenario
    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    #: language -> clichés of the trade, from all vocabularies
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: how the figures of endings are read; ``None`` if no library defines it
    kpi: KpiProfile | None = None
