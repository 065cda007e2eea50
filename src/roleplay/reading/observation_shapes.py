"""How an observer's sheet is written (see `shapes`)."""

from typing import Annotated, Literal

from pydantic import Field

from roleplay.reading.fields import Id, Key, Line, RubricName, Shape

#: The number of a line said by the learner.
LineNumber = Annotated[int, Field(ge=1, le=999)]
#: The letters and digits of an attempt's id.
AttemptLetters = Annotated[str, Field(pattern=r"^[0-9a-f]{4,32}$")]


class SheetEntryShape(Shape):
    """What the observer noted about one criterion."""

    level: Annotated[int, Field(ge=0, le=3)] | None = None
    """The level of the whole conversation, 0 to 3."""
    for_it: Annotated[list[LineNumber], Field(alias="for")] = []
    """The numbers of the lines that are evidence for it."""
    unseen: list[LineNumber] = []
    """The numbers of the lines in which it was missing."""
    against: list[LineNumber] = []
    """The numbers of the lines that are evidence against it."""
    note: Line | None = None
    """The words that were heard, or any other remark."""


class ObserverSheetShape(Shape):
    """One observer's sheet about one conversation."""

    roleplay: Literal["observation/1"]
    """The kind and version of this file."""
    scene: Id
    """The scene that was played."""
    attempt: AttemptLetters | None = None
    """The attempt that was watched: the letters at the beginning of its line in `roleplay history`."""
    observer: Line | None = None
    """The observer's name, if the report should show it."""
    rubric: RubricName
    """The rubric whose criteria were watched: one of the scene's."""
    criteria: Annotated[dict[Key, SheetEntryShape], Field(min_length=1)]
    """The criteria that were watched, by id."""
    note: Line | None = None
    """Any other remark."""
