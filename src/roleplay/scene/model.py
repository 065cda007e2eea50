"""What a file means, once read: immutable, complete, independent of how it was written.

These classes carry no rule of the game and need neither YAML nor pydantic, so a scene that was read once can be
kept and played again at no cost. `shapes` says how the same things are written; `build` goes from there to here.
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
    """Whether a move helps on the whole; a scene decides whether it helps here."""

    GOOD = "good"
    POOR = "poor"


class Outcome(StrEnum):
    """How a story ends for the person in it and for the learner's task."""

    SUCCESS = "success"
    PARTIAL = "partial"
    FAILURE = "failure"


#: Lines that can be there together, at most: as many as the keys 1 to 9. What has a condition counts where it holds.
MAX_OFFERED = 9
#: Lines of one node, at most, whatever their conditions: as many as there are letters to vote by.
MAX_LINES = 26

#: What an ending is worth (0 to 1) unless its file says otherwise; see the value of a state in scoring.
WORTH: Mapping[Outcome, float] = {Outcome.SUCCESS: 1.0, Outcome.PARTIAL: 0.5, Outcome.FAILURE: 0.0}


# -- the vocabulary ----------------------------------------------------------


class Move(NamedTuple):
    """A dialogue move: something that a line does."""

    id: str
    name: Text
    about: Text
    kind: MoveKind
    #: of a poor move: the good ones that cure it, the one that helps most often first
    instead: tuple[str, ...] = ()
    #: language -> phrases that betray this move
    phrases: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: language -> patterns of what people say when they make it; see `roleplay.scene.patterns`
    patterns: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: of a poor move: when a person notices it in themselves ("am about to quote the rule")
    moment: Text | None = None
    #: of a good move: what is done, in a few plain words ("say where they are right")
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
    """One criterion of a rubric. ``levels`` are the anchors 0 to 3."""

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
    #: decisions at stake below which a criterion is not assessed
    minimum: int = 2

    def criterion(self, name: str) -> Criterion | None:
        """The criterion of that id."""
        return next((c for c in self.criteria if c.id == name), None)


# -- scenarios ---------------------------------------------------------------


class Paper(NamedTuple):
    """Something the learner has in hand: a transcript, a page of a file, a log."""

    title: Text
    #: what stands in it; may have several lines
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
        """All that the learner has read before the first word."""
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
    """A text that stands when its condition holds; the last of a list has none."""

    when: Condition
    text: Text


class StageDirection(Variant):
    """A stage direction, given when its condition holds. The last of a list may have one, too, so that none may fit."""

    __slots__ = ()


class Question(NamedTuple):
    """A question for those who have played, left out where its condition does not hold of what they played."""

    when: Condition
    text: Text


class Target(NamedTuple):
    """Where a choice leads when the condition holds; the last of a list has none."""

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
    #: what it does and why, chosen on the state it is said in
    why: tuple[Variant, ...]
    goto: tuple[Target, ...]


class Silence(NamedTuple):
    """In timed practice: after so many seconds, this choice is made."""

    after: int
    choice: str


class Node(NamedTuple):
    """A moment at which somebody has spoken and the learner must answer."""

    id: str
    scene: tuple[StageDirection, ...]
    speaker: str
    says: tuple[Variant, ...]
    #: criteria due here, as ``rubric.criterion``; ``None``: all of them
    assess: tuple[str, ...] | None
    choices: tuple[Choice, ...]
    silence: Silence | None

    @property
    def always_there(self) -> int:
        """How many of its lines are on screen in every state, locked or not."""
        return sum((not choice.when or choice.locked is not None) and not choice.once for choice in self.choices)

    @property
    def is_sketch(self) -> bool:
        """Whether it is still to be written: ways on, and no line that does anything."""
        return not any(choice.moves for choice in self.choices)


class Ending(NamedTuple):
    """How the story may end. ``worth`` is 0 to 1; ``kpi`` is what a business would have measured, if it says so."""

    id: str
    title: Text
    #: what happens, chosen on the state in which the story ends
    text: tuple[Variant, ...]
    outcome: Outcome
    worth: float
    kpi: Kpi | None


