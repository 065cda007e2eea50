"""An exam question: what is shown, the possible answers, and what the library says about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from roleplay.scene.text import Text


class QuestionKind(StrEnum):
    """What a question asks."""

    #: the meaning of a move is shown: which move is it?
    MEANING = "meaning"
    #: what people say is shown: which move do they make?
    PHRASE = "phrase"
    #: an anchor is shown: which criterion does it describe?
    ANCHOR = "anchor"
    #: anchors of a criterion: which is the highest?
    HIGHEST = "highest"
    #: anchors of a criterion: which is the lowest?
    LOWEST = "lowest"
    #: steps of a rubric: which comes first?
    FIRST = "first"
    #: poor moves: which one costs points on the criterion?
    HARM = "harm"


class QuizChoice(NamedTuple):
    """A possible answer, and what the library says about it."""

    #: a move, ``heat.hear``, or an anchor as ``heat.hear.2``
    ref: str
    text: Text
    #: its meaning, if the text itself does not give it; shown after the stage
    meaning: Text | None = None
    #: a level, a position in the order (from 1), or points, depending on the kind of question
    value: int | None = None


class QuizQuestion(NamedTuple):
    """A question with its single right answer, in all languages of the library."""

    kind: QuestionKind
    #: what the question is about: a rubric, or a criterion (``heat.hear``)
    about: str
    rubric: Text
    #: the name of the criterion, if it is about one
    criterion: Text | None
    #: what is shown: a meaning, a phrase, an anchor or the description of a criterion; ``None`` if only the choices
    shown: Text | None
    choices: tuple[QuizChoice, ...]
    #: index of the right answer in ``choices``
    right: int

    @property
    def answer(self) -> QuizChoice:
        """The right answer."""
        return self.choices[self.right]


# -- as plain values, for a journal -------------------------------------------------------------------------


def questions_to_json(questions: Iterable[QuizQuestion]) -> list[dict[str, Any]]:
    """Questions with all their texts, so that what was asked stays known whatever becomes of the library."""
    return [
        {
            "kind": question.kind.value,
            "about": question.about,
            "rubric": dict(question.rubric.values),
            "criterion": _text_to_json(question.criterion),
            "shown": _text_to_json(question.shown),
            "right": question.right,
            "choices": [
                {
                    "ref": choice.ref,
                    "text": dict(choice.text.values),
                    "meaning": _text_to_json(choice.meaning),
                    "value": choice.value,
                }
                for choice in question.choices
            ],
        }
        for question in questions
    ]


def questions_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[QuizQuestion, ...]:
    """Questions from their JSON form. Raises KeyError, TypeError or ValueError if it isn't one."""
    return tuple(map(_question_from_json, values))


def _question_from_json(value: Mapping[str, Any]) -> QuizQuestion:
    choices = tuple(
        QuizChoice(str(each["ref"]), Text.of(each["text"]), _text_from_json(each["meaning"]), each["value"])
        for each in value["choices"]
    )
    if not 0 <= value["right"] < len(choices):
        raise ValueError(value["right"])
    return QuizQuestion(
        kind=QuestionKind(value["kind"]),
        about=str(value["about"]),
        rubric=Text.of(value["rubric"]),
        criterion=_text_from_json(value["criterion"]),
        shown=_text_from_json(value["shown"]),
        choices=choices,
        right=value["right"],
    )


def _text_to_json(text: Text | None) -> dict[str, str] | None:
    return None if text is None else dict(text.values)


def _text_from_json(value: Mapping[str, str] | None) -> Text | None:
    return None if value is None else Text.of(value)
