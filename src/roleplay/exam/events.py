"""What happens in a sitting of an exam. A sitting is the fold of its events, so its journal is the save file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.exam.quiz import QuizQuestion
from roleplay.scene.forms import ExamStages, FormItem
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text


class SceneTask(NamedTuple):
    """A scene that is to be played in a sitting."""

    item: FormItem
    title: Text
    #: whether the learner had met it before the sitting began
    met_before: bool


class Versions(NamedTuple):
    """By what a sitting is judged: the same answers and lines come to the same result by the same versions."""

    #: the exam's own, which its author raises
    exam: int
    #: the digest of its file
    digest: str
    program: str
    scoring: int
    #: rubric -> the digest of its file
    rubrics: Mapping[str, str] = FrozenDict()


class Begun(NamedTuple):
    """A sitting begins: all that is asked and played in it is settled now, and no later change of a file touches it."""

    title: Text
    #: what drew the questions and the unseen scenes
    seed: int
    versions: Versions
    stages: ExamStages
    questions: tuple[QuizQuestion, ...]
    #: the scene that everybody knows of, then the unseen ones in their order
    tasks: tuple[SceneTask, ...]


class Answered(NamedTuple):
    """A question was answered."""

    #: its place, from 0
    question: int
    #: the place of the answer among its choices, from 0
    choice: int


class SceneBegun(NamedTuple):
    """A scene was begun as an attempt."""

    #: its place among the tasks, from 0
    task: int
    #: the attempt's id
    attempt: str


class PersonPlayed(NamedTuple):
    """Somebody whom the learner talked with, and the persona they reacted with."""

    name: Text
    persona: Text


class PlayEnd(StrEnum):
    """What became of the attempt at a scene."""

    FINISHED = "finished"
    #: it was discarded before its end
    DISCARDED = "discarded"
    #: it is no longer in the record, or cannot be read any more
    GONE = "gone"


class ScenePlayed(NamedTuple):
    """A scene is over."""

    task: int
    attempt: str
    end: PlayEnd
    #: per cent on the rubric that leads the scene, 0 to 100; ``None``: not assessed, or not played to its end
    score: float | None = None
    #: that rubric's id
    rubric: str = ""
    #: lines crossed: the ids of the moves that fail an attempt
    crossed: tuple[str, ...] = ()
    #: digests of the scene and of that rubric, as they were played
    scene_digest: str = ""
    rubric_digest: str = ""
    cast: tuple[PersonPlayed, ...] = ()


#: What happens in a sitting that has begun.
Step: TypeAlias = Answered | SceneBegun | ScenePlayed
ExamEvent: TypeAlias = Begun | Step
