"""An author's answers about a new scene: what is acceptable, and what is suggested."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, get_args

from roleplay.reading.fields import MAX_TEXT, WORDS
from roleplay.reading.shapes import ScenarioShape
from roleplay.scene.model import Persona, Rubric
from roleplay.scene.text import forbidden_character

#: Maximum characters of an id.
MAX_ID = 60
#: Prefix of a text still to be written, by language.
TODO = {"zh": "待写：", "en": "todo: "}


class Answers(NamedTuple):
    """An author's answers about a new scene."""

    id: str
    #: the languages of the scene, the leading one first
    languages: tuple[str, ...]
    #: the title by language; missing ones are still to be written
    titles: Mapping[str, str]
    family: str
    #: the name of the other person by language; missing ones are still to be written
    names: Mapping[str, str]
    persona: Persona
    rubric: Rubric
    #: the language of the comments in the file
    comments: str
    #: meter -> language -> name, for known meters
    meter_names: Mapping[str, Mapping[str, str]]


class Problem(NamedTuple):
    """Why a text is rejected: a catalogue key (``cli.<key>``) and its values."""

    key: str
    values: Mapping[str, object]


def is_scene_id(name: str) -> bool:
    """Whether ``name`` is a valid scene id."""
    return re.fullmatch(WORDS, name) is not None and len(name) <= MAX_ID


def suggested_id(text: str) -> str:
    """A valid scene id that is as close as possible to ``text``; empty if nothing of it is left."""
    return "-".join(re.findall("[a-z0-9]+", text.lower())).lstrip("0123456789-")[:MAX_ID].rstrip("-")


def suggested_title(name: str, language: str) -> str:
    """A title to start with, derived from the scene's id."""
    words = name.replace("-", " ")
    return words.capitalize() if language == "en" else TODO[language] + words


def families() -> tuple[str, ...]:
    """The families of conversations defined by the scene format."""
    return get_args(ScenarioShape.model_fields["family"].annotation)


def one_line(text: str) -> str:
    """``text`` with every line break and run of whitespace replaced by one space."""
    return " ".join(text.split())


def problem_of(text: str) -> Problem | None:
    """Why ``text`` cannot be a title or a name; ``None`` if it can."""
    line = one_line(text)
    forbidden = forbidden_character(line)
    if not line:
        return Problem("new_empty", {})
    if forbidden is not None:
        return Problem("new_character", {"character": f"U+{ord(forbidden[1]):04X}"})
    return Problem("new_long", {"most": MAX_TEXT}) if len(line) > MAX_TEXT else None
