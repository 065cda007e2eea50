"""How forms are written: the scenes to play before and after a course, and what an exam requires (see `shapes`)."""

from typing import Annotated, Literal

from pydantic import Field

from roleplay.reading.fields import AnyId, Id, Key, PersonaName, RubricName, Shape, TextShape

#: The percentage that must be reached; not 0, at which nobody could fail.
PassPercent = Annotated[int, Field(ge=1, le=100)]
Seed = Annotated[int, Field(ge=0, lt=1 << 31)]


class FormItemShape(Shape):
    """A scene as it is played here, the same for everybody."""

    scene: Id
    """A scene of the library."""
    seed: Seed
    """The seed that deals its hidden facts and shuffles its lines."""
    personas: dict[AnyId, PersonaName] = {}
    """Who is played as which other persona."""


class FormTimeShape(Shape):
    """A time at which one of the sets is played."""

    name: TextShape
    """What it is called: before the course, after 30 days."""
    day: Annotated[int, Field(ge=0, le=3650)]
    """Days after the first time; the first one is day 0."""
    set: Key
    """Which set is played."""


class ParallelFormShape(Shape):
    """Scenes for before and after: sets that ask for the same skills."""

    roleplay: Literal["form/1"]
    """The kind and version of this file."""
    id: Id
    """Equals the name of the file."""
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    """Increase it when results from before a change must not be compared with later ones."""
    title: TextShape
    """What it is called."""
    purpose: TextShape
    """What it compares, and for whom."""
    status: Literal["draft", "released"]
    """A released form must be sound, and so must its scenes."""
    source: TextShape
    """What its sets are based on: who made them equivalent, and how that is known."""
    rubric: RubricName
    """The rubric by which results are compared."""
    sets: Annotated[dict[Key, Annotated[list[FormItemShape], Field(min_length=1, max_length=9)]], Field(min_length=2)]
    """The scenes of each set, by its id: a, b."""
    times: Annotated[dict[Key, FormTimeShape], Field(min_length=2, max_length=12)]
    """When which set is played, the first time first."""


class KnowledgeStageShape(Shape):
    """Questions about rubrics, generated from what the library says about them."""

    rubrics: Annotated[list[RubricName], Field(min_length=1)]
    """The rubrics it asks about."""
    questions: Annotated[int, Field(ge=1, le=100)]
    """How many."""
    pass_mark: Annotated[PassPercent, Field(alias="pass")]
    """The percentage of correct answers, at least."""


class SceneStageShape(Shape):
    """One scene that everybody may prepare for."""

    item: FormItemShape
    """The scene."""
    pass_mark: Annotated[PassPercent, Field(alias="pass")]
    """The percentage on its leading rubric, at least; a critical move fails it whatever the score."""


class UnseenStageShape(Shape):
    """Several scenes drawn from a pool, played one after another."""

    pool: Annotated[list[FormItemShape], Field(alias="from", min_length=1, max_length=60)]
    """The scenes from which they are drawn."""
    draw: Annotated[int, Field(ge=1, le=9)]
    """How many are drawn."""
    pass_mark: Annotated[PassPercent, Field(alias="pass")]
    """The average percentage on their leading rubrics, at least."""
    each: Annotated[int, Field(ge=0, le=100)] = 0
    """The percentage in every one of them, at least."""


class ExamStagesShape(Shape):
    """The stages of an exam, in this order."""

    knowledge: KnowledgeStageShape
    """Questions about rubrics."""
    scene: SceneStageShape
    """One scene that everybody may prepare for."""
    unseen: UnseenStageShape
    """Several scenes drawn from a pool."""


class ExamShape(Shape):
    """Three stages, each with its pass mark, and one attempt at them."""

    roleplay: Literal["exam/1"]
    """The kind and version of this file."""
    id: Id
    """Equals the name of the file."""
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    """Increase it when a change gives results another meaning."""
    title: TextShape
    """What it is called."""
    purpose: TextShape
    """What it shows, and for whom."""
    status: Literal["draft", "released"]
    """A released exam must be sound, and so must its scenes."""
    source: TextShape
    """What it is based on: a course, a job, the author's own judgement."""
    stages: ExamStagesShape
    """Questions, one scene, several unseen ones."""
    again: Annotated[int, Field(ge=1, le=3650)] | None = None
    """Days after its end until it may be taken again; without it, never."""
