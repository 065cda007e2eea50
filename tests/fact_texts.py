"""All texts of a session as strings, which the plain mode and the full screen must both show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from roleplay.locales import Catalogue
from roleplay.presenting import facts
from roleplay.presenting.facts.coach import coach
from roleplay.presenting.facts.debrief import debrief_facts, foresight
from roleplay.session import Attempt, utterances
from roleplay.text.glyphs import glyphs

#: What layout adds: spaces, line ends, frames.
_AROUND = re.compile(r"[\s\u2500-\u257f]+")


def pack(text: str) -> str:
    """``text`` without what layout adds, so that wrapping makes no difference."""
    return _AROUND.sub("", text)


def said_texts(attempt: Attempt, words: Catalogue) -> list[str]:
    """What was said with the last decision (or at the opening), with the speakers' names."""
    texts: list[str] = []
    for utterance in utterances(attempt, attempt.turn):
        fact = facts.transcript_line(utterance, attempt, words)
        texts += [fact.name, fact.text]
    return [text for text in texts if text]


def moment_texts(attempt: Attempt, words: Catalogue, *, in_words: bool = False) -> list[str]:
    """The texts shown before a choice: the meters with their changes, the choices, and why one is locked.

    Changes are arrows, or words if ``in_words``.
    """
    texts: list[str] = []
    for fact in facts.meter_facts(attempt, words, glyphs()):
        texts += [
            fact.name,
            str(fact.value),
            fact.word,
            fact.change_word if in_words else fact.change,
        ]
    for choice in facts.choices(attempt, words):
        texts += [choice.text, choice.locked or ""]
    return [text for text in texts if text]


def title_texts(attempt: Attempt, words: Catalogue) -> list[str]:
    """The texts in the title of a conversation."""
    fact = facts.title(attempt, words)
    return [fact.scene, fact.mode, fact.turn, *fact.rubrics]


def coach_texts(attempt: Attempt, words: Catalogue) -> list[str]:
    """The texts of the coaching on the last line."""
    fact = coach(attempt, words)
    return [
        text
        for name in ("moves", "points", "why", "better", "better_moves", "own_words")
        for text in _texts(getattr(fact, name))
    ]


#: Fields that only help with drawing, or whose text another fact shows.
_NOT_SHOWN = {
    "CriterionFact.about",  # shown in the briefing
    "CriterionFact.level_word",  # shown by a bar and the anchor
    "PointFact.name",
    "StepFact.name",
    "StepFact.text",  # part of the sentence on the order
    "Curve.steps",  # the axis of a drawing
}


def debrief_texts(attempt: Attempt, words: Catalogue) -> list[str]:
    """Every string of a debrief, and the values of its curves."""
    debrief = debrief_facts(attempt, words, foresight(attempt))
    return list(_texts(debrief))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Enum) or value is None:
        return
    if isinstance(value, str):
        if value:
            yield value
    elif hasattr(value, "_fields"):
        for field in value._fields:
            if f"{type(value).__name__}.{field}" not in _NOT_SHOWN:
                yield from _texts(getattr(value, field))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item)


def missing(texts: Iterable[str], shown: str, beside: Iterable[str] = ()) -> list[str]:
    """Those of the texts that ``shown`` does not contain.

    ``beside`` are labels that may be laid out beside a paragraph, and so end up in the middle of a wrapped one.
    """

    def bare(text: str) -> str:
        packed = pack(text)
        for label in beside:
            packed = packed.replace(pack(label), "")
        return packed

    packed = bare(shown)
    return [text for text in texts if bare(text) not in packed]
