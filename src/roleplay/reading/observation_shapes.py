"""How an observer's sheet is written (see `shapes`)."""

from typing import Annotated, Literal

from pydantic import Field

from roleplay.reading.fields import Id, Key, Line, RubricName, Shape

#: The number of a line that the learner said.
LineNumber = Annotated[int, Field(ge=1, le=999)]
#: The letters and digits of an attempt's id.
AttemptLetters = Annotated[str, Field(pattern=r"^[0-9a-f]{4,32}$")]


class SheetEntryShape(Shape):
    """What was noted of one criterion."""

    level: Annotated[int, Field(ge=0, le=3)] | None = None
    """The level of the whole talk, 0 to 3."""
    for_it: Annotated[list[LineNumber], Field(alias="for")] = []
    """The lines that speak for it, by their numbers."""
    unseen: list[LineNumber] = []
    """The lines in which it was not to be seen."""
    against: list[LineNumber] = []
    """The lines that speak against it."""
    note: Line | None = None
    """The words that were heard, or whatever is to be said."""


class ObserverSheetShape(Shape):
    """The sheet of one observer of one talk."""

    roleplay: Literal["observation/1"]
    """The kind and version of this file."""
    scene: Id
    """The scene that was played."""
    attempt: AttemptLetters | None = None
    """The attempt that was watched: the letters that `roleplay history` begins with."""
    observer: Line | None = None
    """A name, where one is to stand in the report."""
    rubric: RubricName
    """The rubric whose criteria were watched: one of the scene's."""
    criteria: Annotated[dict[Key, SheetEntryShape], Field(min_length=1)]
    """The criteria that were watched, by id."""
    note: Line | None = None
    """What else is to be said."""
