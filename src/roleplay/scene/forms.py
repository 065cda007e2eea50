"""Forms: which scenes are played for a result that is compared with another, or that decides.

A form for *before and after* has sets of scenes that ask for the same, one for each time; an exam has three stages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.scene.text import Text


class FormItem(NamedTuple):
    """A scene as a form has it played: the same for everybody."""

    scene: str
    seed: int
    #: cast id -> persona, where it is not the one of the scene
    personas: Mapping[str, str]


class FormTime(NamedTuple):
    """A time at which a set is played."""

    id: str
    name: Text
    #: days after the first time, which is day 0
    day: int
    #: the id of the set
    set: str


class ParallelForm(NamedTuple):
    """Sets of scenes that ask for the same, one of which is played at each of some times, and compared on a rubric."""

    id: str
    #: raised by its author when results of before and after are no longer to be compared
    version: int
    title: Text
    purpose: Text
    released: bool
    source: Text
    rubric: str
    #: by id, in the order of the file
    sets: Mapping[str, tuple[FormItem, ...]]
    #: the first one first
    times: tuple[FormTime, ...]

    @property
    def items(self) -> tuple[FormItem, ...]:
        """All of them, set by set."""
        return tuple(item for items in self.sets.values() for item in items)


class KnowledgeStage(NamedTuple):
    """Questions about some rubrics and what they look at."""

    rubrics: tuple[str, ...]
    questions: int
    #: per cent of right answers, at least
    pass_mark: int


class SceneStage(NamedTuple):
    """One scene that everybody may prepare for."""

    item: FormItem
    #: per cent on the rubric that leads the scene, at least; a line crossed fails it whatever the score
    pass_mark: int


class UnseenStage(NamedTuple):
    """Several scenes, one after another, drawn from more."""

    pool: tuple[FormItem, ...]
    draw: int
    #: per cent on the rubrics that lead them, on average over the scenes drawn, at least
    pass_mark: int
    #: per cent in every one of them, at least
    each: int


class ExamStages(NamedTuple):
    """What is asked, in this order."""

    knowledge: KnowledgeStage
    scene: SceneStage
    unseen: UnseenStage


class Exam(NamedTuple):
    """Three stages with what must be reached in each, and one attempt at them."""

    id: str
    #: raised by its author when another result means another thing
    version: int
    title: Text
    purpose: Text
    released: bool
    source: Text
    stages: ExamStages
    #: days after its end before it may be taken again; ``None``: never
    again: int | None

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The scene that everybody knows of, then those that are drawn from."""
        return (self.stages.scene.item, *self.stages.unseen.pool)
