"""The events of an exam sitting. A sitting is the fold of its events, so its journal is the save file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from roleplay.exam.quiz import QuizQuestion
from roleplay.scene.forms import ExamStages, FormItem
from roleplay.scene.frozen import FrozenDict
from roleplay.scene.text import Text


class SceneTask(NamedTuple):
    """A scene to be played in a sitting."""

    item: FormItem
    title: Text
    #: whether the learner knew it before the sitting began
    met_before: bool


class Versions(NamedTuple):
    """What a sitting is judged by: with the same versions, the same answers and lines give the same result."""

    #: the exam's own version, increased by its author
    exam: int
    #: the digest of its file
    digest: str
    program: str
    scoring: int
    #: rubric -> the digest of its file
    rubrics: Mapping[str, str] = FrozenDict()


class Begun(NamedTuple):
    """A sitting begins. Everything asked and played in it is fixed now; later changes to files have no effect."""

    title: Text
    #: seed that draws the questions and the unseen scenes
    seed: int
    versions: Versions
    stages: ExamStages
    questions: tuple[QuizQuestion, ...]
    #: the known scene, then the unseen ones in order
    tasks: tuple[SceneTask, ...]


class Answered(NamedTuple):
    """A question was answered."""

    #: index of the question
    question: int
    #: index of the answer among its choices
    choice: int


class SceneBegun(NamedTuple):
    """An attempt at a scene was begun."""

    #: index of the task
    task: int
    #: the attempt's id
    attempt: str


class PersonPlayed(NamedTuple):
    """Somebody the learner talked to, and the persona they had."""

    name: Text
    persona: Text


class PlayEnd(StrEnum):
    """How the attempt at a scene ended."""

    FINISHED = "finished"
    #: discarded before its end
    DISCARDED = "discarded"
    #: no longer in the record, or unreadable
    GONE = "gone"


class ScenePlayed(NamedTuple):
    """A scene is over."""

    task: int
    attempt: str
    end: PlayEnd
    #: per cent on the scene's leading rubric, 0 to 100; ``None`` if not assessed or not played to its end
    score: float | None = None
    #: that rubric's id
    rubric: str = ""
    #: lines crossed: the ids of the moves that fail an attempt
    crossed: tuple[str, ...] = ()
    #: digests of the scene and of that rubric, as played
    scene_digest: str = ""
    rubric_digest: str = ""
    cast: tuple[PersonPlayed, ...] = ()


#: An event in a sitting that has begun.
Step: TypeAlias = Answered | SceneBegun | ScenePlayed
ExamEvent: TypeAlias = Begun | Step