class PassMark(NamedTuple):
    """What an attempt must reach: least percentages by rubric or ``rubric.criterion``, and the endings."""

    thresholds: Mapping[str, int]
    endings: tuple[str, ...]


class Walk(NamedTuple):
    """A test that a scene carries: these choices lead to this ending, with scores in these ranges."""

    id: str
    choices: tuple[str, ...]
    ending: str
    seed: int
    deal: Mapping[str, str]
    #: cast id -> persona, where it is not the one in ``cast``
    personas: Mapping[str, str]
    expect: Mapping[str, tuple[float, float]]


class Tag(NamedTuple):
    """A word to find a scene by: the same in every language (``id``), or one for each (``name``)."""

    id: str
    name: Text | None = None

    def get(self, language: str) -> str:
        """The word in ``language``, else in the first one it has."""
        return self.id if self.name is None else self.name.get(language)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way it is written."""
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
    #: it only teaches the keys: anybody may pass it
    tutorial: bool
    #: it tells of something that really happened: attempts at it leave the machine only with one's own words
    private: bool
    #: its place on the path for newcomers, 1 to 9; ``None``: not on it
    newcomers: int | None
    #: where on the service journey it happens: a touchpoint of `roleplay.scene.journey`
    touchpoint: str | None
    #: what a course gives, and what is the author's own
    source: Text | None
    #: the day on which all of it was last read and found right, as ``2026-05-04``
    reviewed: str | None
    rubrics: tuple[str, ...]
    brief: Brief
    cast: Mapping[str, CastMember]
    #: cast id -> the personas offered beside their own; ``None``: whichever fit
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
        """The languages the title exists in: those the scene can be played in."""
        return self.title.languages

    @property
    def has_silence(self) -> bool:
        """Whether saying nothing is an answer anywhere, for who plays against time."""
        return any(node.silence is not None for node in self.nodes.values())

    @property
    def shows_meters(self) -> bool:
        """Whether there is a meter to read, or to guess."""
        return any(meter.shown for meter in self.meters.values())

    def conditions(self) -> Iterator[Condition]:
        """Every condition of the story that is not empty; those of questions asked after it are none of its own."""
        for node in self.nodes.values():
            asked = [variant.when for variant in (*node.scene, *node.says)]
            for choice in node.choices:
                asked.append(choice.when)
                asked += [variant.when for variant in (*choice.reply, *choice.why)]
                asked += [use.when for use in choice.moves]
                asked += [target.when for target in choice.goto]
            yield from filter(None, asked)
        for ending in self.endings.values():
            yield from filter(None, (variant.when for variant in ending.text))

    def names(self) -> Mapping[str, Text]:
        """What may stand in braces in a text -> what stands there in its place; somebody of the cast comes first.

        ``{lin}`` is a name. ``{anger}`` and ``{anger.value}`` are the step and the value of a meter, which only a
        state has; where none is at hand, as on a map, the name of the meter stands there in brackets.
        """
        meters = {meter.id: meter.name.in_brackets() for meter in self.meters.values() if meter.id not in self.cast}
        values = {f"{name}{VALUE}": text for name, text in meters.items()}
        return {**meters, **values, **{member.id: member.name for member in self.cast.values()}}


class Shared(NamedTuple):
    """What the scenes of a library share: the vocabulary, the personas, the rubrics, each by id."""

    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    #: language -> clichés of the trade, from all vocabularies
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: how the figures of endings are read; ``None`` where no library says
    kpi: KpiProfile | None = None


class Bundle(NamedTuple):
    """A scenario with everything it refers to: what is needed to play and judge it, and to replay it for ever."""

    scenario: Scenario
    moves: Mapping[str, Move]
    personas: Mapping[str, Persona]
    rubrics: Mapping[str, Rubric]
    #: language -> clichés of the trade, from all vocabularies
    cliches: Mapping[str, tuple[str, ...]] = FrozenDict()
    #: how the figures of endings are read; ``None`` where no library says
    kpi: KpiProfile | None = None
