"""Forms: the scenes that are played for a comparison of results, or for a decision.

A *before and after* form has equivalent sets of scenes, one for each time; an exam has three stages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.scene.text import Text


class FormItem(NamedTuple):
    """A scene as it is played in a form: the same for everybody."""

    scene: str
    seed: int
    #: cast id -> persona, where it differs from the scene's own
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
    """Equivalent sets of scenes, one of which is played at each time; results are compared on a rubric."""

    id: str
    #: raised by its author when new results can no longer be compared with earlier ones
    version: int
    title: Text
    purpose: Text
    released: bool
    source: Text
    rubric: str
    #: by id, in the order of the file
    sets: Mapping[str, tuple[FormItem, ...]]
    #: in order of time
    times: tuple[FormTime, ...]

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The items of all sets, set by set."""
        return tuple(item for items in self.sets.values() for item in items)


class KnowledgeStage(NamedTuple):
    """Questions about some rubrics and their criteria."""

    rubrics: tuple[str, ...]
    #: how many are asked
    questions: int
    #: least percentage of right answers
    pass_mark: int


class SceneStage(NamedTuple):
    """One scene that candidates know in advance and may prepare for."""

    item: FormItem
    #: least percentage on the scene's leading rubric; a critical move fails the stage whatever the score
    pass_mark: int


class UnseenStage(NamedTuple):
    """Several scenes in a row, drawn from a larger pool."""

    pool: tuple[FormItem, ...]
    #: how many are drawn
    draw: int
    #: least average percentage over the scenes drawn, each on its leading rubric
    pass_mark: int
    #: least percentage in each of them
    each: int


class ExamStages(NamedTuple):
    """The stages of an exam, in order."""

    knowledge: KnowledgeStage
    scene: SceneStage
    unseen: UnseenStage


class Exam(NamedTuple):
    """An exam of three stages with a pass mark each, taken once."""

    id: str
    #: raised by its author when results no longer mean the same as before
    version: int
    title: Text
    purpose: Text
    released: bool
    source: Text
    stages: ExamStages
    #: days after its end until it may be taken again; ``None`` if never
    again: int | None

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The scene known in advance, then the pool of unseen ones."""
        return (self.stages.scene.item, *self.stages.unseen.pool)
