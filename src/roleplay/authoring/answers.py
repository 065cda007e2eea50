"""What an author says of a new scene: what can be taken as an answer, and what is usual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, get_args

from roleplay.reading.fields import MAX_TEXT, WORDS
from roleplay.reading.shapes import ScenarioShape
from roleplay.scene.model import Persona, Rubric
from roleplay.scene.text import forbidden_character

#: Characters of an id, at most.
MAX_ID = 60
#: What a text begins with that is still to be written, by language.
TODO = {"zh": "待写：", "en": "todo: "}


class Answers(NamedTuple):
    """What an author has said of a new scene."""

    id: str
    #: the languages of the scene, the leading one first
    languages: tuple[str, ...]
    #: the title by language; where one is missing it is to be written
    titles: Mapping[str, str]
    family: str
    #: the name of the other person by language; where one is missing it is to be written
    names: Mapping[str, str]
    persona: Persona
    rubric: Rubric
    #: the language in which the file explains itself
    comments: str
    #: meter -> language -> name, of known meters
    meter_names: Mapping[str, Mapping[str, str]]


class Problem(NamedTuple):
    """Why a text cannot be taken: a key of the catalogue (``cli.<key>``) and its values."""

    key: str
    values: Mapping[str, object]


def is_scene_id(name: str) -> bool:
    """Whether a scene can have this id."""
    return re.fullmatch(WORDS, name) is not None and len(name) <= MAX_ID


def suggested_id(text: str) -> str:
    """An id that a scene can have, as like ``text`` as can be; empty where nothing of it is left."""
    return "-".join(re.findall("[a-z0-9]+", text.lower())).lstrip("0123456789-")[:MAX_ID].rstrip("-")


def suggested_title(name: str, language: str) -> str:
    """A title to begin with, made of the scene's id."""
    words = name.replace("-", " ")
    return words.capitalize() if language == "en" else TODO[language] + words


def families() -> tuple[str, ...]:
    """The kinds of conversation, as the format of scenes names them."""
    return get_args(ScenarioShape.model_fields["family"].annotation)


def one_line(text: str) -> str:
    """``text`` with one blank for every break and every run of blanks."""
    return " ".join(text.split())


def problem_of(text: str) -> Problem | None:
    """Why ``text`` cannot be a title or a name; ``None`` where it can."""
    line = one_line(text)
    forbidden = forbidden_character(line)
    if not line:
        return Problem("new_empty", {})
    if forbidden is not None:
        return Problem("new_character", {"character": f"U+{ord(forbidden[1]):04X}"})
    return Problem("new_long", {"most": MAX_TEXT}) if len(line) > MAX_TEXT else None
